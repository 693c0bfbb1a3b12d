"""Notes as they are written and read in the window: Markdown, tags, colours, [[links]], undo while one is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.join_tags import JoinTags
from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.note_editor import PAUSE_MS
from app.desktop.inspector.note_panel import NotePanel
from app.desktop.inspector.note_tags import TagLine
from app.domain.anchors import Certainty
from app.domain.links import LinkTarget
from app.domain.marks import MarkKind, MarkRef
from app.domain.tags import NoteFilter
from tests.desktop.conftest import Desk
from tests.desktop.views import spot


def write(desk: Desk, passage: str, words: str) -> MarkRef:
    """Write a note on a passage and leave it; it is selected then."""
    span = spot(desk.view.text, passage)
    desk.window.page.reader.select_span(span)
    desk.window.annotator.write_note()
    desk.qtbot.keyClicks(desk.window.inspector.editors()[0], words)
    desk.window.page.reader.setFocus()
    desk.window.page.reader.clear_selection()
    desk.settle()
    return MarkRef(MarkKind.NOTE, span)


def panel(desk: Desk) -> NotePanel:
    """The first note of the inspector."""
    desk.settle()
    return desk.window.inspector.panels()[0]


def begun(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()


def test_a_note_is_drawn_until_it_is_clicked(desk: Desk, article: Path) -> None:
    begun(desk, article)
    write(desk, "backed the plan", "**Why** did [[Mara Lind]] and [[nobody]] change?")
    shown = panel(desk)
    desk.until(lambda: "Why did Mara Lind and [[nobody]] change?" in shown.preview.toPlainText())
    assert shown.editor.isHidden()
    desk.qtbot.mouseClick(shown.preview.viewport(), Qt.MouseButton.LeftButton)
    assert shown.preview.isHidden()
    assert shown.editor.hasFocus()
    assert shown.editor.toPlainText() == "**Why** did [[Mara Lind]] and [[nobody]] change?"


def test_a_new_note_says_what_it_is_on(desk: Desk, article: Path) -> None:
    begun(desk, article)
    window = desk.window

    def said() -> str:
        body = window.inspector.body
        assert body is not None
        return " ".join(found.text() for found in body.findChildren(QLabel))

    window.annotator.write_note()
    assert f"On the whole article “{desk.view.metadata.title}”" in said()
    window.annotator.write_own_note()
    assert "On its own" in said()
    window.page.reader.select_span(spot(desk.view.text, "backed the plan"))
    window.annotator.write_note()
    assert "backed the plan" in said()


def test_a_note_on_parts_of_words_is_on_the_whole_words(desk: Desk, article: Path) -> None:
    begun(desk, article)
    ref = write(desk, "acked the pl", "Why?")
    (note,) = desk.view.notes
    assert note.span == spot(desk.view.text, "backed the plan")
    assert note.span != ref.span


def test_words_that_are_half_selected_are_seen_selected_whole(desk: Desk, article: Path) -> None:
    begun(desk, article)
    reader = desk.window.page.reader
    reader.select_span(spot(desk.view.text, "acked the pl"))
    assert reader.selected_span() == spot(desk.view.text, "backed the plan")
    assert desk.window.page.selection_bar.isVisible()


def test_a_link_in_a_note_opens_what_it_names_even_after_that_was_renamed(desk: Desk, article: Path) -> None:
    begun(desk, article)
    ref = write(desk, "backed the plan", "Ask [[Mara Lind]].")
    mara = next(m.entity_id for m in desk.view.mentions if m.name == "Mara Lind")
    desk.window.editing.rename_entity(mara, "Mayor Lind")
    desk.settle()
    desk.window.focus.clear()
    desk.window.focus.on_mark(ref)
    shown = panel(desk)
    shown.preview.referenceOpened.emit("Mara Lind")
    desk.settle()
    assert desk.window.focus.entity_id == mara


def test_brackets_complete_by_keyboard_alone_and_the_choice_is_what_is_linked(desk: Desk, article: Path) -> None:
    begun(desk, article)
    window = desk.window
    window.annotator.write_note()
    editor = window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "See [[Mara")
    desk.until(lambda: any(o.words == "Mara Lind" for o in editor.offers))
    assert any("person" in o.detail for o in editor.offers)
    desk.qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "See [[Mara Lind]]"
    assert editor.offers == []
    desk.qtbot.keyClicks(editor, " again")
    editor.store()
    desk.settle()
    (note,) = desk.view.notes
    mara = next(m.entity_id for m in desk.view.mentions if m.name == "Mara Lind")
    assert window._parts.services.links.targets(note.id) == {"Mara Lind": LinkTarget(entity_id=mara)}


def test_escape_puts_the_completions_away_and_the_words_stay(desk: Desk, article: Path) -> None:
    begun(desk, article)
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "[[Port")
    desk.until(lambda: editor.offers != [])
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.offers == []
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "[[Port\n"


def test_escape_leads_from_a_note_back_to_the_text_and_a_new_note_left_empty_lies_in_the_bin(
    desk: Desk, article: Path
) -> None:
    begun(desk, article)
    window = desk.window
    window.annotator.write_own_note()
    desk.settle()
    editor = window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "Ask")
    desk.until(lambda: editor.draft.id is not None)
    editor.selectAll()
    desk.qtbot.keyClick(editor, Qt.Key.Key_Delete)
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.page.reader.hasFocus()
    desk.settle()
    library = window._parts.services.library
    assert (len(library.notes()), len(library.notes("", 10, 0, NoteFilter(binned=True)))) == (0, 1)


def test_comma_and_enter_make_tags_backspace_takes_one_away_and_known_ones_are_offered(
    desk: Desk, article: Path
) -> None:
    begun(desk, article)
    desk.window.editing.tag_article(desk.view.id, ["harbour works"])
    write(desk, "backed the plan", "A thought")
    tags = panel(desk).tags
    tags.field.setFocus()
    desk.qtbot.keyClicks(tags.field, "money,har")
    desk.until(lambda: [o.words for o in tags.field.offers] == ["harbour works"])
    desk.qtbot.keyClick(tags.field, Qt.Key.Key_Tab)
    desk.qtbot.keyClicks(tags.field, "#Wall")
    desk.qtbot.keyClick(tags.field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.view.notes[0].tags == ("harbour works", "money", "Wall")
    desk.qtbot.keyClick(tags.field, Qt.Key.Key_Backspace)
    desk.settle()
    assert desk.view.notes[0].tags == ("harbour works", "money")
    assert tags.field.hasFocus()


def test_a_colour_is_picked_and_says_what_it_means(desk: Desk, article: Path) -> None:
    begun(desk, article)
    write(desk, "backed the plan", "Is it so?")
    desk.window.editing.set_meaning("rose", "doubtful")
    desk.settle()
    shown = panel(desk)
    assert shown.dots.dots["rose"].accessibleName() == "Colour rose: doubtful"
    shown.dots.dots["rose"].click()
    desk.settle()
    assert desk.view.notes[0].colour == "rose"
    spoken = [w.card.spoken for w in desk.window.page.margin.card_widgets() if w.card.ref.kind is MarkKind.NOTE]
    assert spoken == ["✎ Is it so? doubtful"]


def test_what_is_undone_shows_at_once_in_the_open_editor_and_is_not_written_back(desk: Desk, article: Path) -> None:
    begun(desk, article)
    ref = write(desk, "backed the plan", "First")
    desk.window.editing.confirm(desk.view.quotes[0].ref)  # so that the next edit is a step of its own
    desk.settle()
    desk.window.focus.on_mark(ref)
    shown = panel(desk)
    shown.edit()
    desk.qtbot.keyClicks(shown.editor, " and more")
    desk.window.reading.undo()  # what is not stored yet is stored, and taken back
    desk.until(lambda: shown.editor.toPlainText() == "First")
    desk.window.reading.redo()
    desk.until(lambda: shown.editor.toPlainText() == "First and more")
    desk.window.reading.undo()
    desk.until(lambda: shown.editor.toPlainText() == "First")
    desk.window.page.reader.setFocus()
    desk.settle()
    assert [n.body for n in desk.view.notes] == ["First"]


def test_a_note_whose_making_is_undone_while_it_is_open_comes_back_with_the_next_word(
    desk: Desk, article: Path
) -> None:
    begun(desk, article)
    window = desk.window
    window.annotator.write_note()
    editor = window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "Too fast")
    window.reading.undo()
    desk.until(lambda: editor.toPlainText() == "" and editor.draft.binned)
    assert desk.view.notes == ()
    desk.qtbot.keyClicks(editor, "Slowly")
    editor.store()
    desk.settle()
    assert [n.body for n in desk.view.notes] == ["Slowly"]
    assert window._parts.services.library.notes(wanted=NoteFilter(binned=True)) == ()


def test_undo_in_an_editor_without_words_of_its_own_takes_back_the_step_before(desk: Desk, article: Path) -> None:
    begun(desk, article)
    rejected = desk.view.claims[0].ref
    desk.window.editing.reject(rejected)
    desk.settle()
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    desk.qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert rejected in [c.ref for c in desk.view.claims]


def test_a_note_on_a_name_shows_at_its_mentions_in_every_article(desk: Desk, article: Path, tmp_path: Path) -> None:
    begun(desk, article)
    mara = next(m for m in desk.view.mentions if m.name == "Mara Lind")
    desk.window.focus.on_entity(mara.entity_id)
    desk.window.annotator.write_note()
    desk.qtbot.keyClicks(desk.window.inspector.editors()[0], "Changes her mind often.")
    desk.window.page.reader.setFocus()
    other = tmp_path / "later.txt"
    other.write_text("A later day\n\nThen Mara Lind went home to Port Ellery.", "utf-8")
    desk.open(other)
    cards = [w.card.spoken for w in desk.window.page.margin.card_widgets()]
    assert any("✎ Mara Lind" in spoken for spoken in cards)
    desk.window.focus.on_mark(next(m.ref for m in desk.view.mentions if m.name == "Mara Lind"))
    desk.settle()
    assert "Changes her mind often." in [p.editor.toPlainText() for p in desk.window.inspector.panels()]


def test_h_highlights_in_the_latest_colour_and_x_puts_it_into_the_bin(desk: Desk, article: Path) -> None:
    begun(desk, article)
    window, reader = desk.window, desk.window.page.reader
    reader.select_span(spot(desk.view.text, "41 million crowns"))
    window.page.selection_bar.highlighted.emit("green")
    desk.settle()
    span = spot(desk.view.text, "9 piers")
    reader.setFocus()
    reader.select_span(span)
    desk.qtbot.keyClick(reader, Qt.Key.Key_H)
    desk.settle()
    assert [(n.body, n.colour) for n in desk.view.notes] == [("", "green"), ("", "green")]
    assert window.focus.ref == MarkRef(MarkKind.NOTE, span)
    desk.qtbot.keyClick(reader, Qt.Key.Key_X)
    desk.settle()
    assert [n.quoted for n in desk.view.notes] == ["41 million crowns"]
    desk.qtbot.keyClick(reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert len(desk.view.notes) == 2
    desk.restart()
    desk.until(lambda: desk.window.reading.view is not None)
    assert desk.window.notebook.colour == "green"


def test_r_puts_a_lost_note_on_the_selected_words(desk: Desk, article: Path) -> None:
    begun(desk, article)
    write(desk, "Nobody else spoke", "Who was there?")
    changed = article.read_text("utf-8").replace("🙂 Nobody else spoke.", "The chamber emptied, the lights went out.")
    article.write_text(changed, "utf-8")
    desk.open(article)
    desk.until(lambda: "Nobody else spoke" not in desk.view.text)
    desk.settle()
    home = spot(desk.view.text, "the lights went out")
    desk.window.page.reader.setFocus()
    desk.window.page.reader.select_span(home)
    desk.qtbot.keyClick(desk.window.page.reader, Qt.Key.Key_R)
    desk.settle()
    assert [(n.body, n.span, n.certainty) for n in desk.view.notes] == [("Who was there?", home, Certainty.EXACT)]


def test_a_renamed_tag_is_shown_by_its_new_name_at_once(desk: Desk, article: Path) -> None:
    begun(desk, article)
    write(desk, "backed the plan", "A thought")
    panel(desk).tags.changed.emit(("monney",))
    desk.settle()
    desk.window.editing.rename_tag("monney", "money")
    desk.settle()
    assert desk.view.notes[0].tags == ("money",)
    assert panel(desk).tags.tags == ("money",)


def test_a_tag_that_is_given_the_name_of_another_is_joined_with_it_in_one_step(desk: Desk, article: Path) -> None:
    begun(desk, article)
    write(desk, "backed the plan", "A thought")
    panel(desk).tags.changed.emit(("ferry boats", "Ferry"))
    desk.settle()
    write(desk, "Nobody else spoke", "Another")
    panel(desk).tags.changed.emit(("ferry boats",))
    desk.settle()
    panel(desk).tags._rename("ferry boats")
    prompt = next(iter(desk.window.findChildren(WordPrompt)))
    prompt.field.setText("ferry")
    prompt.answer()
    desk.settle()
    (question,) = desk.window.findChildren(JoinTags)
    assert question.told.text() == "2 notes get #Ferry in place of #ferry boats."
    assert all("ferry boats" in n.tags for n in desk.view.notes), "not before it is agreed to"
    question.accept()
    desk.settle()
    assert {n.tags for n in desk.view.notes} == {("Ferry",)}
    desk.window.reading.undo()
    desk.settle()
    assert sorted(n.tags for n in desk.view.notes) == [("Ferry", "ferry boats"), ("ferry boats",)]


def test_the_tags_of_an_article_stand_under_its_title_and_in_the_library(desk: Desk, article: Path) -> None:
    begun(desk, article)
    tags = next(t for t in desk.window.inspector.findChildren(TagLine) if not isinstance(t.parent(), NotePanel))
    tags.field.setFocus()
    desk.qtbot.keyClicks(tags.field, "term paper,")
    desk.settle()
    assert "#term paper" in desk.window.library.articles.lines.line(0).below
    assert tags.tags == ("term paper",)
    desk.window.page.reader.setFocus()
    desk.window.reading.undo()
    desk.settle()
    assert "#" not in desk.window.library.articles.lines.line(0).below


def test_a_passage_that_is_highlighted_again_changes_its_colour(desk: Desk, article: Path) -> None:
    begun(desk, article)
    for colour in ("green", "rose"):
        desk.window.page.reader.select_span(spot(desk.view.text, "9 piers"))
        desk.window.annotator.highlight(colour)
        desk.settle()
    assert [(n.colour, n.quoted) for n in desk.view.notes] == [("rose", "9 piers")]


def test_two_goals_of_one_name_are_told_apart_in_the_words(desk: Desk, article: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.md"
    twin.write_text("# Port Ellery\n\nA page about the town of Port Ellery and nothing more.", "utf-8")
    begun(desk, article)
    desk.open(twin)
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    for kind in ("place · in 2 articles", "article"):
        desk.qtbot.keyClicks(editor, " [[Port Ell")
        desk.settle()
        row = next(i for i, o in enumerate(editor.offers) if (o.words, o.detail) == ("Port Ellery", kind))
        for _ in range(row):
            desk.qtbot.keyClick(editor, Qt.Key.Key_Down)
        desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == " [[Port Ellery]] [[Port Ellery (article)]]"
    editor.store()
    desk.settle()
    found = desk.window._parts.services.links.targets(desk.view.notes[0].id)
    place = next(m.entity_id for m in desk.view.mentions if m.name == "Port Ellery")
    assert found == {
        "Port Ellery": LinkTarget(entity_id=place),
        "Port Ellery (article)": LinkTarget(article_id=desk.view.id),
    }


def test_words_typed_without_a_pause_are_stored_while_they_are_typed(desk: Desk, article: Path) -> None:
    begun(desk, article)
    desk.window.page.reader.select_span(spot(desk.view.text, "backed the plan"))
    desk.window.annotator.write_note()
    editor = desk.window.inspector.editors()[0]
    typing = QTimer(editor)
    typing.timeout.connect(lambda: desk.qtbot.keyClick(editor, Qt.Key.Key_A))
    typing.start(PAUSE_MS // 6)
    library = desk.window._parts.services.library
    desk.until(lambda: bool(library.notes()))
    first = library.notes()[0].note.body
    desk.until(lambda: len(library.notes()[0].note.body) > len(first))
    assert typing.isActive()
    assert editor.hasFocus()
    assert editor.toPlainText().startswith(first)
    typing.stop()
    desk.settle()
    editor.store()
    desk.settle()
    assert [n.note.body for n in library.notes()] == [editor.toPlainText()]


def test_what_is_joined_parted_or_hidden_is_told_with_the_way_back(desk: Desk, article: Path) -> None:
    begun(desk, article)
    editing, said = desk.window.editing, list[str]()
    desk.window.reading.told.connect(said.append)
    lind, ellery = (m.entity_id for m in (desk.view.mentions[0], desk.view.mentions[-1]))
    editing.merge(lind, ellery, "Port Ellery")
    desk.settle()
    editing.split(lind)
    desk.settle()
    quote = desk.view.quotes[0]
    editing.set_speaker(quote.ref, "Mara Lind")
    desk.settle()
    editing.reject(quote.ref)
    desk.settle()
    assert said == [
        "Joined with Port Ellery. Ctrl+Z takes it back.",
        "Taken apart. Ctrl+Z takes it back.",
        "Said by Mara Lind. Ctrl+Z takes it back.",
        "The quote is hidden. Ctrl+Z brings it back.",
    ]
