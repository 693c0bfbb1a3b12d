"""Which language a text is in, and what to say where the analysis has no model for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from app.domain.languages import has_model, language_name

_LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko la "
    "lt lv mk ml mr ms mt nb ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zxx"
).split()
"""What is written in newspapers. Unrestricted, English headlines come out as Nigerian Pidgin."""

_FEWEST_LETTERS = 40
_FEWEST_WORDS = 8
_SAMPLE = 4_000
_LEAD = 8.0
"""How much likelier (log) another language must be than English: lists of names look Dutch or Tagalog by less."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the and of to that this with from which are were been has not it its as but they their his she who would".split()
)
"""Words without which nobody writes English, and few of which are words of another language."""

_ENGLISH_SHARE = 0.15
"""Of all words, above which a text can be nothing else. Measured: of 249 English articles 247 have more, .15 to .29; of
490 texts in 55 other languages none has more than .06, where they quote English.
"""

_FEWEST_ENGLISH = 40


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, or "" where there are too few letters to tell.

    Reads a sample from the start and one from the middle. What is plainly English is told by its commonest words; for
    all else a model is asked, which loads on first use (0.6 s, 80 MB).
    """
    middle = len(text) // 2
    samples = [text[:_SAMPLE], *([text[middle : middle + _SAMPLE]] if middle > _SAMPLE else [])]
    return "en" if all(map(_is_plainly_english, samples)) else _guessed(" ".join(samples))


def _is_plainly_english(sample: str) -> bool:
    words = _WORD.findall(sample.lower())
    return len(words) >= _FEWEST_ENGLISH and sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words)


def _guessed(sample: str) -> str:
    letters = [c for c in sample if c.isalpha()]
    few_words = len(set(sample.lower().split())) < _FEWEST_WORDS and "".join(letters).isascii()
    if len(letters) <= _FEWEST_LETTERS or few_words:
        return ""
    ranked = _identifier().rank(sample)
    code, best = ranked[0]
    if any(other == "en" and best - score < _LEAD for other, score in ranked[:4]):
        code = "en"
    return str({"nb": "no", "nn": "no", "zxx": ""}.get(code, code))  # zxx: no language at all


def notice_for(language: str) -> str:
    """A sentence for the reader where the analysis has no model for `language`, else ""."""
    if has_model(language):
        return ""
    name = language_name(language)
    name = name if name != language else f"another language ({language})"
    return f"This article is in {name}. People, quotes and claims are found in English only; you can still write notes."


def forget_languages() -> None:
    """Let go of the model; it is loaded again when it is asked."""
    _identifier.cache_clear()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in _LANGUAGES if code in identifier.labels])
    return identifier
