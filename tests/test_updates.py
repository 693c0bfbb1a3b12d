"""Asking which version is the newest: over a real connection to a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.updates import MOST_BYTES, NoAnswer, Release, is_newer, newest


class Server:
    """Gives `answer` with `status` to every request, and keeps what was sent."""

    def __init__(self) -> None:
        self.answer, self.status, self.headers = b"{}", 200, dict[str, str]()
        self.requests: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.requests.append((self.path, dict(self.headers)))
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(outer.answer)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}/latest.json"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


def test_the_newest_version_and_its_page_are_told(server: Server) -> None:
    server.answer = json.dumps({"version": "1.4.0", "page": "https://example.org/1.4.0"}).encode()
    assert newest(server.address) == Release("1.4.0", "https://example.org/1.4.0")


def test_nothing_is_sent_but_the_request(server: Server) -> None:
    server.answer = b'{"version": "1.0", "page": "https://example.org/"}'
    newest(server.address)
    ((path, headers),) = server.requests
    assert path == "/latest.json"
    headers.pop("Host")
    assert headers == {
        "Accept-Encoding": "identity",
        "User-Agent": "Glossator",
        "Accept": "application/json",
        "Connection": "close",
    }


def test_nobody_else_is_asked_when_the_address_sends_on(server: Server) -> None:
    server.status, server.headers = 302, {"Location": f"{server.address}?elsewhere"}
    with pytest.raises(NoAnswer, match="error 302"):
        newest(server.address)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"version": 2}',
        b'{"version": "soon", "page": "https://example.org/"}',
        b'{"version": "2.0", "page": "javascript:alert(1)"}',
        b"[" * 20_000,
        b'{"version": "2.0", "page": "https://example.org/' + b"x" * MOST_BYTES + b'"}',
    ],
)
def test_an_answer_that_says_nothing_is_refused_with_a_sentence(server: Server, answer: bytes) -> None:
    server.answer = answer
    with pytest.raises(NoAnswer, match="says nothing of versions"):
        newest(server.address)


def test_nobody_answering_is_told_with_the_next_step(server: Server) -> None:
    server.http.server_close()
    with pytest.raises(NoAnswer) as raised:
        newest(server.address)
    assert raised.value.sentence.endswith("could not be reached.")
    assert "network" in raised.value.next_step


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.1.0", False),
        ("0.10.0", "0.9.9", True),
        ("v1.0.0", "0.9", True),
        ("1.0.0-beta", "0.9", False),
        ("", "0.1", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer
