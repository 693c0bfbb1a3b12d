"""A folder of linked note files: one for each article and entity with notes or quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.portable import PortableLibrary
from app.exchange.markdown import Link, article_note, entity_note, escaped, loose_notes
from app.exchange.names import assign

ARTICLES, ENTITIES = "Articles", "People and more"
LOOSE = "Notes of their own"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """One file of a vault. `key` names what it is about, and stays; `path` is relative, its parts joined by "/"."""

    key: str
    path: str
    text: str


def vault(library: PortableLibrary, known: Mapping[str, str], taken: Callable[[str], set[str]]) -> Iterator[NoteFile]:
    """The files, one at a time. `known`: paths by key in the last export. `taken`: stems in a subfolder that are not
    ours to use.
    """
    # A [[link]] names a file, not its folder: no stem may be in both, and none changes for one that came later.
    had_articles, had_entities = _stems(known, "article", ARTICLES), _stems(known, "entity", ENTITIES)
    articles = assign(library.articles_of_note(), had_articles, taken(ARTICLES) | set(had_entities.values()))
    entities = assign(library.entities_of_note(), had_entities, taken(ENTITIES) | set(articles.values()))
    to_article, to_entity = _linker(articles), _linker(entities)
    for article_id, stem in articles.items():
        text = article_note(library.article(article_id), to_entity, to_article)
        yield NoteFile(f"article:{article_id}", f"{ARTICLES}/{stem}.md", text)
    for entity_id, stem in entities.items():
        text = entity_note(library.entity(entity_id), to_article, to_entity)
        yield NoteFile(f"entity:{entity_id}", f"{ENTITIES}/{stem}.md", text)
    if notes := library.loose_notes():
        yield NoteFile("loose", f"{LOOSE}.md", loose_notes(notes, to_article, to_entity))


def _linker(stems: Mapping[int, str]) -> Link:
    def link(id_: int | None, name: str) -> str:
        stem = stems.get(id_) if id_ is not None else None
        words = " ".join(name.split())
        if stem is None:
            return escaped(words)
        shown = "".join(c for c in words if c not in "[]|")  # there is no way to escape these in a link
        return f"[[{stem}]]" if shown == stem or not shown else f"[[{stem}|{shown}]]"

    return link


def _stems(known: Mapping[str, str], kind: str, folder: str) -> dict[int, str]:
    """Ids and stems of the last export's files of this kind."""
    found = {}
    for key, path in known.items():
        before, _, number = key.partition(":")
        if before == kind and number.isdecimal() and path.startswith(f"{folder}/"):
            found[int(number)] = path.removeprefix(f"{folder}/").removesuffix(".md")
    return found
