"""An article as a reference: plain text, RIS, BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from app.domain.article import Metadata
from app.domain.dates import readable_date

_BY = re.compile(r"by\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_PARTICLES = frozenset("de da di du del della der den van von la le ten ter bin al el".split())
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""What LaTeX reads as a command, as its own words for the character."""


def plain(about: Metadata) -> str:
    """One sentence: Ana Reyes, “Harbour vote splits the council”, The Coast Ledger, 12 March 2026."""
    title = _clean(about.title) or "Untitled"
    parts = [_joined(authors(about.byline)), f"“{title}”", _clean(about.source), readable_date(_clean(about.date))]
    return ", ".join(filter(None, parts)) + "."


def quoted(words: str, about: Metadata) -> str:
    """Words of the article with the article they are from; quotation marks that they have themselves are kept."""
    words = " ".join(words.split())
    if not words.startswith(("“", '"')) or not words.endswith(("”", '"')):
        words = f"“{words}”"
    return f"{words} ({plain(about).removesuffix('.')})"


def ris(articles: Iterable[Metadata]) -> str:
    """One RIS record a newspaper article, lines ended as the format asks, by CR and LF."""
    return "\r\n".join(_ris_record(about) for about in articles)


def bibtex(articles: Iterable[Metadata]) -> str:
    """One BibTeX entry an article, each with a key of its own; in UTF-8, with LaTeX's own characters escaped."""
    used: set[str] = set()
    return "\n".join(_bibtex_entry(about, _key(about, used)) for about in articles)


def authors(byline: str) -> tuple[str, ...]:
    """The names in a byline, each as it is written: "By Ana Reyes and Bo Dahl" has two."""
    byline = _BY.sub("", _clean(byline), count=1) if _BY.match(_clean(byline)) else _clean(byline)
    names: list[str] = []
    for name in filter(None, _BETWEEN.split(byline)):
        if names and name.casefold() in _SUFFIXES:
            names[-1] += f", {name}"
        else:
            names.append(name)
    return tuple(names)


def family_first(name: str) -> str:
    """“Ana de la Vega, Jr.” as “de la Vega, Ana, Jr.”; a single word (an agency) stays as it is."""
    name, _, suffix = name.partition(", ")
    words = name.split()
    if len(words) < 2:
        return name
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return ", ".join(filter(None, (" ".join(words[at:]), " ".join(words[:at]), suffix)))


def _ris_record(about: Metadata) -> str:
    fields = [("TY", "NEWS")]
    fields += [("AU", family_first(name)) for name in authors(about.byline)]
    fields += [("TI", _clean(about.title) or "Untitled"), ("T2", _clean(about.source))]
    year, month, day = _date(about.date)
    if year:
        fields += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    fields += [("LA", _clean(about.language)), ("UR", _url(about.url))]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _bibtex_entry(about: Metadata, key: str) -> str:
    year, month, day = _date(about.date)
    people = " and ".join(_bibtex_name(name) for name in authors(about.byline))
    fields = [
        ("author", people and f"{{{people}}}"),
        ("title", f"{{{{{(_clean(about.title) or 'Untitled').translate(_LATEX)}}}}}"),  # doubled: case is kept
        ("journal", about.source and f"{{{_clean(about.source).translate(_LATEX)}}}"),
        ("year", year and f"{{{year}}}"),
        ("month", month and _MONTHS[int(month) - 1]),
        ("day", day and f"{{{int(day)}}}"),
        ("url", _url(about.url) and f"{{{_url(about.url)}}}"),
        ("langid", "{english}" if about.language == "en" else ""),
    ]
    lines = [f"  {name} = {value}," for name, value in fields if value]
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _bibtex_name(name: str) -> str:
    """Family name first; braced whole when it is one word, so that an agency is not taken for a person."""
    if " " not in name:
        return f"{{{name.translate(_LATEX)}}}"
    parts = family_first(name).split(", ")
    ordered = [parts[0], parts[2], parts[1]] if len(parts) == 3 else parts  # BibTeX: family, suffix, given
    return ", ".join(ordered).translate(_LATEX)


def _key(about: Metadata, used: set[str]) -> str:
    """reyes2026harbour; with a, b, … after it where it is taken."""
    names = authors(about.byline)
    family = family_first(names[0]).split(",")[0].split()[-1] if names else "anonymous"
    word = next((w for w in _clean(about.title).split() if len(_letters(w)) > 3), "")
    base = (_letters(family) or "anonymous") + _date(about.date)[0] + _letters(word)
    key, number = base, 1
    while key in used:
        number += 1
        key = f"{base}-{number}"
    used.add(key)
    return key


def _letters(words: str) -> str:
    """Its ASCII letters and digits, small: what every program takes for a key."""
    flat = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in flat if c.isascii() and c.isalnum())


def _date(iso: str) -> tuple[str, str, str]:
    """Year, month and day, as far as they are given and can be."""
    found = _DATE.fullmatch(iso.strip()[:10])
    year, month, day = found.groups(default="") if found else ("", "", "")
    if month and not 1 <= int(month) <= 12:
        month = day = ""
    return year, month, day if day and 1 <= int(day) <= 31 else ""


def _url(url: str) -> str:
    """A web address with nothing in it that ends a field; "" for any other kind of address."""
    if not url.casefold().startswith(("http://", "https://")):
        return ""
    return quote(_clean(url), safe="!#$%&'()*+,/:;=?@[]~")


def _joined(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def _clean(words: str) -> str:
    """On one line, without control characters: a line break would begin another field."""
    return " ".join(_CONTROLS.sub(" ", words).split())
