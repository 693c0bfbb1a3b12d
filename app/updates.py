"""Whether there is a newer version. Asked only when the user says so: nothing here runs by itself.

The request carries nothing of this computer or of what is read: no version, no name, no cookie.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.errors import UserError

if TYPE_CHECKING:  # the web's part of Python is loaded when somebody asks
    import ssl

ADDRESS = "https://glossator.invalid/latest.json"
"""Where the newest version is named: {"version": "1.2.3", "page": "https://…"}. Set it before the first release."""
LONGEST_SECONDS = 10.0
MOST_BYTES = 64 * 1024


class NoAnswer(UserError):
    """It could not be found out."""


@dataclass(frozen=True, slots=True)
class Release:
    """The newest version, and the page it is handed out on."""

    version: str
    page: str


def newest(address: str = ADDRESS) -> Release:
    """Ask `address`; NoAnswer when that fails. It may take LONGEST_SECONDS: not for the window's thread."""
    import http.client
    import urllib.error
    import urllib.request

    class NoDetours(urllib.request.HTTPRedirectHandler):
        """Follows no redirection: nobody but the one address that was agreed to is asked."""

        def redirect_request(self, *_: object) -> None:
            return None

    host = urlsplit(address).netloc
    request = urllib.request.Request(address, headers={"User-Agent": "Glossator", "Accept": "application/json"})
    try:
        opener = urllib.request.build_opener(NoDetours, urllib.request.HTTPSHandler(context=_context()))
        with opener.open(request, timeout=LONGEST_SECONDS) as answer:
            return _read(answer.read(MOST_BYTES + 1), host)
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            raise NoAnswer(f"{host} answered with error {error.code}.", "Try again later.") from error
        raise NoAnswer(f"{host} could not be reached.", "Check the network, and try again.") from error


def is_newer(version: str, than: str) -> bool:
    """Whether a version of numbers between dots is above another; what is no such version is not."""
    left, right = _numbers(version), _numbers(than)
    return bool(left and right and left > right)


def _numbers(version: str) -> tuple[int, ...]:
    if not re.fullmatch(r"v?\d{1,6}(\.\d{1,6}){0,3}", version):
        return ()
    numbers = [int(part) for part in version.lstrip("v").split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


def _read(data: bytes, host: str) -> Release:
    try:
        found = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    version = found.get("version") if isinstance(found, dict) else None
    page = found.get("page") if isinstance(found, dict) else None
    if not isinstance(version, str) or not _numbers(version) or not _is_page(page):
        raise NoAnswer(f"{host} gave an answer that says nothing of versions.", "Try again later.")
    return Release(version.lstrip("v"), str(page))


def _is_page(page: object) -> bool:
    return isinstance(page, str) and len(page) < 500 and page.isprintable() and page.startswith("https://")


def _context() -> ssl.SSLContext:
    """The system's certificates; those that come with the program where Python finds none, as on macOS."""
    import ssl

    context = ssl.create_default_context()
    if not context.get_ca_certs() and not ssl.get_default_verify_paths().capath:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
