"""An edited text is recognised by how much of it is the same and by what else speaks for it; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.article import Metadata
from app.domain.resemblance import Known, Verdict, probes, recognise, resemblance

STORY = (
    "The council of Port Ellery voted on Monday to close the old quay. Mara Lind, who had asked for a delay, left the"
    " chamber before the count. The harbour master said that nine boats would have to be moved before the winter, and"
    " that the town would pay for the cranes. Two fishermen spoke against the plan; one of them had brought a map of"
    " the seabed drawn by his grandfather. The next meeting is in April, when the cost of the wall will be known."
)
EDITED = STORY.replace("on Monday", "on Monday evening").replace("nine boats", "eleven boats") + " Updated at noon."
OTHER = (
    "A baker in the upper town has sold the same loaf for forty years. He says that flour was cheaper in his youth and"
    " that the ovens were worse. Customers come from three valleys, some of them on foot, and wait from five in the"
    " morning. His daughter means to keep the shop, though she would rather open it an hour later than he does."
)
TITLE = Metadata(title="Quay to close", date="2026-03-02", source="The Quay")


def known(text: str = STORY, metadata: Metadata = TITLE, path: str = "/a.html", key: int = 1) -> Known:
    return Known(key, path, metadata, text)


def test_the_same_words_resemble_wholly_whatever_their_typography() -> None:
    assert resemblance(STORY, STORY.replace(" ", "\n ").upper()) == 1.0
    assert resemblance(STORY, OTHER) == 0.0
    assert 0.6 < resemblance(STORY, EDITED) < 1.0


@given(st.text(max_size=300), st.text(max_size=300))
def test_resemblance_is_a_share_and_has_no_direction(a: str, b: str) -> None:
    share = resemblance(a, b)
    assert 0.0 <= share <= 1.0
    assert share == resemblance(b, a)


def test_an_edited_copy_with_the_same_title_elsewhere_is_a_version() -> None:
    assert recognise(EDITED, TITLE, "/downloads/b.html", [known()]) == Verdict(1)


def test_an_edited_file_whose_headline_changed_is_a_version_by_its_path_or_address() -> None:
    renamed = Metadata(title="Old quay will go")
    assert recognise(EDITED, renamed, "/a.html", [known()]) == Verdict(1)
    at = Metadata(title="Quay to close", url="https://www.quay.example/close?from=mail#top")
    now = Metadata(title="Old quay will go", url="http://quay.example/close/")
    assert recognise(EDITED, now, "/b.html", [known(metadata=at)]) == Verdict(1)


def test_another_text_at_a_known_path_is_another_article_unless_its_title_is_the_same() -> None:
    assert recognise(OTHER, Metadata(title="Bread"), "/a.html", [known()]) == Verdict()
    assert recognise(OTHER, TITLE, "/a.html", [known()]) == Verdict(1)


def test_by_its_text_alone_only_a_nearly_identical_one_is_a_version() -> None:
    bare = Metadata(title="Downloaded page")
    near = STORY.replace("will be known", "is known")
    assert recognise(near, bare, "/b.html", [known(metadata=Metadata(title="Quay to close"))]) == Verdict(1)
    assert recognise(EDITED, bare, "/b.html", [known()]) == Verdict(beside=1)


@pytest.mark.parametrize(
    "other",
    [
        Metadata(title="Quay to close", source="The Coast Ledger"),
        Metadata(title="Quay to close", url="https://ledger.example/quay"),
        Metadata(title="Tide tables", date="2026-03-09"),
    ],
)
def test_what_another_paper_or_another_day_printed_is_kept_apart_and_told(other: Metadata) -> None:
    ours = Metadata(title="Quay to close", date="2026-03-02", source="The Quay", url="https://quay.example/close")
    assert recognise(EDITED, other, "/b.html", [known(metadata=ours)]) == Verdict(beside=1)


def test_a_weekly_column_is_a_new_article_each_week() -> None:
    half = STORY[: len(STORY) // 2] + OTHER[: len(OTHER) // 2]
    later = Metadata(title="Quay to close", date="2026-03-09")
    assert recognise(half, later, "/b.html", [known()]).id is None


def test_two_that_are_equally_like_it_are_not_chosen_between() -> None:
    twins = [known(key=1), known(STORY + " It rained.", path="/c.html", key=2)]
    assert recognise(EDITED, TITLE, "/b.html", twins).id is None


def test_probes_are_phrases_of_the_text_from_all_over_it() -> None:
    found = probes(STORY)
    assert 3 <= len(found) <= 9
    for words in found:
        assert words in " ".join("".join(c if c.isalnum() else " " for c in STORY.casefold()).split())
    assert probes("") == ()
    assert probes("A b.") == ()


def test_of_two_that_were_one_once_the_nearer_is_it_wherever_the_file_lies() -> None:
    second = STORY.replace("Two fishermen", "Three fishermen")
    pair = [known(), known(second, path="", key=2)]
    apart = {frozenset((1, 2))}
    assert recognise(second + " Updated at noon.", TITLE, "/a.html", pair, apart) == Verdict(2)
    assert recognise(EDITED, TITLE, "/a.html", pair, apart) == Verdict(1)
    assert recognise(OTHER, TITLE, "/a.html", pair, apart).id is None


def test_two_texts_of_one_article_do_not_rival_each_other() -> None:
    texts = [known(), known(EDITED, path="/b.html")]
    assert recognise(EDITED + " And in the evening.", TITLE, "/b.html", texts) == Verdict(1)
