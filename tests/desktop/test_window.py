"""The program as its user meets it: real files, a real store, a real worker process, a real window."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt

from app.desktop.inspector.note_editor import NoteEditor
from app.desktop.single import hand_over
from app.desktop.viewmodels.reading import Trouble
from app.domain.analysis import EntityKind
from app.domain.anchors import Certainty
from app.domain.marks import AnalysisState, MarkKind, MarkRef, NoteTarget, Standing
from app.errors import StoreBusy
from app.store.open import open_store
from tests.desktop.conftest import Desk
from tests.desktop.views import spot


def test_a_file_is_shown_and_marked_in_the_text_and_in_the_margin(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    view = desk.view
    assert view.metadata.title == "Harbour vote splits the council"
    assert {m.name for m in view.mentions} == {"Mara Lind", "Port Ellery"}
    assert [q.speaker_name for q in view.quotes] == ["Mara Lind"]
    assert len(view.claims) == 2
    spoken = " ".join(w.card.spoken for w in desk.window.page.margin.card_widgets())
    assert "Mara Lind" in spoken
    assert "Claim" in spoken


def test_a_corrected_speaker_a_note_and_a_rejected_claim_are_there_after_a_restart_without_a_second_analysis(
    desk: Desk, article: Path
) -> None:
    desk.start(article)
    desk.settle()
    quote, claim = desk.view.quotes[0].ref, desk.view.claims[0].ref
    desk.window.editing.set_speaker(quote, "Dag Sorley")
    desk.window.editing.reject(claim)
    desk.settle()
    span = spot(desk.view.text, "backed the plan")
    desk.window.page.reader.select_span(span)
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "Why the change?")
    desk.window.page.reader.setFocus()
    desk.settle()

    desk.restart()
    analysed: list[object] = []
    desk.window.reading._worker.analyzed.connect(lambda *a: analysed.append(a))
    desk.until(lambda: desk.window.reading.view is not None)
    desk.settle()
    view = desk.view
    assert [(q.speaker_name, q.standing) for q in view.quotes] == [("Dag Sorley", Standing.CORRECTED)]
    assert claim.span not in [c.span for c in view.claims]
    assert [(n.body, n.span) for n in view.notes] == [("Why the change?", span)]
    assert analysed == []


def test_a_note_is_stored_while_it_is_written(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "First words")
    desk.until(lambda: [n.body for n in desk.view.notes] == ["First words"])
    desk.qtbot.keyClicks(editor, " and more")
    desk.until(lambda: [n.body for n in desk.view.notes] == ["First words and more"])
    assert editor.toPlainText() == "First words and more"


def test_a_missed_name_is_marked_from_the_selected_words(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    span = spot(desk.view.text, "Nobody")
    desk.window.page.reader.select_span(span)
    desk.window.page.selection_bar.marked.emit(EntityKind.ORGANISATION)
    desk.settle()
    marked = [m for m in desk.view.mentions if m.span == span]
    assert [(m.kind, m.standing) for m in marked] == [(EntityKind.ORGANISATION, Standing.ADDED)]
    assert desk.window.focus.ref == MarkRef(MarkKind.MENTION, span)


def test_the_inspector_confirms_and_says_why(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    desk.window.focus.on_mark(desk.view.quotes[0].ref)
    words = desk.texts(desk.window.inspector)
    assert "Mara Lind" in words
    assert "In quotation marks" in words
    desk.press("Confirm", desk.window.inspector)
    assert desk.view.quotes[0].standing is Standing.CONFIRMED
    assert "confirmed ✓" in desk.texts(desk.window.inspector)


def test_an_entity_shows_its_mentions_in_every_article(desk: Desk, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "later.txt"
    other.write_text("A later day\n\nThen Mara Lind went home to Port Ellery.", "utf-8")
    desk.start(article)
    desk.settle()
    desk.open(other)
    desk.window.focus.on_mark(desk.view.mentions[0].ref)
    words = desk.texts(desk.window.inspector)
    assert "3 MENTIONS IN 2 ARTICLES" in words
    assert "Harbour vote splits the council" in words


def test_keys_switch_layers_and_step_through_marks(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    reader = window.page.reader
    reader.setFocus()
    desk.qtbot.keyClick(reader, Qt.Key.Key_3)
    assert not window.layers.is_shown(MarkKind.CLAIM)
    assert not window.top.buttons[MarkKind.CLAIM].isChecked()
    desk.qtbot.keyClick(reader, Qt.Key.Key_J)
    first = window.focus.ref
    desk.qtbot.keyClick(reader, Qt.Key.Key_J)
    assert first is not None
    assert window.focus.ref is not None
    assert window.focus.ref.span > first.span
    desk.qtbot.keyClick(reader, Qt.Key.Key_K)
    assert window.focus.ref == first
    desk.qtbot.keyClick(reader, Qt.Key.Key_X)
    desk.settle()
    assert first.span not in [m.span for m in desk.view.mentions]
    desk.qtbot.keyClick(reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert first.span in [m.span for m in desk.view.mentions]


def test_search_finds_words_of_texts_and_notes_and_leads_to_them(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    desk.qtbot.keyClicks(window.top.search, "piers")
    page = window.navigator.pages["search"]
    desk.until(lambda: page.list.lines.rowCount() > 0)
    assert window.navigator.currentWidget() is page
    page.list.chosen.emit(page.list.lines.line(0).payload)
    desk.settle()
    assert window.navigator.currentWidget() is window.spread


def test_an_awkward_search_is_harmless(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    for words in ('"', "a OR", "NEAR(", "*", "x:y", "🙂", "'; DROP TABLE note; --"):
        window.top.search.setText(words)
        desk.until(lambda: not window.navigator.pages["search"]._pause.isActive())
        desk.settle()
    assert not window.page.notice.isVisibleTo(window.page)


def test_the_worker_killed_while_it_analyses_is_told_and_the_analysis_finishes(desk: Desk, tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("Slow reading of a long article about Port Ellery.", "utf-8")
    window = desk.start()
    with desk.qtbot.waitSignal(window.reading.progressed, timeout=20_000):
        window.open_files([str(slow)])
    worker = window.reading._worker
    with desk.qtbot.waitSignal(worker.advanced, timeout=20_000):
        pass
    assert worker.process_id is not None
    with desk.qtbot.waitSignal(window.reading.troubled, timeout=20_000) as told:
        psutil.Process(worker.process_id).kill()
    assert "started again" in told.args[0].sentence
    assert window.page.notice.isVisibleTo(window.page)
    desk.until(lambda: desk.view.state is AnalysisState.DONE)
    assert [m.name for m in desk.view.mentions] == ["Port Ellery"]


def test_the_key_that_rejects_bins_a_note_on_the_whole_article(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    kept = []
    target = NoteTarget(desk.view.id)
    annotating = window._parts.services.annotating
    window.reading.do(lambda: kept.append(annotating.add_note(target, "All of it.")[0].id))
    desk.settle()
    window.focus.on_note(kept[0])
    window.annotator.reject()
    desk.settle()
    assert annotating.note(kept[0]).binned
    window.reading.undo()
    desk.settle()
    assert not annotating.note(kept[0]).binned


def test_an_analysis_that_was_stopped_is_told_and_can_be_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text("Slow reading of a long article about Port Ellery.", "utf-8")
    window = desk.start()
    window.open_files([str(slow)])
    with desk.qtbot.waitSignal(window.reading._worker.advanced, timeout=20_000):
        pass
    window.reading.cancel()
    notice = window.page.notice
    assert notice.words.startswith("You stopped the analysis")
    desk.qtbot.mouseClick(notice._again, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.view.state is AnalysisState.DONE)
    assert not notice.isVisibleTo(window.page)


def test_what_is_told_later_does_not_take_the_place_of_what_was_told_before(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    notice = window.page.notice
    for sentence in ("The file was cut.", "The reader started again.", "The file was cut."):
        window.reading.troubled.emit(Trouble(sentence, "Go on."))
    seen = []
    while notice.isVisibleTo(window.page):
        seen.append(notice.words)
        notice._dismiss()
    assert seen == ["The file was cut. Go on.", "The reader started again. Go on."]
    window.reading.troubled.emit(Trouble("Only a part is marked.", "", desk.view.id))
    window.reading.troubled.emit(Trouble("The file was cut.", ""))
    window.reading.analyse_shown_again()
    desk.settle()
    notice._dismiss()
    assert not notice.isVisibleTo(window.page)
    window.reading.troubled.emit(Trouble("The file was cut.", ""))
    window.page.show_article(desk.view)
    assert not notice.isVisibleTo(window.page)


def test_files_that_cannot_be_read_are_told_by_name_and_what_is_shown_stays(
    desk: Desk, article: Path, tmp_path: Path
) -> None:
    window = desk.start(article)
    desk.settle()
    empty, binary = tmp_path / "empty.txt", tmp_path / "picture.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    for file in (empty, binary, tmp_path / "gone.txt"):
        with desk.qtbot.waitSignal(window.reading.troubled, timeout=20_000) as told:
            window.open_files([str(file)])
        assert file.name in told.args[0].sentence
        assert told.args[0].next_step
    assert desk.view.path == str(article)


def test_a_text_in_another_language_opens_for_notes_and_says_so(desk: Desk, tmp_path: Path) -> None:
    german = tmp_path / "german.txt"
    german.write_text(
        "Der Hafen\n\nDie Bürgermeisterin verlor die Abstimmung über den neuen Hafen mit einer einzigen Stimme, und "
        "der Rat vertagte sich danach bis zum nächsten Morgen, ohne einen weiteren Beschluss zu fassen.",
        "utf-8",
    )
    window = desk.start()
    with desk.qtbot.waitSignal(window.reading.troubled, timeout=20_000) as told:
        window.open_files([str(german)])
    assert "German" in told.args[0].sentence
    desk.settle()
    window.annotator.write_note()
    desk.qtbot.keyClicks(window.inspector.editors()[0], "Hafen?")
    desk.until(lambda: [n.body for n in desk.view.notes] == ["Hafen?"])


def test_a_second_window_of_the_same_library_is_refused_with_a_sentence(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    with pytest.raises(StoreBusy) as told:
        open_store(desk.home / "library.db")
    assert told.value.next_step


def test_a_second_start_hands_its_files_over(desk: Desk, article: Path, tmp_path: Path) -> None:
    window = desk.start()
    assert hand_over(desk.home, [str(article)])
    desk.until(lambda: window.reading.view is not None)
    desk.settle()
    assert desk.view.path == str(article)


def test_a_note_editor_keeps_its_caret_while_marks_change(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    window.annotator.write_note()
    editor = window.inspector.editors()[0]
    editor.setFocus()
    desk.qtbot.keyClicks(editor, "A thought")
    window.editing.confirm(desk.view.quotes[0].ref)
    desk.settle()
    assert isinstance(window.focusWidget(), NoteEditor)
    assert window.focusWidget() is editor


def test_decisions_are_listed_in_words_and_one_is_taken_back(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    quote, claim = desk.view.quotes[0], desk.view.claims[0]
    window.editing.set_speaker(quote.ref, "Dag Sorley")
    window.editing.reject(claim.ref)
    window.editing.rename_entity(desk.view.mentions[0].entity_id, "Mara L.")
    desk.settle()
    window.navigator.show_list("decisions")
    desk.settle()
    lines = window.navigator.pages["decisions"].list.lines
    words = [lines.line(row).text for row in range(lines.rowCount())]
    assert words[0] == "Renamed an entity to “Mara L.”"
    assert words[1].startswith("Rejected the claim “")
    assert words[2].endswith("speaker Dag Sorley")
    rejected = lines.line(1).payload
    window.reading.do(lambda: window._parts.services.deciding.undo(rejected.decision_id))  # type: ignore[attr-defined]
    desk.settle()
    assert claim.span in [c.span for c in desk.view.claims]
    assert desk.view.quotes[0].speaker_name == "Dag Sorley"
    assert lines.rowCount() == 2


def test_a_note_whose_words_are_gone_is_listed_and_put_on_other_words(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    span = spot(desk.view.text, "Nobody else spoke")
    window.page.reader.select_span(span)
    window.annotator.write_note()
    desk.qtbot.keyClicks(window.inspector.editors()[0], "Who was there?")
    window.page.reader.setFocus()
    desk.settle()
    changed = article.read_text("utf-8").replace("🙂 Nobody else spoke.", "The chamber emptied, the lights went out.")
    article.write_text(changed, "utf-8")
    desk.open(article)
    desk.until(lambda: "Nobody else spoke" not in desk.view.text)
    desk.settle()
    window.focus.clear()
    assert [n.certainty for n in desk.view.notes] in ([Certainty.ORPHAN], [Certainty.UNCERTAIN])
    assert "Nobody else spoke" in desk.texts(window.inspector)
    home = spot(desk.view.text, "the lights went out")
    window.page.reader.select_span(home)
    desk.press("Put it on the selected words", window.inspector)
    assert [(n.body, n.span, n.certainty) for n in desk.view.notes] == [("Who was there?", home, Certainty.EXACT)]
