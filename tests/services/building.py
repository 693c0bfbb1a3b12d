"""Articles and analyses to test with, built from plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.analysis import Analysis, Claim, ClaimKind, EntityKind, FoundEntity, Mention, Quote, QuoteKind
from app.domain.article import Article, Block, BlockKind, Metadata
from app.domain.marks import ArticleView, ClaimMark, MarkKind, MarkRef, MentionMark, QuoteMark
from app.domain.spans import Span
from app.linking.keys import blocking_keys
from app.linking.link import link, resemblances
from app.services.annotate import Annotating
from app.services.articles import Articles
from app.services.decide import Deciding
from app.services.entities import Entities
from app.services.joining import Joining
from app.services.library import Library
from app.services.links import Links
from app.services.undoing import Undoing
from app.store.open import open_store

HARBOUR = (
    "Harbour vote\n\n"
    "Mayor Inga Solberg said on Tuesday that the bridge would open in May. “We have waited nine years,” she said.\n\n"
    "Wang Tao runs the ferry. Wang said his trade would halve. The Port Authority moved 300 boats last year.\n\n"
    "Solberg left before the count."
)
"""Two people under several names, one organisation, two quotes, one claim."""

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def span_of(text: str, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def article(text: str = HARBOUR, title: str = "Harbour vote", date: str = "", **meta: str) -> Article:
    blocks = []
    at = 0
    for piece in text.split("\n\n"):
        start = text.index(piece, at)
        at = start + len(piece)
        if piece:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, at)))
    return Article(text, tuple(blocks), Metadata(title=title, date=date, **meta))


@dataclass(frozen=True)
class Named:
    """An entity and every place where one of its names stands in the text."""

    kind: EntityKind
    names: Sequence[str]


def analysis(
    text: str,
    entities: Sequence[Named] = (),
    quotes: Sequence[tuple[str, str]] = (),
    claims: Sequence[str] = (),
    model: str = "model 1",
) -> Analysis:
    """The longest names are found first; `quotes` are (words, speaker's name), the speaker one of the names."""
    taken: list[Span] = []
    mentions = []
    keys = {}
    order = sorted(((n, key) for key, e in enumerate(entities) for n in e.names), key=lambda pair: -len(pair[0]))
    for name, key in order:
        keys[name] = key
        at = text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            whole = not (text[at - 1 : at].isalnum() or text[span.end : span.end + 1].isalnum())
            if whole and not any(span.overlaps(t) for t in taken):
                taken.append(span)
                mentions.append(Mention(span, entities[key].kind, key, 0.9, ("a name",)))
            at = text.find(name, at + 1)
    found_quotes = []
    for words, speaker in quotes:
        span = span_of(text, words)
        cue_at = text.find("said", span.end)
        cue = Span(cue_at, cue_at + 4) if 0 <= cue_at < span.end + 40 else None
        found_quotes.append(
            Quote((span,), QuoteKind.DIRECT, cue, None, keys.get(speaker), speaker, 0.8, ("quotation marks",))
        )
    return Analysis(
        entities=tuple(
            FoundEntity(key, e.names[0], e.kind, tuple(n for n in e.names[1:] if n in text))
            for key, e in enumerate(entities)
        ),
        mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        quotes=tuple(sorted(found_quotes, key=lambda q: q.span)),
        claims=tuple(
            Claim(span_of(text, words), ClaimKind.NUMBER, None, None, "", 0.7, ("number",)) for words in claims
        ),
        model=model,
    )


SOLBERG = Named(PERSON, ["Inga Solberg", "Solberg"])
WANG = Named(PERSON, ["Wang Tao", "Wang"])
PORT = Named(ORGANISATION, ["Port Authority"])
NINE_YEARS = "“We have waited nine years,”"
BOATS = "The Port Authority moved 300 boats last year."


def harbour_analysis(text: str = HARBOUR, **more: str) -> Analysis:
    return analysis(text, [SOLBERG, WANG, PORT], [(NINE_YEARS, "Inga Solberg")], [BOATS], **more)


class Shelf:
    """A real store in a file with all services over it, which can be closed and opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open()

    def open(self) -> None:
        self.store = open_store(self.path)
        self.library = Library(self.store)
        self.articles = Articles(self.store, link, blocking_keys)
        self.deciding = Deciding(self.store, blocking_keys)
        self.entities = Entities(self.store, blocking_keys, resemblances)
        self.annotating = Annotating(self.store)
        self.links = Links(self.store)
        self.joining = Joining(self.store)
        self.undoing = Undoing(self.store, self.deciding)

    def reopen(self) -> None:
        self.store.close()
        self.open()

    def harbour(self) -> ArticleView:
        """The harbour article, analysed."""
        view = self.articles.add(article(), "/tmp/harbour.txt")
        self.articles.save_analysis(view.id, view.version, harbour_analysis())
        return self.articles.view(view.id)

    def add(self, article_: Article, cast: Sequence[Named] = (), claims: Sequence[str] = ()) -> int:
        """The id of an article with these names and claims found in it."""
        view = self.articles.add(article_, f"/tmp/{article_.metadata.title}.txt")
        self.articles.save_analysis(view.id, view.version, analysis(article_.text, cast, claims=claims))
        return view.id

    def entity(self, name: str) -> int:
        """The id of the one listed entity of that name."""
        (row,) = [e for e in self.library.entities() if e.name == name]
        return row.id


def ref(view: ArticleView, kind: MarkKind, words: str, nth: int = 0) -> MarkRef:
    return MarkRef(kind, span_of(view.text, words, nth))


def words(view: ArticleView, kind: MarkKind) -> list[str]:
    """The words of the marks of one kind, in text order."""
    marks: Sequence[MentionMark | QuoteMark | ClaimMark] = view.mentions
    if kind is not MarkKind.MENTION:
        marks = view.quotes if kind is MarkKind.QUOTE else view.claims
    return [mark.span.of(view.text) for mark in marks]
