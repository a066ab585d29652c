"""German words as a search sees them: the same on SQLite and PostgreSQL, for index and query alike."""
