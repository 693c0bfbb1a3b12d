"""Trees read from plain arrays answer as they were written."""

from __future__ import annotations

import numpy as np
import pytest

from app.analysis.quotes.model import load_model
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.trees import Trees


def two_trees() -> Trees:
    """x0 <= 1 ? 10 : (x1 <= 5 ? 20 : 30), and a lone leaf of 1; the baseline is 0.5."""
    return Trees(
        feature=np.array([[0, 0, 1, 0, 0], [0, 0, 0, 0, 0]], dtype=np.int16),
        threshold=np.array([[1, 0, 5, 0, 0], [0, 0, 0, 0, 0]], dtype=np.float32),
        left=np.array([[1, 1, 3, 3, 4], [0, 0, 0, 0, 0]], dtype=np.int16),
        right=np.array([[2, 1, 4, 3, 4], [0, 0, 0, 0, 0]], dtype=np.int16),
        value=np.array([[0, 10, 0, 20, 30], [1, 0, 0, 0, 0]], dtype=np.float32),
        baseline=0.5,
    )


def test_each_row_falls_to_its_leaf_and_trees_add_up() -> None:
    rows = np.array([[1, 9], [2, 5], [2, 6]], dtype=np.float32)
    assert two_trees().raw(rows).tolist() == [11.5, 21.5, 31.5]


def test_no_rows_give_no_answers() -> None:
    assert two_trees().raw(np.zeros((0, 2), dtype=np.float32)).tolist() == []


def test_what_is_stored_reads_back_the_same() -> None:
    stored = {f"t_{k}": v for k, v in two_trees().arrays().items()}
    rows = np.array([[0, 0], [3, 3], [3, 9]], dtype=np.float32)
    assert Trees.from_arrays(stored, "t").raw(rows).tolist() == two_trees().raw(rows).tolist()


def test_an_unknown_key_is_worth_its_table_s_base_rate() -> None:
    rates = Rates.from_counts({"lemma": {"say": (90, 100), "eat": (0, 2)}}, {"lemma": 0.1})
    assert rates.of("lemma", "say") > 1.5
    assert rates.of("lemma", "eat") == rates.of("lemma", "unheard") == pytest.approx(-2.197, abs=0.001)


def test_a_rate_without_an_article_s_own_counts_leaves_them_out() -> None:
    counts = {"lemma": {"say": (90, 100)}}
    own = {"lemma": {"say": (90, 90)}}
    without = Rates.from_counts(counts, {"lemma": 0.1}, [("lemma", "say")], own)
    assert without.of("lemma", "say") < -2


def test_the_model_that_ships_has_all_its_stages_and_says_where_it_comes_from() -> None:
    model = load_model()
    assert model.cue_rates.of("lemma", "say|VERB") > 1
    assert 0 < model.keep_floor < 1
