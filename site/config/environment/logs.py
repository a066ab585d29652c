"""How a line of the log is written: what went wrong and where, never who it happened to."""

import logging
import re

ADDRESS = re.compile(r"[^\s'\"<>(),;:=/]+@[\w.-]+")
# What opens or names a submission; and elsewhere what looks like a key, a token or a UUID.
LINK = re.compile(r"(/(?:stand|danke|foto)/|%2f(?:stand|danke|foto)%2f)[^\s/'\"<>?]+", re.IGNORECASE)
KEY = re.compile(r"(?<![\w-])(?:(?=[\w-]*\d)[\w-]{16,}|(?=[\w-]*[A-Z])[\w-]{32,})(?![\w.-])")
QUERY = re.compile(r"(?<=[\w/])\?[^\s'\"<>]+")
IPV4 = re.compile(r"\b((?:\d{1,3}\.){3})\d{1,3}\b")
IPV6 = re.compile(r"\b([0-9a-f]{1,4}:[0-9a-f]{0,4}:[0-9a-f]{0,4}):[0-9a-f:]+", re.IGNORECASE)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|„[^“]*“|\([^()]*\)=\([^()]*\)")


class Discreet(logging.Formatter):
    """Hides personal links, keys, queries, mail addresses and the end of network addresses in whatever is logged.

    Of an exception also what it quotes, which may be what somebody typed; kind, words and lines of code stay.
    """

    def format(self, record):
        text = super().format(record)
        for pattern, instead in (
            (ADDRESS, "…@…"),
            (LINK, r"\1…"),
            (QUERY, "?…"),
            (IPV4, r"\g<1>0"),
            (IPV6, r"\1::"),
        ):
            text = pattern.sub(instead, text)
        return "\n".join(line if _is_code(line) else KEY.sub("…", line) for line in text.split("\n"))

    def formatException(self, ei):
        lines = super().formatException(ei).split("\n")
        return "\n".join(line if _is_code(line) else QUOTED.sub("…", line) for line in lines)


def _is_code(line: str) -> bool:
    """A place in the code or what stands there, in a traceback."""
    return line.startswith(("  File ", "    "))
