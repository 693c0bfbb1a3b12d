"""What stands among an article's words and is the page's: advertisements, calls to share, labels unseen.

What is told by its markup is dropped from the tree before words are numbered. What is told by its words goes by the
whole of a short paragraph or item, never by a part of one, and only by words that are no sentence of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.compose import Drawing, plain
from app.reading.page_blocks import Run
from app.reading.page_captions import is_brief, is_caption

_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:(?:u-)?visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|u?-?off-?screen|u-hidden-text|"
    r"a11y-hidden|mw-editsection)(?:$|\s)",
    re.I,
)
"""Of words for who listens to a page; and of a wiki's links for who writes in it."""

_LONGEST_LABEL = 100
_MOST_PARTS = 40
_CREDIT_CLASS = re.compile(r"credit|copyright|source|agency|byline|author", re.I)
_BYLINE_CLASS = re.compile(r"(?:^|[-_ ])(?:byline|dateline)(?:$|[-_ ])")
_INLINE = ("span", "a", "cite", "small", "time")

_LONGEST = 240
_FEW_WORDS = 5
_MOSTLY = 0.8
_SENTENCE, _LEAD = 60, 120
"""Characters of a paragraph that is surely not a list's or a label; of one that can be an article's first or last."""

_ANYWHERE = re.compile(
    r"advertisements?|advertising|(?:skip|close) ad(?:vertisement)?|sponsored(?: content)?|paid content|anzeige|"
    r"werbung|publicité|publicidad|publicidade|pubblicità|reklama|"
    r"advertentie|annons|реклама|広告|广告|廣告|"
    r"(?:(?:article|story|text|post) )?continues? (?:below|after)(?: (?:the |this )?(?:ad(?:vertisement)?|video))?|"
    r"continue reading(?: the main story| below)?|read more|view this image|replay|"
    r"(?:please )?enable javascript.{0,60}|(?:like |comments? )?(?:is |are )?loading(?: comments?)?|正在加载|"
    r"share (?:this|on|via)(?: (?:article|story|post|page|facebook|twitter|x|linkedin|whatsapp|e-?mail|reddit))?|"
    r"weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|ler mais|lees (?:meer|verder)|"
    r"číst dále?|читать далее|続きを読む|阅读全文|nach der werbung weiterlesen|"
    r"(?:der )?artikel geht (?:nach|unter) der werbung weiter|"
    r"la suite après (?:la|cette) publicité|"
    r"tweet(?: this)?|pin it|(?:powered by|posted with) (?:tumblr|wordpress|blogger|medium)|"
    r"jump to:? ?(?:navigation,?|content) ?(?:(?:jump to )?search)?|from wikipedia, the free encyclopedia",
    re.I,
)
_AT_THE_EDGES = re.compile(
    r"from the section .{1,40}|[\d.,]{1,9}k? (?:comments?|shares?|likes?|kommentare|commentaires|comentarios)|"
    r"(?:(?:view|show|read|leave|post|add|no) )?(?:an? |all |the )?comments?|\d{2,6}|\d of \d{1,3}|"
    r"(?:follow|like|find) us(?: on .{1,60})?|follow .{1,40}(?:twitter|facebook|instagram)\b.{0,40}|"
    r"(?:see|show) more|more|related|print|e-?mail|share|save|listen|close|fullscreen|thumbnails|previous|next|"
    r"(?:(?:diesen )?artikel )?teilen|drucken|merken|partager(?: cet article)?|imprimer|compartir|imprimir|condividi|"
    r"stampa|delen|sdílet|kommentieren|(?:\d{1,6} )?(?:kommentare|commentaires|comentarios|komentáře)|"
    r"facebook|twitter|linkedin|whatsapp|pinterest|reddit|like this|"
    r"(?:sign up (?:for|to)|subscribe to) (?:our|the) (?:[\w’'-]{1,20} ){0,3}newsletters?|"
    r"(?:jetzt )?(?:den |unseren )?newsletter abonnieren|zum newsletter anmelden|s[’']inscrire à la newsletter|"
    r"(?:topics?|tags?|filed under): .{1,100}|order reprints.{0,60}|"
    r"(?:this article|a version of this (?:article|story)) (?:appears|appeared) in print .{1,200}",
    re.I,
)
"""Before the first paragraph of any length, and after the last."""

_BOXES = re.compile(
    r"related (?:videos?|stories|articles|posts|content|coverage)|(?:featured|recent) slide ?shows?|"
    r"recommended for you|you (?:may|might) (?:also )?(?:like|be interested in)|other people are reading|like this|"
    r"popular in the community|share this(?: article| story| post| page)?|(?:leave|post|add) a (?:comment|reply)|"
    r"\d{1,6} comments?|das könnte sie auch interessieren|à lire aussi|sur le même sujet|te puede interesar",
    re.I,
)
_PERHAPS_BOXES = re.compile(
    r"more (?:stories|news|from [\w ’'-]{1,40})|recommended|most (?:popular|read|viewed|shared)|read next|"
    r"trending(?: now)?|popular (?:now|stories)|comments?|related(?: news)?|mehr zum thema|meistgelesen|lire aussi|"
    r"más noticias|lo más leído",
    re.I,
)
"""Headings of boxes, where no paragraph follows."""

_LISTS = re.compile(
    r"external links|see also|references|notes|further reading|weblinks|literatur|einzelnachweise|siehe auch|"
    r"liens externes|voir aussi|références|enlaces externos|véase también|referencias|collegamenti esterni|note",
    re.I,
)
"""Headings of lists that may have been left out."""

_ALSO = re.compile(
    r"(?:read more|(?:also )?read|read also|more|related|watch|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|"
    r"leia também|lea también|lee también|leggi anche|lees ook|čtěte také):\s*",
    re.I,
)
_WHO = re.compile(r"(?:credit|crédito?|photo|foto|image|bild|source|fuente|quelle)s?:?", re.I)
_FIGURE_WORDS = re.compile(r"(?:photo|foto|image|imagen|immagine|bild|video)s?", re.I)
_SHORT_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION)
_TRIM = " .…:›»>|·•*–—-→≫!"


def drop_labels(tree: HtmlElement) -> None:
    """Drop words that are for who listens to the page, and part a caption's from who made the picture."""
    for element in list(tree.iter("span", "p", "div", "h2", "h3", "h4", "li", "strong")):
        if _UNSEEN_CLASS.search(element.get("class") or "") and is_brief(element, _LONGEST_LABEL):
            element.drop_tree()
    for line in tree.iter("figcaption", "p", "div"):
        if is_caption(line) or _BYLINE_CLASS.search(line.get("class") or ""):
            _part(line)


def _part(line: HtmlElement) -> None:
    """White space between words of a caption or a byline that its style alone sets apart."""
    for element in islice(line.iter(*_INLINE), _MOST_PARTS):
        before, parent = element.getprevious(), element.getparent()
        if (element.tail or "")[:1].isalnum() and _WHO.fullmatch((element.text or "").strip()):
            element.tail = f" {element.tail}"
        if parent is None or not _begins_a_word(element):
            continue
        if before is not None and before.tag in _INLINE and not before.tail:
            before.tail = " "
        elif _CREDIT_CLASS.search(element.get("class") or ""):
            if before is not None:
                before.tail = (before.tail or "") + " "
            else:
                parent.text = (parent.text or "") + " "


def _begins_a_word(element: HtmlElement) -> bool:
    words = next((words for words in islice(element.itertext(), _MOST_PARTS) if words), "")
    return words[:1].isalnum() or words[:1] == "("


def without_furniture(runs: Sequence[Run], kept: Sequence[int]) -> list[int]:
    """Of the numbers of an article's runs, those whose words are its own."""
    words = {number: plain(runs[number].words).strip(_TRIM) for number in kept}
    gone = _at_the_edges(runs, kept, words)
    for number in kept:
        run = runs[number]
        if (
            _is_call(run, words[number], _ANYWHERE)
            or _is_link_to_another(run)
            or _is_label(runs, number, words[number])
        ):
            gone.add(number)
    return _without_boxes(runs, [number for number in kept if number not in gone], words) or list(kept)


def _at_the_edges(runs: Sequence[Run], kept: Sequence[int], words: dict[int, str]) -> set[int]:
    """Calls, counts and sections before the first long paragraph and after the last; of a page without one, nothing."""
    calls = [number for number in kept if _is_call(runs[number], words[number], _AT_THE_EDGES)]
    long = [number for number in kept if _is_text(runs[number], _LEAD) and number not in calls]
    if not long:
        return set()
    first = next(number for number in kept if _is_text(runs[number], _SENTENCE))
    sections = {number for number in kept if number < first and _leads_to_a_section(runs[number])}
    return sections | {number for number in calls if not long[0] < number < long[-1]}


def carry_drawings(runs: Sequence[Run], kept: Sequence[int], own: Sequence[int]) -> None:
    """Give pictures above what is left out to the words below it, of `own`. Those after the last are left out, too."""
    ours = set(own)
    carried: tuple[Drawing, ...] = ()
    for number in kept:
        if number in ours:
            runs[number].drawings = carried + runs[number].drawings
            carried = ()
        else:
            carried += runs[number].drawings


def _is_call(run: Run, words: str, calls: re.Pattern[str]) -> bool:
    return run.kind in _SHORT_KINDS and len(words) <= _LONGEST and bool(calls.fullmatch(words))


def _is_text(run: Run, least: int) -> bool:
    return run.kind in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE) and len(plain(run.words)) >= least


def _leads_to_a_section(run: Run) -> bool:
    """Whether an item of a list is but a link of a few words to another page; to a place in this one is a contents'."""
    if run.kind is not BlockKind.LIST_ITEM or len(run.words.split()) > _FEW_WORDS or not _is_linked(run, run.words):
        return False
    return not any(link.address.startswith("#") for link in run.links)


def _is_link_to_another(run: Run) -> bool:
    """Whether a paragraph says "Read also:" and the name of another article, which it leads to."""
    said = run.words.strip()
    begins = _ALSO.match(said)
    if not begins or run.kind not in _SHORT_KINDS or len(said) > _LONGEST:
        return False
    return _is_linked(run, said[begins.end() :])


def _is_linked(run: Run, words: str) -> bool:
    return sum(len(link.span) for link in run.links) >= _MOSTLY * len(words.strip()) > 0


def _is_label(runs: Sequence[Run], number: int, words: str) -> bool:
    """Whether a run names what the figure is in which it stands above a caption."""
    if runs[number].kind not in _SHORT_KINDS or not _FIGURE_WORDS.fullmatch(words):
        return False
    return any(run.kind is BlockKind.CAPTION for run in runs[number + 1 : number + 2])


def _without_boxes(runs: Sequence[Run], own: Sequence[int], words: dict[int, str]) -> list[int]:
    """Without headings of boxes and the items in them, and lines that are but a link."""
    left: list[int] = []
    level = 0  # of the heading of the box that is open
    for place, number in enumerate(own):
        run = runs[number]
        if run.kind is BlockKind.HEADING:
            after = runs[own[place + 1]] if place + 1 < len(own) else None
            is_bare = after is None or (after.kind is BlockKind.HEADING and after.level <= run.level)
            is_box = bool(_BOXES.fullmatch(words[number])) or (is_bare and bool(_LISTS.fullmatch(words[number])))
            if _PERHAPS_BOXES.fullmatch(words[number]):
                is_box |= is_bare or (after is not None and _is_in_a_box(after))
            level = run.level if is_box else level if level and run.level > level else 0
        elif level and run.kind is not BlockKind.LIST_ITEM and not _is_in_a_box(run):
            level = 0
        if not level:
            left.append(number)
    return left


def _is_in_a_box(run: Run) -> bool:
    return run.kind in _SHORT_KINDS and len(run.words) <= _LONGEST and _is_linked(run, run.words)
