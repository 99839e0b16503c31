"""An audit hook that lets sockets reach this machine only. Every Python finds it at its start that has this folder in
PYTHONPATH, so that the programs which tests begin are held to it as well."""

from __future__ import annotations

import sys

NOT_FOR_TESTS = ("socket.connect", "socket.sendto", "socket.getaddrinfo")


def forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what leads elsewhere."""
    if event not in NOT_FOR_TESTS:
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    at_home = host in (None, "", "localhost", "::1") or str(host).startswith("127.")
    unix_socket = event != "socket.getaddrinfo" and not isinstance(address, tuple)
    if not (at_home or unix_socket):
        raise PermissionError(f"A test tried to reach the network: {event} to {address!r}")


if __name__ == "sitecustomize":
    sys.addaudithook(forbid_network)
