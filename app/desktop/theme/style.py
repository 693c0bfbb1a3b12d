"""The style sheet and palette that the tokens make. Widgets are told apart by object name and the `role` property."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QPalette

from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens, mixed
from app.paths import RESOURCES


def palette(tokens: Tokens) -> QPalette:
    """For what Qt paints itself: text, selection, placeholders, links, tooltips."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, token in (
        (role.Window, "pane"),
        (role.WindowText, "text"),
        (role.Base, "ground"),
        (role.AlternateBase, "pane"),
        (role.Text, "text"),
        (role.Button, "pane"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "field"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "soft"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
    ):
        made.setColor(target, tokens.color(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, tokens.color("soft"))
    return made


_SHEET = Template("""
* { font-family: "$family"; font-size: ${ui}px; color: #$text; }
QMainWindow, QDialog { background: #$pane; }
QToolTip { background: #$field; color: #$text; border: 1px solid #$hairline; padding: 4px 6px; font-size: ${small}px; }

#topBar { background: #$pane; border: none; border-bottom: 1px solid #$hairline; }
#statusBar { background: #$pane; border: none; border-top: 1px solid #$hairline; }
#statusBar QLabel { font-size: ${tiny}px; color: #$soft; }
#statusBar QPushButton { font-size: ${tiny}px; padding: 0 6px; }
#libraryPane, #inspectorPane, #inspectorBody { background: #$pane; }
#libraryPane { border: none; border-right: 1px solid #$hairline; }
#inspectorPane { border: none; border-left: 1px solid #$hairline; }
#reader { background: #$ground; border: none; padding: 0; selection-background-color: $wash; selection-color: #$text; }
#originalPane, #original { background: #$pane; border: none; }
#page, #listPage, #listBody, #emptyPage { background: #$ground; }

QLabel[role="paneHeading"] {
    font-size: ${tiny}px; font-weight: 600; color: #$soft; letter-spacing: 0.6px;
}
QLabel[role="soft"], QToolButton[role="soft"] { color: #$soft; font-size: ${small}px; }
QLabel[role="small"] { font-size: ${small}px; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="pageTitle"] { font-family: "$reading"; font-size: ${page}px; font-weight: 600; }
QLabel[role="accent"] { color: #$accent; font-size: ${small}px; }
QFrame[role="hairline"] { background: #$hairline; border: none; max-height: 1px; min-height: 1px; }

QLineEdit, QPlainTextEdit, QTextEdit[role="field"], QComboBox {
    background: #$field; border: 1px solid #$hairline; border-radius: 6px; padding: 5px 9px;
    selection-background-color: #$accent; selection-color: #$on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border-color: #$accent; }
QTextBrowser[role="preview"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 4px; selection-background-color: #$accent; selection-color: #$on_accent; }
QTextBrowser[role="preview"]:hover { border-color: #$hairline; }
QTextBrowser[role="preview"]:focus { border-color: #$accent; }
QLineEdit[role="tag"] { background: transparent; border: 1px solid transparent; padding: 2px 4px;
    font-size: ${small}px; }
QLineEdit[role="tag"]:focus { background: #$field; border-color: #$accent; }
#offers { background: #$field; border: 1px solid #$hairline; border-radius: 6px; }
#offers QListWidget { background: transparent; border: none; outline: none; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 10px; height: 10px; }
QComboBox { combobox-popup: 0; }
QComboBoxPrivateContainer { background: #$field; border: none; }
QComboBox QAbstractItemView { background: #$field; border: 1px solid #$hairline; outline: none; padding: 4px;
    selection-background-color: #$selection; selection-color: #$text; }
QComboBox QAbstractItemView::item { padding: 5px 12px; border-radius: 4px; color: #$text; }
QComboBox QAbstractItemView::item:selected { background: #$selection; color: #$text; }

QPushButton, QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 9px; }
QPushButton[role="action"] { background: #$field; border: 1px solid #$hairline; font-size: ${small}px; }
QPushButton[role="primary"] { background: #$accent; color: #$on_accent; border: 1px solid #$accent;
    font-size: ${small}px; }
QPushButton[role="chip"] { background: #$field; border: 1px solid #$hairline; padding: 2px 8px; font-size: ${small}px; }
QPushButton[role="chosen"] { background: #$selection; border: 1px solid #$accent; padding: 2px 8px;
    font-size: ${small}px; }
QPushButton[role="quiet"] { color: #$soft; font-size: ${small}px; padding: 4px 0; margin-right: 10px; }
QLabel[role="passage"] { font-family: "$reading"; font-size: ${title}px; }
QPushButton:hover, QToolButton:hover { border-color: #$soft; }
QPushButton:focus, QToolButton:focus { border-color: #$accent; }
QPushButton:disabled { color: #$soft; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="layer"] { font-weight: 500; padding: 3px 8px; color: #$soft; }
QToolButton[role="layer"]:checked { background: #$selection; color: #$text; }
QPushButton[role="row"] { text-align: left; padding: 6px 8px; border-radius: 4px; }
QPushButton[role="row"]:hover { background: #$selection; border-color: transparent; }

QListView { background: transparent; border: none; outline: none; }
QListView::item { border: none; }
QListWidget::item:selected { background: #$selection; color: #$text; }
QMenu { background: #$field; border: 1px solid #$hairline; padding: 4px; }
QMenu::item { padding: 5px 22px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: #$selection; color: #$text; }
QMenu::separator { height: 1px; background: #$hairline; margin: 4px 6px; }
QMenuBar { background: #$pane; } QMenuBar::item:selected { background: #$selection; }

QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar::handle:vertical { background: $handle; border-radius: 4px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: #$soft; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 9px; }
QScrollBar::handle:horizontal { background: $handle; border-radius: 4px; min-width: 32px; }
QSplitter::handle { background: #$hairline; }
QSlider::groove:horizontal { height: 3px; background: #$hairline; border-radius: 1px; }
QSlider::sub-page:horizontal { background: #$accent; border-radius: 1px; }
QSlider::handle:horizontal { background: #$field; border: 1px solid #$accent; width: 11px; height: 11px; margin: -5px 0;
    border-radius: 6px; }
QProgressBar { background: #$hairline; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: #$accent; border-radius: 2px; }
QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 12px; height: 12px;
    background: #$field; border: 1px solid #$soft; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: #$accent; border-color: #$accent;
    image: url("$check"); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: #$accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid #$accent; }
#selectionBar { background: #$field; border: 1px solid #$hairline; border-radius: 8px; }
#linkBar { background: #$selection; border: none; border-top: 1px solid #$hairline; }
#notice { background: #$selection; border: none; border-radius: 6px; }
""")


def style_sheet(tokens: Tokens, faces: Typefaces, interface_px: int) -> str:
    """The whole program's style sheet; sizes follow `interface_px`."""
    return _SHEET.substitute(
        {name: getattr(tokens, name) for name in Tokens.__slots__},
        handle=tokens.handle.name(),
        # Selected words stay quiet: a wash of the accent under text of its own colour. It is set here and not by a
        # palette, which a change of style sheet would undo.
        wash=mixed(tokens.color("accent"), tokens.color("ground"), 0.30).name(),
        family=faces.interface,
        reading=faces.reading,
        chevron=(RESOURCES / "icons" / f"chevron-{tokens.name}.svg").as_posix(),
        check=(RESOURCES / "icons" / f"check-{tokens.name}.svg").as_posix(),
        ui=interface_px,
        small=interface_px - 1,
        tiny=interface_px - 2,
        title=interface_px + 4,
        page=interface_px + 13,
    )
