"""Messages between the runner and a worker: pickled objects over a socket, each behind its length."""

from __future__ import annotations

import pickle
import socket
from typing import Any

_LENGTH = 8
_PIECE = 2**18


def packed(message: Any) -> bytes:
    """A message as bytes for the socket."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_LENGTH, "big") + data


def send(channel: socket.socket, message: Any) -> None:
    """Write a message, waiting until it is gone."""
    channel.sendall(packed(message))


def receive(channel: socket.socket) -> Any | None:
    """The next message, waiting for it; None where the other side is gone."""
    head = _exactly(channel, _LENGTH)
    body = None if head is None else _exactly(channel, int.from_bytes(head, "big"))
    return None if body is None else pickle.loads(body)


def _exactly(channel: socket.socket, number: int) -> bytearray | None:
    data = bytearray(number)
    view, got = memoryview(data), 0
    while got < number:
        read = channel.recv_into(view[got:], min(number - got, _PIECE))
        if not read:
            return None
        got += read
    return data


class Inbox:
    """Takes bytes as they come, without waiting, and gives the messages that are whole.

    >>> inbox, data = Inbox(), packed("one") + packed(2)
    >>> inbox.add(data[:13]), inbox.add(data[13:])
    ([], ['one', 2])
    """

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, data: bytes) -> list[Any]:
        """The messages that these bytes complete."""
        self._data += data
        found: list[Any] = []
        at = 0
        while len(self._data) - at >= _LENGTH:
            end = at + _LENGTH + int.from_bytes(self._data[at : at + _LENGTH], "big")
            if len(self._data) < end:
                break
            found.append(pickle.loads(memoryview(self._data)[at + _LENGTH : end]))
            at = end
        del self._data[:at]
        return found
