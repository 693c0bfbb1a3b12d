"""How the settings of the claim model are chosen."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evaluation.claims_settings import (
    FOLDS,
    LEAST_SCORE,
    REPEATS,
    SHARE_MARGIN,
    STRENGTHS,
    TIE,
    Scored,
    Settings,
    folds,
    platt,
)
from tests.evaluation.claims_settings import _core as core_cut
from tests.evaluation.claims_settings import _simplest_of_the_best as simplest
from tests.evaluation.claims_settings import _with_thresholds as with_thresholds


def invented(seed: int, sentences: int = 400, claims: float = 0.4) -> Scored:
    rng = np.random.default_rng(seed)
    y = rng.random(sentences) < claims
    logits = np.where(y, 1.5, -1.5) + rng.normal(size=sentences)
    more = np.repeat(logits[:, None], len(STRENGTHS), axis=1)
    return Scored(logits, np.full(sentences, -9.0), more, 0 * more, y, np.ones(sentences, bool))


def test_every_sentence_is_held_back_once_a_repeat_with_all_of_its_article() -> None:
    articles = np.repeat(np.arange(23), 7)
    held = list(folds(articles))
    assert len(held) == FOLDS * REPEATS
    assert (np.sum(held, axis=0) == REPEATS).all()
    assert all(set(articles[rows]).isdisjoint(articles[~rows]) for rows in held)


def test_the_folds_are_the_same_at_every_run() -> None:
    articles = np.arange(40)
    assert np.array_equal(list(folds(articles)), list(folds(articles)))


def test_thresholds_mark_about_the_labelled_share_with_sure_scores() -> None:
    news = invented(1)
    chosen, value = with_thresholds(Settings(), news, [invented(2, claims=0.2)])
    logits = news.logits(chosen)
    slope, bias = platt(logits, news.y)
    assert abs((logits >= chosen.core).mean() - news.y.mean()) <= SHARE_MARGIN
    assert 1 / (1 + np.exp(-(chosen.core * slope + bias))) >= LEAST_SCORE
    assert chosen.lone <= chosen.core
    assert 0.7 < value < 1


def test_where_no_sure_score_marks_enough_the_share_goes_first() -> None:
    share = np.array([0.6, 0.42, 0.38, 0.1])
    assert core_cut(np.array([0.5, 0.6, 0.55, 0.9]), share, 0.4, np.array([-3.0, -2.0, -1.0, 2.0])) == 2


def test_of_equals_the_most_regularised_settings_win() -> None:
    loose, tight, poor = (Settings(strength=s) for s in (0.1, 0.003, 0.001))
    assert simplest([(loose, 0.8), (tight, 0.8 - TIE / 2), (poor, 0.8 - 2 * TIE)])[0] is tight


@pytest.mark.parametrize("bias", [-2.0, 2.0])
def test_the_written_bias_moves_only_what_is_written(bias: float) -> None:
    written, spoken = invented(3), invented(3)
    spoken = Scored(spoken.spoken, -spoken.register, spoken.worth, spoken.fact, spoken.y, spoken.shown)
    plain, moved = Settings(written_bias=0), Settings(written_bias=bias)
    assert np.allclose(written.logits(moved) - written.logits(plain), bias, atol=0.01)
    assert np.allclose(spoken.logits(moved) - spoken.logits(plain), 0, atol=0.01)
