"""ZIP archives, unpacked in memory and within limits. Names in one are keys to ask for, never paths."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from app.errors import DamagedFile, NotText, TooLarge
from app.reading.limits import Limits
from app.reading.origin import Origin

_ENTRY = b"PK\x01\x02"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack a whole block whatever was asked for
_SMALL = 1_000_000
"""Bytes that a file may unpack to whatever its ratio: a thousand equal spaces are no bomb."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises over damaged archives."""


def member_names(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The names in an archive, () where it is none or has too many."""
    if data.count(_ENTRY) > limits.members:
        return ()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except _BROKEN:
        return ()


class Archive:
    """The files in an archive. `read` keeps count of what was unpacked in all."""

    def __init__(self, data: bytes, origin: Origin, limits: Limits) -> None:
        """DamagedFile where `data` is no archive, TooLarge where it has too many files."""
        self._origin, self._limits, self._unpacked = origin, limits, 0
        if data.count(_ENTRY) > limits.members:
            raise self._too_large(f"holds more than {limits.members:,} files")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none of this name. TooLarge, DamagedFile or NotText otherwise."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise self.locked()
        if info.compress_type not in _PACKINGS:
            raise self.damaged()
        most = min(self._limits.member, self._limits.unpacked - self._unpacked)
        most = min(most, max(_SMALL, self._limits.ratio * info.compress_size))
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except _BROKEN as error:
            raise self.damaged() from error
        self._unpacked += len(data)
        if len(data) > most:
            raise self._too_large("unpacks to far more than a document needs")
        return data

    def damaged(self) -> DamagedFile:
        """To be raised where what should be in it is not."""
        step = "Get the file again, or open it in its own program and save it anew."
        return DamagedFile(f"{self._origin.called} is damaged and cannot be unpacked.", step)

    def locked(self) -> NotText:
        step = "Open it in its own program and save a copy without a password."
        return NotText(f"{self._origin.called} is locked with a password or copy protection.", step)

    def _too_large(self, why: str) -> TooLarge:
        return TooLarge(f"{self._origin.called} {why}.", "Open it in its own program and save its text.")
