"""How long what is kept, in one place: `purge` works by these numbers and pages can show them."""

from datetime import timedelta

UNCONFIRMED = timedelta(days=14)
DRAFT = timedelta(days=30)
# From the question, or from the last photo added since. What is in review stays until it is decided: losing what
# somebody is waiting for would be worse, and moderators are reminded every week.
QUESTION = timedelta(days=180)
ENDED = timedelta(days=30)
SENDER_AFTER_PUBLICATION = timedelta(days=365)
# Sent or given up.
MAIL = timedelta(days=30)
# A file without a row may belong to a request that is still running.
ORPHAN = timedelta(hours=24)
REMIND_AFTER = timedelta(days=7)
