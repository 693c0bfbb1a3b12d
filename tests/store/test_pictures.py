"""Pictures of articles: kept, bounded, and made anew when their file is damaged; links beside the metadata."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.article import Article, Block, BlockKind, Hyperlink, Illustration, Metadata
from app.domain.pictures import PicturePlace
from app.domain.spans import Span
from app.linking.keys import blocking_keys
from app.linking.link import link
from app.services.articles import Articles
from app.store.pictures import PictureFile
from app.store.store import Store

TEXT = "Harbour news\n\nThe harbour plan was read out twice."
AWAY = Hyperlink(Span(18, 30), "https://harbour.example/plan?year=2026#costs")


def shown(block: int, data: bytes, description: str = "") -> Illustration:
    return Illustration(block, 4, 3, data, description)


def article(*illustrations: Illustration, links: tuple[Hyperlink, ...] = (), text: str = TEXT) -> Article:
    at = text.index("\n\n")
    blocks = (Block(BlockKind.HEADING, Span(0, at), 1), Block(BlockKind.PARAGRAPH, Span(at + 2, len(text))))
    return Article(text, blocks, Metadata("Harbour news"), links=links, illustrations=illustrations)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pictures.db"


@pytest.fixture
def pictures(path: Path) -> Iterator[PictureFile]:
    made = PictureFile(path)
    yield made
    made.close()


@pytest.fixture
def articles(store: Store, pictures: PictureFile) -> Articles:
    return Articles(store, link, blocking_keys, pictures)


def test_an_article_comes_back_with_its_links_and_where_its_pictures_stand(articles: Articles) -> None:
    taken = articles.add(article(shown(1, b"one", "The pier"), shown(2, b"two"), links=(AWAY,)), "/a.html")
    view = articles.view(taken.id)
    assert view.links == taken.links == (AWAY,)
    assert view.pictures == taken.pictures == (PicturePlace(0, 1, 4, 3, "The pier"), PicturePlace(1, 2, 4, 3))
    assert [articles.picture(view.version, number) for number in range(3)] == [b"one", b"two", None]
    assert view.metadata == Metadata("Harbour news")


def test_a_text_that_is_read_again_gets_the_links_and_pictures_that_it_lacked(articles: Articles) -> None:
    first = articles.add(article(), "/a.html")
    assert (first.links, first.pictures) == ((), ())
    again = articles.add(article(shown(1, b"one"), links=(AWAY,)), "/a.html")
    assert again.id == first.id
    assert again.links == (AWAY,)
    assert len(again.pictures) == 1


def test_a_file_that_was_parted_from_its_pictures_takes_none_away(articles: Articles) -> None:
    articles.add(article(shown(1, b"one"), links=(AWAY,)), "/a.html")
    again = articles.add(article(), "/elsewhere/a.html")
    assert len(again.pictures) == 1
    assert again.links == (AWAY,)


@pytest.mark.parametrize(
    "row",
    [
        [0, 7, "file:///etc/passwd"],
        [0, 7, "javascript:alert(1)"],
        [0, 7, "https://harbour.example\\@other.example/"],
        [0, 7_000, "https://harbour.example/"],
        [7, 7, "https://harbour.example/"],
        [0, "7", "https://harbour.example/"],
        "https://harbour.example/",
    ],
)
def test_a_link_that_somebody_put_into_the_library_by_hand_must_be_one(
    articles: Articles, store: Store, row: object
) -> None:
    view = articles.add(article(links=(AWAY,)), "/a.html")
    with store.writing() as session:
        session.articles._connection.execute(
            text("UPDATE article_version SET metadata = :m"),
            {"m": json.dumps({"title": "Harbour news", "links": [row, [18, 30, AWAY.address]]})},
        )
    assert articles.view(view.id).links == (AWAY,)


def test_pictures_of_the_articles_opened_least_recently_go_first(path: Path) -> None:
    pictures = PictureFile(path, most_bytes=25)
    for version in "abc":
        pictures.keep(version, [shown(0, version.encode() * 10)])
    assert pictures.places("a") == ()
    pictures.places("b")
    pictures.keep("d", [shown(0, b"d" * 10)])
    assert [v for v in "abcd" if pictures.data(v, 0)] == ["b", "d"]
    pictures.keep("e", [shown(0, b"e" * 100)])
    assert [v for v in "abcde" if pictures.data(v, 0)] == ["e"]
    pictures.close()


def test_room_that_is_given_back_makes_the_file_smaller(path: Path) -> None:
    pictures = PictureFile(path, most_bytes=600_000)
    pictures.keep("a", [shown(0, b"a" * 500_000)])
    pictures.keep("b", [shown(0, b"b" * 500_000)])
    pictures.close()
    assert path.stat().st_size < 700_000


def test_the_same_pictures_are_not_written_twice_and_other_ones_take_their_place(pictures: PictureFile) -> None:
    pictures.keep("a", [shown(0, b"one")])
    pictures.keep("a", [shown(0, b"two, longer"), shown(1, b"three")])
    assert [place.block for place in pictures.places("a")] == [0, 1]
    assert pictures.data("a", 0) == b"two, longer"


@pytest.mark.parametrize("bytes_there", [b"not a database at all, but long enough to look at" * 200, b""])
def test_a_damaged_file_is_begun_anew(path: Path, bytes_there: bytes) -> None:
    path.write_bytes(bytes_there)
    pictures = PictureFile(path)
    assert pictures.places("a") == ()
    pictures.keep("a", [shown(0, b"one")])
    assert pictures.data("a", 0) == b"one"
    pictures.close()


def test_a_file_that_is_damaged_while_it_is_open_is_begun_anew(path: Path) -> None:
    pictures = PictureFile(path)
    pictures.keep("a", [shown(0, b"x" * 50_000, "The pier")])
    pictures.close()
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 6] = b"\xff" * 4096 * 5
    path.write_bytes(whole)
    pictures = PictureFile(path)
    assert pictures.places("a") == ()
    pictures.keep("a", [shown(0, b"one")])
    assert pictures.data("a", 0) == b"one"
    pictures.close()


def test_a_file_of_another_version_of_the_program_is_begun_anew(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    pictures = PictureFile(path)
    pictures.keep("a", [shown(0, b"one")])
    assert pictures.data("a", 0) == b"one"
    pictures.close()


def test_a_folder_that_cannot_hold_pictures_costs_nothing_but_them(tmp_path: Path, store: Store) -> None:
    articles = Articles(store, link, blocking_keys, PictureFile(tmp_path / "missing" / "pictures.db"))
    view = articles.add(article(shown(1, b"one"), links=(AWAY,)), "/a.html")
    assert view.links == (AWAY,)
    assert view.pictures == ()


def test_a_check_counts_the_pictures_and_drops_those_of_texts_that_are_gone(
    articles: Articles, store: Store, pictures: PictureFile
) -> None:
    articles.add(article(shown(1, b"one"), shown(2, b"two")), "/a.html")
    pictures.keep("of an article that is not there", [shown(0, b"three")])
    with store.reading() as session:
        known = session.articles.hashes()
    assert pictures.check(known, mend=False).pictures == 3
    report = pictures.check(known)
    assert (report.pictures, report.articles, report.dropped) == (2, 1, 1)
    assert report.sentence == (
        "It keeps 2 pictures of 1 article (1 MB). The pictures of 1 text that it no longer has were dropped."
    )
    assert pictures.data("of an article that is not there", 0) is None


def test_a_check_makes_no_file_where_there_are_no_pictures(path: Path) -> None:
    pictures = PictureFile(path)
    assert pictures.check(()).sentence == ""
    pictures.close()
    assert not path.exists()
