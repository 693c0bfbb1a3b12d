"""One window a library: a second start hands its files to the first and ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 400
MOST_BYTES = 1 << 20


def _name(home: Path) -> str:
    """A socket name of this user's library. Local to this machine: no network is involved."""
    return "glossator-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]


def hand_over(home: Path, files: Sequence[str]) -> bool:
    """Give `files` to the program that has this library open; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(json.dumps([str(Path(f).absolute()) for f in files]).encode() + b"\n")
    socket.flush()
    done = socket.waitForBytesWritten(CONNECT_MS) or socket.bytesToWrite() == 0
    socket.disconnectFromServer()
    return done


class Door(QObject):
    """Listens for later starts. Only this user's programs can connect."""

    filesArrived = Signal(list)  # absolute paths; empty: only come to the front  # noqa: N815

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        name = _name(home)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a crash: nobody answered there
            self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        heard = bytearray()

        def listen() -> None:
            heard.extend(bytes(socket.readAll().data()))
            if len(heard) > MOST_BYTES:
                socket.abort()
            elif heard.endswith(b"\n"):
                self._take(bytes(heard))
                socket.disconnectFromServer()

        socket.readyRead.connect(listen)
        socket.disconnected.connect(socket.deleteLater)
        listen()

    def _take(self, line: bytes) -> None:
        try:
            files = json.loads(line)
        except ValueError:
            return
        if isinstance(files, list) and all(isinstance(f, str) for f in files):
            self.filesArrived.emit(files)
