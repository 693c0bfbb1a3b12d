"""What the lexicon makes of cues."""

from __future__ import annotations

import pytest

from app.services.learning import cue_lemmas


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [
        ("said", "say"), ("told", "tell"), ("Noted", "note"), ("admitted", "admit"), ("added,", "add"),
        ("argues", "argue"), ("replied", "reply"), ("saying", "say"), ("has warned", "warn"), ("stresses", "stress"),
        ("according to", "according"), ("insisting that", "insist"), ("whispers", "whisper"), ("would ask", "ask"),
    ],
)  # fmt: skip
def test_the_dictionary_form_of_a_cue_is_among_its_lemmas(cue: str, lemma: str) -> None:
    assert lemma in cue_lemmas(cue)


@pytest.mark.parametrize("cue", ["", " ", "—", "“”"])
def test_a_cue_without_words_has_none(cue: str) -> None:
    assert cue_lemmas(cue) == frozenset()
