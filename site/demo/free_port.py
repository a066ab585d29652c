"""python site/demo/free_port.py 8000: says clearly when nobody can serve there. Runs before anything is installed."""

import socket
import sys


def problem(port: str) -> str | None:
    if not (port.isdecimal() and 0 < int(port) < 65536):
        return f"PORT={port} ist keine Portnummer (1 bis 65535). / PORT={port} is not a port number."
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", int(port))) == 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            taken = True
    if taken:
        return (
            f"Port {port} ist nicht frei: Beenden Sie das andere Programm, oder nehmen Sie einen anderen Port, "
            f"zum Beispiel: make demo PORT={int(port) % 65535 + 1}\n"
            f"Port {port} is not free: stop the other program or choose another port (see the command above)."
        )
    return None


if __name__ == "__main__":
    sys.exit(problem(sys.argv[1]))
