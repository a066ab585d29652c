"""What holds however the site is served; ports and processes are given where it is started."""

import sys
from pathlib import Path

from gunicorn import glogging

sys.path.append(str(Path(__file__).resolve().parent / "site"))

from config.environment.logs import Discreet

# Unasked, gunicorn lets two headers of any visitor say where the site begins, and breaks when that is not so.
forwarder_headers = ""


class logger_class(glogging.Logger):
    """Tells no more than the site itself does, also where somebody switches the log of all requests on."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(Discreet(handler.formatter._fmt, handler.formatter.datefmt))
