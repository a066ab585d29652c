import socket

import pytest

from demo import free_port


@pytest.fixture
def somebody_else():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(somebody_else):
    assert free_port.problem(str(somebody_else)) == (
        f"Port {somebody_else} ist nicht frei: Beenden Sie das andere Programm, oder nehmen Sie einen anderen Port, "
        f"zum Beispiel: make demo PORT={somebody_else + 1}\n"
        f"Port {somebody_else} is not free: stop the other program or choose another port (see the command above)."
    )


def test_a_port_that_was_just_left_is_free(somebody_else):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        left = server.getsockname()[1]
    assert free_port.problem(str(left)) is None


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "80 80"])
def test_what_is_no_port_is_refused(port):
    assert free_port.problem(port) == (
        f"PORT={port} ist keine Portnummer (1 bis 65535). / PORT={port} is not a port number."
    )
