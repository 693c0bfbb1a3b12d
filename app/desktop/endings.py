"""Ctrl+C in the terminal, a `kill`, the end of a session: the window is closed in good order."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class Endings(QObject):
    """Calls `end` in the window's thread at the first such signal; at the second the process ends at once.

    Python runs handlers between its own instructions only, of which a waiting window has none: the signal is also
    written to a socket, which wakes the event loop. `close` gives the signals back.
    """

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._hears, self._tells = socket.socketpair()
        for one in (self._hears, self._tells):
            one.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_: self._heard())
        self._fd_before = signal.set_wakeup_fd(self._tells.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
        self._before = {number: signal.signal(number, lambda *_: None) for number in numbers}

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._hears.close()
        self._tells.close()

    def _heard(self) -> None:
        numbers = set(self._hears.recv(64))
        if numbers & set(self._before):
            for number in self._before:
                signal.signal(number, signal.SIG_DFL)
            self._end()
