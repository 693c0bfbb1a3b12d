"""The one tree of errors: what the user can mend. Everything else that is raised is our bug, logged with traceback."""

from __future__ import annotations


class GlossatorError(Exception):
    """Everything this program raises on purpose."""


class UserError(GlossatorError):
    """Something the user can mend. `sentence` names the file or thing and what is wrong; `next_step` says what to do.

    Both are plain English sentences, ready to be shown. Picklable, so that the worker process can send it.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence, next_step)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


class ReadingError(UserError):
    """A file that cannot be made into an article."""


class UnreadableFile(ReadingError):
    """Missing, forbidden, locked, or a folder."""


class EmptyFile(ReadingError):
    """No text in it."""


class NotText(ReadingError):
    """A binary file, or a format without a reader."""


class TooLarge(ReadingError):
    """Over the limit of bytes, or of what it unpacks to."""


class DamagedFile(ReadingError):
    """A known format whose contents are broken."""


class TookTooLong(ReadingError):
    """Reading or analysing it passed the limit of time or memory."""


class UnsupportedLanguage(UserError):
    """Text in a language without a model: it opens for reading and notes, without marks."""


class StoreError(UserError):
    """The library's database cannot be used as it is."""


class StoreNewer(StoreError):
    """Made by a newer version of the program; left untouched."""


class StoreBusy(StoreError):
    """Another running copy of the program owns it."""


class StoreDamaged(StoreError):
    """Not a whole database any more. `backup` is the path of the newest good copy, "" when there is none."""

    def __init__(self, sentence: str, next_step: str = "", backup: str = "") -> None:
        super().__init__(sentence, next_step)
        self.args = (sentence, next_step, backup)
        self.backup = backup


class MigrationFailed(StoreError):
    """It could not be brought up to this version of the program; it is as it was."""


class StoreUnwritable(StoreError):
    """Its folder cannot be written to, or the disk is full."""


class NotFound(UserError):
    """A note, mark, entity or article that is no longer there."""


class NotPossible(UserError):
    """Asked for something that makes no sense, as merging an entity into itself."""
