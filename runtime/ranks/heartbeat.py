"""Whether all ranks are still alive: a rank that was killed or stands still ends the others, with one sentence."""

from __future__ import annotations

import os
import secrets
import select
import socket
import threading
import time
from collections.abc import Callable

from runtime.ranks.ranks import Ranks

BEAT = 0.5
"""Seconds between two signs of life."""
SILENCE = 6.0
"""Seconds without one after which a rank is taken for lost."""
CONNECT = 10.0
LOST = 1
"""Exit code of a rank that ends because another is gone."""
ALIVE, LEAVING, GONE = b".", b"!", b"x"
TOKEN = 16


class Heartbeat:
    """A thread beside the training. MPI itself waits for a rank that stands still as long as it takes, and tells of one
    that is gone in words of its own, if at all.

    Ranks are connected to the leading one, which hears all of them. `tell` says what happened.
    """

    def __init__(self, ranks: Ranks, tell: Callable[[str], None], silence: float = SILENCE) -> None:
        self._ranks, self._tell, self._silence = ranks, tell, silence
        self._peers: dict[socket.socket, int] = {}
        self._leaving = threading.Event()
        self._connect()
        self._thread = threading.Thread(target=self._work, name="layerloom-heartbeat", daemon=True)
        self._thread.start()

    def _connect(self) -> None:
        ranks = self._ranks
        hosts = ranks.each(socket.gethostname())
        token = ranks.led(secrets.token_bytes(TOKEN))
        local = len(set(hosts)) == 1
        listening = self._listen(local) if ranks.leads else None
        address = "127.0.0.1" if local else hosts[0]
        port = ranks.led(listening.getsockname()[1] if listening is not None else 0)
        if listening is not None:
            self._accept(listening, token)
        else:
            self._call(address, port, token)

    @staticmethod
    def _listen(local: bool) -> socket.socket:
        found = socket.create_server(("127.0.0.1" if local else "", 0), backlog=1024)
        found.settimeout(CONNECT)
        return found

    def _accept(self, listening: socket.socket, token: bytes) -> None:
        """Hear the other ranks; those that can't be heard, as behind a firewall, are left to MPI."""
        with listening:
            try:
                while len(self._peers) < self._ranks.count - 1:
                    peer, _ = listening.accept()
                    peer.settimeout(CONNECT)
                    greeting = peer.recv(TOKEN + 4, socket.MSG_WAITALL)
                    if greeting[:TOKEN] == token and len(greeting) == TOKEN + 4:
                        self._peers[peer] = int.from_bytes(greeting[TOKEN:], "big")
                    else:
                        peer.close()
            except OSError:
                pass  # nobody else came in time

    def _call(self, address: str, port: int, token: bytes) -> None:
        try:
            peer = socket.create_connection((address, port), timeout=CONNECT)
            peer.sendall(token + self._ranks.number.to_bytes(4, "big"))
            self._peers[peer] = 0
        except OSError:
            pass  # as above

    def _work(self) -> None:
        heard = dict.fromkeys(self._peers, time.monotonic())
        while heard and not self._leaving.is_set():
            began = time.monotonic()
            for peer in heard:
                self._send(peer, ALIVE)
            ready, _, _ = select.select(list(heard), [], [], BEAT)
            for peer in ready:
                if not self._hear(peer):
                    del heard[peer]
                else:
                    heard[peer] = time.monotonic()
            late = time.monotonic() - began > 2 * BEAT + 1  # it is this process that stood still
            for peer, last in heard.items():
                if late:
                    heard[peer] = time.monotonic()
                elif time.monotonic() - last > self._silence:
                    self._end(self._peers[peer], "gave no sign of life any more")
            self._leaving.wait(max(0.0, began + BEAT - time.monotonic()))

    def _hear(self, peer: socket.socket) -> bool:
        """Whether the rank at the other end goes on; ends this process where that was lost."""
        try:
            said = peer.recv(4096)
        except OSError:
            said = b""
        if LEAVING in said:
            return False
        if GONE in said:
            self.abandon()
            os._exit(LOST)
        if not said and not self._leaving.is_set():
            self._end(self._peers[peer], "was killed")
        return True

    @staticmethod
    def _send(peer: socket.socket, what: bytes) -> None:
        try:
            peer.send(what)
        except OSError:
            pass  # what that means is told by who hears

    def _end(self, lost: int, what: str) -> None:
        """Say so once, and end this process and the others."""
        if self._ranks.leads or self._ranks.number == 1:
            self._tell(f"Process {lost + 1} of {self._ranks.count} {what}, so all others were ended.")
        self.abandon()
        os._exit(LOST)

    def abandon(self) -> None:
        """This rank is about to end, and has said why: the others end with it."""
        self._leaving.set()
        for peer in self._peers:
            self._send(peer, GONE)

    def close(self) -> None:
        """This rank leaves in good order."""
        self._leaving.set()
        for peer in self._peers:
            self._send(peer, LEAVING)
        self._thread.join(2 * BEAT)
