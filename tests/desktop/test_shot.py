"""`--shot`: a picture of the real program, and an end even when something goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]


def run(lines: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GLOSSATOR_HOME": str(home)}
    command = [sys.executable, "-c", lines, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_an_article_is_drawn_into_a_picture(tmp_path: Path) -> None:
    article, picture = tmp_path / "quay.txt", tmp_path / "quay.png"
    article.write_text("The quay\n\nThe quay was mended in May.\n", encoding="utf-8")
    done = run(
        "import sys; from app.startup import run_window; sys.exit(run_window(sys.argv[1:2], shot=sys.argv[2]))",
        tmp_path / "home",
        str(article),
        str(picture),
    )
    assert done.returncode == 0, done.stderr
    assert QImage(str(picture)).width() > 600


def test_an_error_that_nobody_caught_ends_the_program_and_is_told(tmp_path: Path) -> None:
    lines = """
import sys
from app.desktop import window
def furnish(self, *_, **__):
    raise LookupError("no panes today")
window.Window.furnish = furnish
from app.startup import run_window
sys.exit(run_window([], shot=sys.argv[1]))
"""
    done = run(lines, tmp_path / "home", str(tmp_path / "none.png"))
    assert done.returncode == 1
    assert "no panes today" in done.stderr
    assert not (tmp_path / "none.png").exists()
