"""One window a library: a second start hands its files to the first and ends."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

CONNECT_MS = 400
MOST_BYTES = 1 << 20
_AT_ONCE = 100
"""Paths in one message, so that it stays below MOST_BYTES."""


def _name(home: Path) -> str:
    """A socket name of this user's library. Local to this machine: no network is involved."""
    return "glossator-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]


def hand_over(home: Path, files: Sequence[str]) -> bool:
    """Give `files` to the program that has this library open; False when there is none."""
    return _send(home, [str(Path(f).absolute()) for f in files])


def hand_over_import(home: Path, paths: Sequence[str]) -> bool:
    """Have that program bring files and folders into the library; False when there is none, or it takes no more."""
    parts = [paths[i : i + _AT_ONCE] for i in range(0, len(paths), _AT_ONCE)]
    return all(_send(home, {"import": [str(Path(p).absolute()) for p in part]}) for part in parts)


def _send(home: Path, message: object) -> bool:
    name = _name(home)
    if sys.platform == "linux" and not Path(os.environ.get("TMPDIR") or "/tmp", name).exists():  # as QDir.tempPath()
        return False  # nobody listens: found out without loading Qt's network part, which a first paint would wait for
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(json.dumps(message).encode() + b"\n")
    socket.flush()
    done = socket.waitForBytesWritten(CONNECT_MS) or socket.bytesToWrite() == 0
    socket.disconnectFromServer()
    return done


class Door(QObject):
    """Listens for later starts. Only this user's programs can connect."""

    filesArrived = Signal(list)  # absolute paths; empty: only come to the front  # noqa: N815
    importWanted = Signal(list)  # absolute paths, to come into the library without being shown  # noqa: N815

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

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
            message = json.loads(line)
        except (ValueError, RecursionError):
            return
        signal, files = self.filesArrived, message
        if isinstance(message, dict):
            signal, files = self.importWanted, message.get("import")
        if isinstance(files, list) and all(isinstance(f, str) for f in files):
            signal.emit(files)
