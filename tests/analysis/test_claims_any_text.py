"""Claims over whatever text there is, and the parts that reckon."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.claims.lexicon import GROUPS
from app.analysis.claims.model import MODEL_FILE, ClaimModel, shipped_model
from app.analysis.claims.signals import DENSE, SignalReader, buckets, dense, hashes, tones
from app.analysis.document import parse
from app.analysis.pipeline import Analyzer

PIECES = st.sampled_from(
    [
        *("“", "”", '"', "’", "?", "!", ".", "…", "\n\n", " ", "(", "–", "%", "²", "\u200b", "\u00a0", "\ud7ff"),
        *("41 million", "1,460", "according to", "said", "that", "Mara", "He", "will", "fell by", "no evidence"),
        *("高橋美咲", "🎉", "e\u0301"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=40))
def test_no_text_is_too_odd(analyzer: Analyzer, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for claim in analyzer.analyze(text).claims:
        assert claim.span.of(text).strip() == claim.span.of(text) != ""
        assert claim.reasons


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "“", "🎉", "according to", "41", "?" * 500, "“" * 2000])
def test_what_says_nothing_has_no_claims(analyzer: Analyzer, text: str) -> None:
    assert analyzer.analyze(text).claims == ()


def test_offsets_hold_behind_emoji_and_wide_letters(analyzer: Analyzer) -> None:
    text = "🎉 高橋美咲 won the race. The company lost 9 million crowns in 2025."
    spans = [c.span.of(text) for c in analyzer.analyze(text).claims]
    assert "The company lost 9 million crowns in 2025." in spans


def test_a_phrase_is_counted_once_where_it_starts(analyzer: Analyzer) -> None:
    doc = parse(analyzer.nlp, "There is no evidence of it, according to the office.")
    signals = SignalReader(analyzer.nlp.vocab).read(doc)
    at = [t.lower_ for t in doc].index("no")
    assert signals.count("group:absence", at, at + 1) == 1
    assert signals.count("group:absence", 0, len(doc)) == 1
    assert signals.count("group:boilerplate", 0, len(doc)) == 0
    assert signals.count("group:source", 0, len(doc)) >= 1


def test_features_of_a_sentence_do_not_depend_on_its_neighbours(analyzer: Analyzer) -> None:
    alone = parse(analyzer.nlp, "Prices rose by 58 per cent.")
    beside = parse(analyzer.nlp, "Nobody knew why.\n\nPrices rose by 58 per cent.\n\nIt rained.")
    reader, tone = SignalReader(analyzer.nlp.vocab), shipped_model().tone
    start = next(t.i for t in beside if t.text == "Prices")
    one, two = reader.read(alone), reader.read(beside)
    ranges = [(np.array([0]), np.array([len(alone)])), (np.array([start]), np.array([start + len(alone)]))]
    # The white space behind a paragraph belongs to its last token or to one of its own, so only the words are compared.
    words = sum(not t.is_space for t in alone)
    assert np.allclose(tones(one, tone, *ranges[0]), tones(two, tone, *ranges[1]), atol=1e-5)
    assert (buckets(hashes(one), 0, words) == buckets(hashes(two), start, start + words)).all()
    assert dense(one, *ranges[0]).shape == (1, len(DENSE))


def test_opinionated_words_sound_so(analyzer: Analyzer) -> None:
    doc = parse(analyzer.nlp, "A shameless ludicrous spectacle. The hospital treated voters.")
    signals = SignalReader(analyzer.nlp.vocab).read(doc)
    split = next(s.start for s in list(doc.sents)[1:])
    loaded, plain = tones(signals, shipped_model().tone, np.array([0, split]), np.array([split, len(doc)]))[:, 1]
    assert loaded > plain + 2


def test_the_weights_are_plain_arrays_of_this_version() -> None:
    with np.load(MODEL_FILE, allow_pickle=False) as stored:
        assert set(stored.files) == {"names", *ClaimModel.__dataclass_fields__}
    assert 0 < shipped_model().threshold <= shipped_model().core_threshold < 1


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.npz"
    shipped_model().save(path)
    with np.load(path) as stored:
        arrays = dict(stored)
    arrays["names"] = arrays["names"][::-1]
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match="train_claims"):
        ClaimModel.load(path)


def test_saved_weights_score_alike(analyzer: Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "claims.npz"
    shipped_model().save(path)
    doc = parse(analyzer.nlp, "Prices rose by 58 per cent in 2025.")
    signals = SignalReader(analyzer.nlp.vocab).read(doc)
    at = np.array([0]), np.array([len(doc)])
    assert ClaimModel.load(path).scores(signals, *at) == pytest.approx(shipped_model().scores(signals, *at))


def test_entries_of_the_lexicon_are_at_most_three_words_in_lower_case() -> None:
    assert [e for entries in GROUPS.values() for e in entries if len(e.split()) > 3 or e != e.strip().lower()] == []


def test_a_formality_is_told_by_phrases_and_not_by_their_words() -> None:
    assert not {"by", "of", "our", "the", "without"} & set(GROUPS["boilerplate"] + GROUPS["absence"])
