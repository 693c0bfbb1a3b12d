"""Asks before an address of an article is handed to the browser, and shows whose it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label
from app.domain.web_addresses import host_of, pretended_host

_WIDTH, _TALLEST = 460, 180


class LinkQuestion(QDialog):
    """`agreed` carries the address to open, `copied` the one to copy. Cancel is the default."""

    agreed = Signal(str)
    copied = Signal(str)

    def __init__(self, address: str, words: str, parent: QWidget | None = None) -> None:
        """`words`: those of the article that lead there."""
        super().__init__(parent)
        self._address = address
        self.setWindowTitle("Open in your browser?")
        self.setMinimumWidth(_WIDTH + 44)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        column.addWidget(label("Open in your browser?", "title"))
        host = host_of(address)
        self.address = _Address(address, host)
        column.addWidget(self.address)
        told = [sentence for sentence in (_in_letters(host), _pretended(words, address, host)) if sentence]
        self.warnings = [label(sentence, "accent") for sentence in told]
        for warning in self.warnings:
            column.addWidget(warning)
        note = "Glossator opens nothing by itself. The site will see that you come, as with any page."
        column.addWidget(label(note if host else "This is no address of a web page, and is not opened.", "soft"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        self.open_button = button("Open in browser", self._agree)
        self.open_button.setEnabled(bool(browsable(address)))
        self.copy_button = button("Copy address", self._copy)
        self.cancel_button = button("Cancel", self.reject, "primary")
        for made in (self.open_button, self.copy_button, self.cancel_button):
            made.setAutoDefault(made is self.cancel_button)
            line.addWidget(made)
        self.cancel_button.setDefault(True)
        column.addLayout(line)
        self.setAccessibleDescription(" ".join([address, *told]))
        self.cancel_button.setFocus()
        self.finished.connect(lambda _: self.deleteLater())

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self._address)

    def _copy(self) -> None:
        self.reject()
        self.copied.emit(self._address)


def browsable(address: str) -> QUrl | None:
    """The address as it may be handed to a browser: http or https, and to the host that is shown; else None."""
    url, host = QUrl(address), host_of(address)
    if not host or not url.isValid() or url.scheme() not in ("http", "https"):
        return None
    same = url.host(QUrl.ComponentFormattingOption.FullyEncoded) == (ascii_host(host) or host)
    return url if same else None


def ascii_host(host: str) -> str:
    """A host as it goes over the network, `xn--…` where it has other letters than ASCII's; "" for what is no host."""
    return bytes(QUrl.toAce(host).data()).decode("ascii") if host else ""


def _in_letters(host: str) -> str:
    written = ascii_host(host)
    if host.isascii() or written == host:
        return ""
    return f"Some letters of this name are not plain ones and may look like others. It is written {written}."


def _pretended(words: str, address: str, host: str) -> str:
    named = pretended_host(words, address) if host else ""
    return f"The words in the text name another address: they read “{named}”, but lead to “{host}”." if named else ""


class _Address(QTextEdit):
    """An address as plain text over as many lines as it takes, its host in bold; can be selected, not changed."""

    def __init__(self, address: str, host: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Address")
        self.setPlainText(address)
        if host:
            at = _host_at(address)
            cursor = QTextCursor(self.document())
            cursor.setPosition(_utf16(address[:at]))
            cursor.setPosition(_utf16(address[: at + len(host)]), QTextCursor.MoveMode.KeepAnchor)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            cursor.mergeCharFormat(bold)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(_WIDTH))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        laid = self.document().clone(self)
        laid.setTextWidth(width)
        height = round(laid.size().height())
        laid.deleteLater()
        return min(_TALLEST, height + 2)


def _host_at(address: str) -> int:
    """Where the host of an address begins, behind what stands before an `@`."""
    start = address.find("//") + 2
    end = min((at for sign in "/?#" if (at := address.find(sign, start)) >= 0), default=len(address))
    return max(start, address.rfind("@", start, end) + 1)


def _utf16(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
