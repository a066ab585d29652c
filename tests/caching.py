"""Asking for what is kept."""


def read(client, address: str) -> str:
    """What a visitor reads there; nothing where there is no page."""
    response = client.get(address)
    return response.getvalue().decode() if response.status_code == 200 else ""


def warm(client, *addresses: str) -> None:
    """Ask until all is kept: the first round draws pictures, which is a change itself."""
    for _round in range(3):
        for address in addresses:
            read(client, address)
