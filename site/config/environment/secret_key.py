"""The key that signs sessions and links."""

import sys
from pathlib import Path

from django.core.management.utils import get_random_secret_key

REFUSAL = (
    "SECRET_KEY fehlt oder ist unsicher: Bitte setzen Sie in der Umgebung einen eigenen, zufälligen Wert mit mindestens "
    "50 Zeichen (oder DEMO=1 zum Ausprobieren)."
)


def choose(given: str, keep_in: Path | None) -> str:
    """The key given by the operator, or a generated one kept in `keep_in` (demo and development).

    Production passes no folder: there a missing, short or published key ends the start with one sentence.
    """
    if given and (keep_in or (len(given) >= 50 and len(set(given)) >= 5 and "insecure" not in given)):
        return given
    if keep_in is None:
        sys.exit(REFUSAL)
    path = keep_in / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        keep_in.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
        return path.read_text()
