"""Predictions: plain JSON whose places are code points and whose ids are the run's."""

from __future__ import annotations

import json
from dataclasses import replace

from app.exchange.predictions import to_predictions
from tests.exchange.test_summary import FOUND, TEXT


def test_every_finding_becomes_one_prediction_in_text_order() -> None:
    found = to_predictions(FOUND, TEXT)
    assert [p["kind"] for p in found] == ["entity", "quote", "entity", "claim"]
    words = [TEXT[p["start"] : p["end"]] for p in found]
    assert words == ["Iris Fenn", "“We left,”", "Fenn,", "The hat cost 40 crowns."]
    assert json.loads(json.dumps(found)) == found


def test_entities_carry_their_name_and_the_ids_of_the_run() -> None:
    found = to_predictions(FOUND, TEXT, {0: 41, 1: 42})
    assert {(p["entity"], p["name"], p["label"]) for p in found if p["kind"] == "entity"} == {(41, "Iris Fenn", "PER")}


def test_claims_carry_reasons_and_a_holder_and_quotes_their_parts_and_cue() -> None:
    by_kind = {p["kind"]: p for p in to_predictions(FOUND, TEXT)}
    assert by_kind["claim"]["reasons"] == ["number"]
    assert by_kind["claim"]["holder"] == {"name": ""}
    assert by_kind["quote"]["cue"]["text"] == "said Fenn"
    assert by_kind["quote"]["parts"] == [[by_kind["quote"]["start"], by_kind["quote"]["end"]]]


def test_attitudes_are_quotes_that_say_what_they_are() -> None:
    found = to_predictions(replace(FOUND, quotes=(), attitudes=FOUND.quotes), TEXT)
    assert [p["attitude"] for p in found if p["kind"] == "quote"] == [True]
    assert not any("attitude" in p for p in to_predictions(FOUND, TEXT))
