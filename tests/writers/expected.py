"""What the documents in this folder say, block by block: whatever program wrote them, this must come out."""

from __future__ import annotations

import re

BLOCKS = (
    ("heading", "Winter closes the harbour"),
    (
        "paragraph",
        "The ferry stayed at the quay until the pilots had cut a lane through the ice, and nobody was surprised. It "
        "had frozen for nine nights, and the tenth was the coldest that the lighthouse has on record.[1]",
    ),
    ("heading", "The ice"),
    (
        "paragraph",
        "“We have waited longer than this,” said the harbour master, who hadn’t slept – “but never with so many on the "
        "quay.” A child had drawn a fish 🐟 and two penguins 🐧🐧 on the ticket window; the café’s owner called it "
        "naïve and left it there.",
    ),
    (
        "block_quote",
        "Nobody who lives by the water is surprised by ice. What surprises us is how soon we forget it.",
    ),
    ("heading", "What is short"),
    ("list_item", "Oil for the lamps of the outer islands"),
    ("list_item", "Bread, which the baker sells by the half loaf"),
    ("list_item", "Rye is gone altogether"),
    ("list_item", "Patience"),
    ("paragraph", "The council has asked everybody to do three things while the lane is cut:"),
    ("list_item", "1. Stay off the ice east of the mole."),
    ("list_item", "2. Share what oil there is."),
    ("list_item", "3. Ring the bell when a boat is seen."),
    ("heading", "The boats"),
    (
        "paragraph",
        "Three boats lie in the harbour, and a fourth is looked for every evening. The table on the wall of the office "
        "gives their names and their crews as of Monday.",
    ),
    ("table", "Boat | Crew | Master"),
    ("table", "Heron | 4 | Ida Holm"),
    ("table", "Petrel | 7 | Jón Þór"),
    ("caption", "Table 1: Boats and crews, as the office wrote them down"),
    (
        "paragraph",
        "By the end of the week the lane was open. The first boat through it was the smallest, and it carried nothing "
        "but letters and a crate of oranges, which were shared out on the quay before they could freeze.",
    ),
    ("footnote", "1. The lighthouse began to keep records in 1906."),
)

CAPTION = next(words for kind, words in BLOCKS if kind == "caption")
AUTHOR, DATE = "Ana Reyes", "2026-01-12"


def bare(words: str) -> str:
    """Words without what formats write differently: the number of an item or a note, and the sign that refers to it."""
    return re.sub(r"^(?:\d\.? ?|[•◦▪] )|\[?1\]?$", "", words).strip()


PARAGRAPHS = [bare(words) for kind, words in BLOCKS if kind not in ("table", "footnote")]
"""What must come out of every format, in this order; tables and notes stand elsewhere in some."""

CELLS = [cell for kind, words in BLOCKS if kind == "table" for cell in words.split(" | ")]
NOTE = "The lighthouse began to keep records in 1906."
