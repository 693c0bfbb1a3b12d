"""A dossier tells when somebody was mentioned, what others say of them, and what a decision would change."""

from __future__ import annotations

from app.domain.marks import MarkKind
from app.domain.rows import Period, Reach
from app.services.history import History
from tests.services.building import PERSON, PORT, SOLBERG, Named, Shelf, analysis, article, words

BERG = Named(PERSON, ["Ada Berg", "Berg"])
DAHL = Named(PERSON, ["Bo Dahl"])


def add(
    shelf: Shelf, text: str, *cast: Named, date: str = "", quotes: tuple[tuple[str, str], ...] = (), claim: str = ""
) -> int:
    view = shelf.articles.add(article(text, text[:20], date), f"/tmp/{text[:20]}.txt")
    found = analysis(text, cast, quotes, [claim] if claim else [])
    shelf.articles.save_analysis(view.id, view.version, found)
    return view.id


def test_mentions_are_counted_by_month_and_listed_by_period(shelf: Shelf) -> None:
    add(shelf, "Ada Berg rose. Berg sang.", BERG, date="2026-01-09")
    march = add(shelf, "In spring Ada Berg left.", BERG, date="2026-03-02")
    berg = shelf.entity("Ada Berg")
    dossier = shelf.entities.dossier(berg)
    assert dossier.timeline == (Period("2026-01", 1, 2), Period("2026-02", 0, 0), Period("2026-03", 1, 1))
    assert [p.article_id for p in shelf.entities.mentions_in(berg, "2026-03")] == [march]
    assert len(shelf.entities.mentions_in(berg, "2026")) == 3
    assert shelf.entities.mentions_in(berg, "2026-02") == ()


def test_quotes_that_name_somebody_are_told_from_their_own(shelf: Shelf) -> None:
    text = "“I trust Ada Berg,” said Bo Dahl. “And Bo Dahl trusts me,” said Ada Berg."
    add(shelf, text, BERG, DAHL, quotes=(("“I trust Ada Berg,”", "Bo Dahl"), ("“And Bo Dahl trusts me,”", "Ada Berg")))
    dossier = shelf.entities.dossier(shelf.entity("Ada Berg"))
    assert [q.passage.words for q in dossier.said] == ["“And Bo Dahl trusts me,”"]
    assert [q.passage.words for q in dossier.about] == ["“I trust Ada Berg,”"]


def test_the_reach_is_what_a_rename_changes(shelf: Shelf) -> None:
    first = shelf.harbour().id
    second = add(shelf, "Solberg met the Port Authority.", SOLBERG, PORT)
    solberg = shelf.entity("Inga Solberg")
    assert shelf.entities.reach(solberg) == Reach(3, 2, 1, 0)
    assert shelf.entities.reach(solberg).sentence == "3 mentions in 2 articles, 1 quote"
    shelf.entities.rename(solberg, "Mayor Solberg")
    views = [shelf.articles.view(i) for i in (first, second)]
    renamed = [m for v in views for m in v.mentions if m.name == "Mayor Solberg"]
    assert (len(renamed), sum(q.speaker_name == "Mayor Solberg" for v in views for q in v.quotes)) == (3, 1)


def test_the_reach_of_a_wording_is_what_splitting_it_off_moves(shelf: Shelf) -> None:
    text = "Ada Berg spoke. Berg’s dog barked. Berg left."
    there = add(shelf, text, BERG)
    berg = shelf.entity("Ada Berg")
    assert shelf.entities.reach_of_wording(berg, "Berg") == Reach(2, 1)
    new, _ = shelf.entities.split_alias(berg, "Berg")
    moved = [m for m in shelf.articles.view(there).mentions if m.entity_id == new]
    assert len(moved) == 2
    assert words(shelf.articles.view(there), MarkKind.MENTION) == ["Ada Berg", "Berg", "Berg"]


def test_after_a_merge_the_reach_has_both(shelf: Shelf) -> None:
    add(shelf, "Ada Berg and Bo Dahl met.", BERG, DAHL)
    berg, dahl = shelf.entity("Ada Berg"), shelf.entity("Bo Dahl")
    shelf.entities.merge(dahl, berg)
    assert shelf.entities.reach(dahl) == shelf.entities.reach(berg) == Reach(2, 1)


def test_every_kind_of_decision_is_in_the_one_list_and_can_be_taken_back(shelf: Shelf) -> None:
    view = shelf.harbour()
    add(shelf, "Ada Berg met Bo Dahl. Berg left.", BERG, DAHL)
    names = ("Ada Berg", "Bo Dahl", "Wang Tao", "Port Authority", "Inga Solberg")
    berg, dahl, wang, port, solberg = (shelf.entity(name) for name in names)
    before = shelf.library.entities()
    shelf.entities.rename(wang, "Wang T.")
    shelf.entities.retype(port, shelf.library.entities()[0].kind)
    shelf.entities.merge(dahl, berg)
    shelf.entities.split(dahl)
    shelf.entities.split_alias(berg, "Berg")
    shelf.entities.keep_apart(berg, solberg)
    shelf.entities.confirm(solberg)
    shelf.entities.dismiss(port)
    shelf.deciding.reject(view.id, view.quotes[0].ref)
    history = History(shelf.store)
    rows = history.rows()
    assert len(rows) == 9
    for row in rows:
        shelf.deciding.undo(row.id)
    assert history.rows() == ()
    assert shelf.library.entities() == before
