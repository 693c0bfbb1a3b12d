"""What leaves a real library is all of it, as it is now."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.analysis import Analysis
from app.domain.links import LinkSource, Relation
from app.domain.marks import MarkKind, NoteTarget, Standing
from app.errors import NotFound
from app.exchange.whole import export_everything
from app.services import export
from app.services.export import Exporting
from tests.services.building import BOATS, NINE_YEARS, Shelf, article, ref

NOTE = MarkKind.NOTE


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.*") if p.name[0] != "."}


def everything(shelf: Shelf, folder: Path) -> dict[str, str]:
    with Exporting(shelf.store).library() as library:
        export_everything(library, folder)
    return files(folder)


def test_everything_is_a_vault_with_annotations_and_tables(shelf: Shelf, tmp_path: Path) -> None:
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "nine years")), "Since **2017**?")
    shelf.annotating.add_note(NoteTarget(entity_id=shelf.entity("Wang Tao")), "Ferryman.")
    shelf.annotating.add_note(NoteTarget(), "Buy milk.")
    found = everything(shelf, tmp_path / "out")
    assert set(found) == {
        "Articles/Harbour vote.md",
        "People and more/Inga Solberg.md",
        "People and more/Wang Tao.md",
        "Notes of their own.md",
        "annotations.jsonld",
        "quotes.csv",
        "claims.csv",
        "entities.csv",
        "flashcards.txt",
    }
    assert "> nine years\n" in found["Articles/Harbour vote.md"]
    assert "— [[Inga Solberg]], said" in found["Articles/Harbour vote.md"]
    assert "— [[Harbour vote]]" in found["People and more/Inga Solberg.md"]
    assert "Ferryman." in found["People and more/Wang Tao.md"]
    assert "Buy milk." in found["Notes of their own.md"]
    assert NINE_YEARS in found["quotes.csv"]
    assert BOATS in found["claims.csv"]
    assert "Port Authority" in found["entities.csv"]
    assert everything(shelf, tmp_path / "out") == found


def test_an_article_without_notes_and_quotes_and_an_entity_without_them_have_no_file(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.articles.add(article("Nothing here.", title="Empty"), "/tmp/empty.txt")
    shelf.harbour()
    assert sorted(name for name in everything(shelf, tmp_path / "out") if name.endswith(".md")) == [
        "Articles/Harbour vote.md",
        "People and more/Inga Solberg.md",
    ]


def test_notes_of_a_removed_article_and_on_a_dismissed_name_are_taken_along(shelf: Shelf, tmp_path: Path) -> None:
    view = shelf.harbour()
    wang = shelf.entity("Wang Tao")
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "nine years")), "Since 2017?")
    shelf.annotating.add_note(NoteTarget(entity_id=wang), "Ferryman.")
    shelf.entities.dismiss(wang)
    shelf.library.remove_article(view.id)
    found = everything(shelf, tmp_path / "out")
    assert "Since 2017?" in found["Articles/Harbour vote.md"]
    assert "Ferryman." in found["People and more/Wang Tao.md"]
    assert "Since 2017?" in found["annotations.jsonld"]
    assert "Ferryman." in found["annotations.jsonld"]


def test_a_note_in_the_bin_stays_there(shelf: Shelf, tmp_path: Path) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id), "Thrown away.")
    shelf.annotating.delete_note(note.id)
    assert not any("Thrown away." in words for words in everything(shelf, tmp_path / "out").values())


def test_merged_entities_have_one_file_with_the_notes_on_both(shelf: Shelf, tmp_path: Path) -> None:
    shelf.harbour()
    wang, solberg = shelf.entity("Wang Tao"), shelf.entity("Inga Solberg")
    shelf.annotating.add_note(NoteTarget(entity_id=wang), "Ferryman.")
    shelf.entities.merge(wang, solberg)
    found = everything(shelf, tmp_path / "out")
    assert [name for name in found if name.startswith("People")] == ["People and more/Inga Solberg.md"]
    assert "Ferryman." in found["People and more/Inga Solberg.md"]


def test_a_renamed_entity_has_its_new_name_and_the_old_file_goes(shelf: Shelf, tmp_path: Path) -> None:
    shelf.harbour()
    everything(shelf, tmp_path / "out")
    shelf.entities.rename(shelf.entity("Inga Solberg"), "Mayor Solberg: harbour")
    found = everything(shelf, tmp_path / "out")
    assert [name for name in found if name.startswith("People")] == ["People and more/Mayor Solberg harbour.md"]
    assert "[[Mayor Solberg harbour|Mayor Solberg: harbour]]" in found["Articles/Harbour vote.md"]


def test_the_claims_have_their_evidence_with_them(shelf: Shelf, tmp_path: Path) -> None:
    first = shelf.harbour()
    other = shelf.articles.add(article("Second. The count was right.", title="Second"), "/tmp/second.txt")
    passage = LinkSource(place=NoteTarget(other.id, ref(other, NOTE, "The count was right.")))
    shelf.links.connect(
        passage, LinkSource(place=NoteTarget(first.id, ref(first, MarkKind.CLAIM, BOATS))), Relation.SUPPORTS
    )
    assert "supported by: “The count was right.” (Second)" in everything(shelf, tmp_path / "out")["claims.csv"]


def test_one_article_alone_has_its_quotes_claims_names_and_nothing_else(shelf: Shelf) -> None:
    first = shelf.harbour()
    other = shelf.articles.add(article("Second. “No,” said Solberg.", title="Second"), "/tmp/second.txt")
    shelf.deciding.add_quote(other.id, ref(other, NOTE, "“No,”").span)
    shelf.annotating.add_note(NoteTarget(), "Buy milk.")
    with Exporting(shelf.store).library(first.id) as library:
        assert [a.name for a in library.all_articles()] == ["Harbour vote"]
        assert [q.passage.words for q in library.quotes()] == [NINE_YEARS]
        assert [c.passage.words for c in library.claims()] == [BOATS]
        assert {e.name for e in library.entities()} == {"Inga Solberg", "Wang Tao", "Port Authority"}
        assert library.loose_notes() == ()


def test_decisions_are_applied_and_suggestions_stay_suggestions(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.deciding.confirm(view.id, ref(view, MarkKind.CLAIM, BOATS))
    shelf.articles.save_analysis(view.id, view.version, Analysis(model="model 2"))
    taken = Exporting(shelf.store).article(view.id)
    assert [(c.span.of(taken.text), c.standing) for c in taken.marks.claims] == [(BOATS, Standing.CONFIRMED)]
    assert taken.marks.quotes == ()


def test_only_articles_with_something_of_the_users_are_gone_through_for_annotations(shelf: Shelf) -> None:
    decided, noted = shelf.harbour(), shelf.articles.add(article("Noted.", title="Noted"), "/tmp/noted.txt")
    shelf.articles.add(article("Read only.", title="Read"), "/tmp/read.txt")
    shelf.deciding.confirm(decided.id, ref(decided, MarkKind.CLAIM, BOATS))
    shelf.annotating.add_note(NoteTarget(noted.id), "Short.")
    with Exporting(shelf.store).library() as library:
        assert {a.name for a in library.annotated_articles()} == {"Harbour vote", "Noted"}


def test_an_article_is_known_by_its_title_a_part_of_it_or_its_number(shelf: Shelf) -> None:
    first = shelf.harbour()
    second = shelf.articles.add(article("Other text.", title="Harbour vote, again"), "/tmp/again.txt")
    exporting = Exporting(shelf.store)
    assert exporting.called("harbour VOTE") == first.id
    assert exporting.called("again") == second.id
    assert exporting.called(str(second.id)) == second.id
    with pytest.raises(NotFound, match="2 articles"):
        exporting.called("vote")
    with pytest.raises(NotFound, match="Nowhere"):
        exporting.called("Nowhere")


def test_lists_longer_than_a_page_are_whole(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_PAGE", 2)
    shelf.harbour()
    for number in range(5):
        shelf.annotating.add_note(NoteTarget(), f"Note {number}")
    with Exporting(shelf.store).library() as library:
        assert len(list(library.entities())) == 3
        assert sorted(n.note.body for n in library.loose_notes()) == [f"Note {n}" for n in range(5)]
