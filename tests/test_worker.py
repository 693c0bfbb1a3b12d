"""What the worker process imports, in an interpreter of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_model_is_loaded_without_the_command_line_of_spacy() -> None:
    lines = """
import sys
from app.worker import WorkerTools
name = WorkerTools().model()
print(name, getattr(sys.modules["spacy.cli"], "__file__", None), "typer" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    *name, cli, typer = done.stdout.split()
    assert name
    assert (cli, typer) == ("None", "False")
