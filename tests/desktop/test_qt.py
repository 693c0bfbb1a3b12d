"""What we rely on in Qt and its Python binding."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def test_two_hundred_thousand_void_calls_leave_python_alive(qapp: QApplication) -> None:
    # PySide6 6.12.0 lost a reference to None in each call that returns nothing, and aborted after some 5,000.
    widget = QWidget()
    for _ in range(200_000):
        widget.setEnabled(True)
    assert widget.isEnabled()
