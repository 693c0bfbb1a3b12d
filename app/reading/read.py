"""A file to an Article: bounded bytes, the right format, and what every article needs whatever its format."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.article import Article
from app.errors import EmptyFile, NotText, TooLarge, UnreadableFile
from app.reading import language
from app.reading.folder import document_in
from app.reading.formats import format_of
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.page_folder import parts_beside
from app.reading.sniff import binary_kind, is_packed
from app.reading.written_addresses import with_written_addresses

_DEFAULT_LIMITS = Limits()


def _go_on() -> None:
    """Nobody else waits."""


def read_file(
    path: str | Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    begun: Callable[[Article], object] | None = None,
    pause: Callable[[], object] = _go_on,
) -> Article:
    """Read the file at `path`, or the one article in the folder there. Raises ReadingError with a sentence and a step.

    A text longer than the limits is cut and says so in a notice; a document is refused. Opens no connection, and no
    other file but the pictures of a page in the folder that belongs to it by name. `begun` is given the beginning of a
    file that takes long before the whole is read; `pause` is called often meanwhile, and what it raises ends it.
    """
    path = Path(path)
    origin = Origin(path.name or str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            path = document_in(path, origin.called)
            origin = Origin(path.name)
            mode = path.stat().st_mode
        origin = replace(origin, parts=parts_beside(path, limits))
        if not stat.S_ISREG(mode):  # a pipe or device could block for ever
            raise UnreadableFile(f"{origin.called} is not an ordinary file.", "Save its contents to a file first.")
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
            if len(data) > limits.bytes and is_packed(data):
                data += file.read(limits.document_bytes + 1 - len(data))
    except FileNotFoundError as error:
        raise UnreadableFile(f"{origin.called} is not there.", "Check its name, or whether it was moved.") from error
    except PermissionError as error:
        next_step = "Change its permissions, or copy it to another folder."
        raise UnreadableFile(f"{origin.called} may not be read by you.", next_step) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the system refused"
        raise UnreadableFile(f"{origin.called} could not be read: {reason}.", "Copy it to this disk.") from error
    return read_bytes(data, origin, limits=limits, begun=begun, pause=pause)


def read_bytes(
    data: bytes,
    origin: Origin,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    begun: Callable[[Article], object] | None = None,
    pause: Callable[[], object] = _go_on,
) -> Article:
    """Read what a file holds; as `read_file`."""
    if len(data) > limits.bytes and not is_packed(data):
        data, origin = data[: limits.bytes], replace(origin, cut=True)
    if not data.strip(b" \t\r\n\f\v\0"):
        raise EmptyFile(f"{origin.called} is empty.", "Choose a file with text in it.")
    if len(data) > limits.document_bytes:
        sentence = f"{origin.called} is larger than {limits.document_bytes // 1_000_000} MB."
        raise TooLarge(sentence, "Open it in its own program and save a part of it, or only its text.")
    chosen = format_of(data, origin)
    if chosen is None:
        raise NotText(
            f"{origin.called} is {binary_kind(data)}, which cannot be read yet.",
            "If there is text in it, open it in its own program and save that as text, Markdown or HTML.",
        )

    def titled(first: Article) -> None:
        # Its language is not guessed: that may take half a second, and nothing is analysed yet.
        assert begun is not None
        begun(replace(first, metadata=replace(first.metadata, title=first.metadata.title or origin.title())))

    article = chosen.reader(pause, titled if begun is not None else None)(data, origin, limits)
    if not article.text.strip():
        raise EmptyFile(f"There is no text in {origin.called}.", "Choose a file with text in it.")
    return _completed(article, origin, limits)


def _completed(article: Article, origin: Origin, limits: Limits) -> Article:
    """With a title and a language in any case, a notice where no model speaks it, and addresses in the words linked."""
    detected = language.detect_language(article.text)
    metadata = replace(
        article.metadata,
        title=article.metadata.title or origin.title(),
        language=detected or article.metadata.language,
    )
    notice = language.notice_for(metadata.language)
    notices = (*article.notices, notice) if notice else article.notices
    return replace(article, metadata=metadata, notices=notices, links=with_written_addresses(article, limits))
