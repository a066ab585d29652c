"""What every data address has in common: the contract of its answers, its licence, and how tables and feeds are written."""
