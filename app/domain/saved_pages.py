"""How browsers name the folder that they keep the parts of a saved page in, beside the page."""

from __future__ import annotations

FOLDER_ENDS = ("_files", ".files", "-files", "_fichiers", "-dateien", "_archivos", "_file", "_bestanden")
"""What browsers add to a page's name for the folder of its parts, in several languages."""


def page_stem(folder_name: str) -> str:
    """The name, without ending, of the page whose parts a folder so named holds; "" when it is no such name."""
    end = next((end for end in FOLDER_ENDS if folder_name.lower().endswith(end)), "")
    return folder_name[: len(folder_name) - len(end)] if end else ""
