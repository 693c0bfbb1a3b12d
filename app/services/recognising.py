"""Which article of the library a text is: by its words, by where it lies, by what it resembles."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.anchors import Anchor, Certainty
from app.domain.article import Article
from app.domain.records import ArticleHead
from app.domain.resemblance import Known, probes, recognise
from app.services.ports import Session
from app.services.showing import place_anchors

_MOST_COMPARED = 8


@dataclass(frozen=True, slots=True)
class Recognised:
    """`head` is None for a new article; `beside` is then the title of one that it resembles, "" if there is none.

    `is_earlier`: this is the text that the article had before it was edited.
    """

    head: ArticleHead | None = None
    beside: str = ""
    is_earlier: bool = False


def recognised(session: Session, article: Article, path: str) -> Recognised:
    """The article with this very text, now or once; else the one of which it is another version, if that is clear.

    Loads at most eight texts, however many articles there are: that at this path, those with this title, and those in
    which some rare phrases of the text are found; beside them those that the user parted from one of these, and, where
    an article at this path became a part of another, the text it had.
    """
    articles = session.articles
    if same := articles.with_hash(article.hash):
        return Recognised(same)
    if once := articles.once_with_hash(article.hash):
        return Recognised(once, is_earlier=True)
    at_path = articles.at_path(path)
    heads = {at_path.id: at_path} if at_path else {}
    for head in articles.alike(article.metadata.title, probes(article.text), _MOST_COMPARED):
        heads.setdefault(head.id, head)
    heads = dict(list(heads.items())[:_MOST_COMPARED])
    whole = session.joining.whole_at(path)
    if whole is not None:
        heads.setdefault(whole[0], articles.head(whole[0]))
    apart = session.joining.held_apart(heads)
    for other in sorted(frozenset().union(*apart) - heads.keys()):
        heads[other] = articles.head(other)
    known = [_known(session, head.id, head.path, head.version_id) for head in heads.values()]
    if whole is not None and whole[1] != heads[whole[0]].version_id:
        known.append(_known(session, whole[0], path, whole[1]))
    verdict = recognise(article.text, article.metadata, path, known, apart)
    if verdict.id is not None:
        return Recognised(heads[verdict.id])
    return Recognised(beside=heads[verdict.beside].title or "Untitled" if verdict.beside is not None else "")


def _known(session: Session, article_id: int, path: str, version_id: int) -> Known:
    content = session.articles.content(version_id)
    return Known(article_id, path, content.metadata, content.text)


def anchors_in_place(session: Session, head: ArticleHead) -> frozenset[Anchor]:
    """Those of notes and decisions that are found for sure in the article's current version."""
    place_anchors(session, head, session.articles.text(head.version_id))
    places = session.anchors.placed(head.id, head.version_id)
    return frozenset(a for a, place in places.items() if place.certainty in (Certainty.EXACT, Certainty.MOVED))


def notes_and_decisions(session: Session, article_id: int, lost: frozenset[Anchor]) -> tuple[int, int]:
    """How many notes and how many decisions of the article are at these anchors."""
    notes = sum(note.anchor in lost for note in session.notes.of_article(article_id))
    decisions = sum(decision.anchor in lost for decision in session.decisions.of_article(article_id))
    return notes, decisions
