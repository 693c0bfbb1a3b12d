"""That no text, however odd, makes the quote component fail or report a span that is not there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.document import parse
from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote


def quotes_of(analyzer: Analyzer, text: str) -> tuple[Quote, ...]:
    doc = analyzer.nlp.create_pipe("glossator_quotes")(parse(analyzer.nlp, text))
    found: tuple[Quote, ...] = doc._.quotes
    for q in found:
        assert 0.0 <= q.confidence <= 1.0
        assert q.reasons
        for span in (*q.parts, *([q.cue] if q.cue else []), *([q.speaker] if q.speaker else [])):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text) != ""
        assert all(a.end <= b.start for a, b in zip(q.parts, q.parts[1:], strict=False))
    return found


ODD = {
    "empty": "",
    "one word": "Hello",
    "white space": " \n\n\t ",
    "all capitals": "THE MINISTER SAID THAT THE DAM IS SAFE. “IT WILL HOLD,” SAID PETER OKONJO.",
    "no punctuation": "the minister said that the dam is safe and then he left and nobody saw him " * 20,
    "poem": "“O rose,” he said,\nthe worm\nthat flies by night\nhas found thy bed.\n" * 5,
    "table": "Name\tParty\tVotes\nOkonjo\tReform\t12,301\nLindqvist\tUnion\t9,870\n" * 10,
    "code": 'if said == "yes":\n    print("he said: \\"no\\"")\n' * 10,
    "other scripts": "他说：“你好。” Он сказал: «Да». قال: «نعم». 🙂 said “🙂🙂”",
    "marks only": "“”‘’\"\"''",
    "opening marks": "“" * 4_000,
    "said": "said " * 3_000,
    "colons": "Okonjo: " * 1_500,
    "one long sentence": "he said that " * 1_500,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_give_only_valid_spans(analyzer: Analyzer, text: str) -> None:
    found = quotes_of(analyzer, text)
    assert len(found) <= len(text)


def test_all_capitals_still_have_quotes(analyzer: Analyzer) -> None:
    assert any("WILL HOLD" in q.span.of(ODD["all capitals"]) for q in quotes_of(analyzer, ODD["all capitals"]))


words = st.sampled_from(
    ["said", "Ann", "Okonjo", "the", "minister", "that", "dam", "is", "safe", "according", "to", "he", "she", "told",
     "“", "”", '"', "‘", "’", "'", ",", ".", ":", "—", "\n\n", "\n", "(", ")", "?", "🙂", "é", "\u00a0", "2016"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, max_size=60), st.sampled_from(["", " "]))
def test_any_text_gives_only_valid_spans(analyzer: Analyzer, pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert isinstance(quotes_of(analyzer, text), tuple)
