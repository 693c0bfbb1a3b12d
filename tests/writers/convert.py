"""Documents by the programs that people write and save them with: LibreOffice, Chromium and Pandoc, where installed.

On Debian: apt-get install --no-install-recommends libreoffice-writer-nogui chromium pandoc
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

SOURCES = Path(__file__).parent
_SECONDS = 120
_ON_3_AND_4 = (
    "import fcntl, os, sys\n"
    "ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]\n"
    "os.dup2(ends[0], 3)\n"
    "os.dup2(ends[1], 4)\n"
    "os.execvp(sys.argv[3], sys.argv[3:])\n"
)
"""Chromium reads commands from descriptor 3 and answers on 4."""


def office() -> str:
    """LibreOffice's command, "" where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def chromium() -> str:
    """The command of Chromium or Chrome, "" where neither is installed or pipes cannot be handed to it."""
    if os.name == "nt":
        return ""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )


def pandoc() -> str:
    return shutil.which("pandoc") or ""


def by_pandoc(source: Path, format: str, suffix: str, folder: Path) -> Path:
    """`source` converted by Pandoc into `folder`; `format` as Pandoc calls it."""
    made = folder / f"{format}.{suffix}"
    command = [pandoc(), "--standalone", "--from", "markdown", "--to", format, "--output", str(made), str(source)]
    subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    return made


def by_office(source: Path, suffix: str, folder: Path) -> Path:
    """`source` converted by LibreOffice into `folder`; `suffix` as "docx"."""
    profile = (folder / "office-profile").as_uri()
    command = [
        office(),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(folder),
    ]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, timeout=_SECONDS, check=False)
    made = folder / f"{source.stem}.{suffix}"
    if not made.exists():
        raise RuntimeError(f"LibreOffice wrote no {made.name}: {done.stdout} {done.stderr}")
    return made


def printed(source: Path, folder: Path) -> Path:
    """`source` printed to PDF by Chromium."""
    made = folder / f"{source.stem}.pdf"
    command = [*_headless(folder), f"--print-to-pdf={made}", "--no-pdf-header-footer", source.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if not made.exists():
        raise RuntimeError(f"Chromium printed nothing: {done.stderr}")
    return made


def saved(source: Path, folder: Path) -> Path:
    """`source` saved by Chromium as one file, as "Save page as, Webpage, Single file" does."""
    made = folder / f"{source.stem}.mhtml"
    read_commands, write_commands = os.pipe()
    read_answers, write_answers = os.pipe()
    command = [*_headless(folder), "--remote-debugging-pipe", "about:blank"]
    with subprocess.Popen(
        [sys.executable, "-c", _ON_3_AND_4, str(read_commands), str(write_answers), *command],
        pass_fds=(read_commands, write_answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(read_commands)
        os.close(write_answers)
        try:
            with os.fdopen(write_commands, "wb") as commands, os.fdopen(read_answers, "rb") as answers:
                made.write_bytes(_Talk(commands, answers).snapshot(source.as_uri()))
        finally:
            process.terminate()
    return made


def _headless(folder: Path) -> list[str]:
    profile = folder / "chromium-profile"
    return [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}"]


class _Talk:
    """The DevTools protocol over two pipes: JSON messages that end in a zero byte."""

    def __init__(self, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands, self._answers, self._numbers = commands, answers, count(1)
        self._rest = b""

    def snapshot(self, address: str) -> bytes:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable", session)
        self._ask("Page.navigate", session, url=address)
        while self._message().get("method") != "Page.loadEventFired":
            pass
        data: str = self._ask("Page.captureSnapshot", session, format="mhtml")["data"]
        self._ask("Browser.close")
        return data.encode("utf-8")

    def _ask(self, method: str, session: str = "", **params: object) -> Any:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params, **({"sessionId": session} if session else {})}
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._message()).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"Chromium refused {method}: {answer['error']}")
        return answer["result"]

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._answers.fileno(), 1 << 16)
            if not part:
                raise RuntimeError("Chromium ended")
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found
