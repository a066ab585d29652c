"""What holds however the site is served; ports and processes are given where it is started."""

# Unasked, gunicorn lets two headers of any visitor say where the site begins, and breaks when that is not so.
forwarder_headers = ""
