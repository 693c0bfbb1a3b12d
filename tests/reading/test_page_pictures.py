"""Pictures of a page's article: from what was saved with the page, and from nowhere else."""

from __future__ import annotations

import base64
import os
import plistlib
from pathlib import Path

import pytest

from app.domain.article import Article
from app.reading.origin import Origin
from app.reading.page_folder import relative_names
from app.reading.read import read_bytes, read_file
from tests.reading.archives import zipped
from tests.reading.images import gradient, png, saved
from tests.reading.reads import assert_sound, read
from tests.reading.samples import SECOND, SENTENCE, TITLE

ADDRESS = "https://news.example/winter/ice"


def page(*parts: str, head: str = "") -> str:
    """A page whose article begins and ends with a paragraph, and has `parts` between."""
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>"
        f"<p>{SENTENCE}</p><p>{SECOND}</p>{''.join(parts)}<p>{SENTENCE} It did so again in the spring.</p>"
        "</article></body></html>"
    )


def image(source: str, alt: str = "The quay in ice") -> str:
    return f'<figure><img src="{source}" alt="{alt}"></figure>'


def held(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def shown(article: Article) -> list[tuple[int, int, str]]:
    """Where each picture stands, how wide it is and what is said instead of it."""
    assert_sound(article)
    return [(one.block, one.width, one.description) for one in article.illustrations]


def with_parts(markup: str, **parts: bytes) -> Article:
    """The article of a page that was saved with parts called by these names and ".png"."""
    known = {f"{name}.png": data for name, data in parts.items()}
    return read_bytes(markup.encode(), Origin("a.html", parts=lambda address: known.get(address, b"")))


# Where they stand


def test_a_picture_stands_where_it_stood_and_its_caption_below_it() -> None:
    markup = page("<figure><img src='a.png' alt='The quay'><figcaption>The quay, on Monday.</figcaption></figure>")
    article = with_parts(markup, a=png())
    assert shown(article) == [(3, 400, "The quay")]
    assert article.blocks[3].span.of(article.text) == "The quay, on Monday."


def test_a_picture_stands_above_its_caption_wherever_the_page_writes_that() -> None:
    markup = page("<figure><figcaption>The quay, on Monday.</figcaption><img src='a.png' alt='The quay'></figure>")
    article = with_parts(markup, a=png())
    assert shown(article) == [(3, 400, "The quay")]
    assert article.blocks[3].span.of(article.text) == "The quay, on Monday."


def test_a_picture_above_an_advertisement_stands_above_the_words_below_it() -> None:
    article = with_parts(page(image("a.png"), "<p>Advertisement</p>"), a=png())
    assert shown(article) == [(3, 400, "The quay in ice")]
    assert article.blocks[3].span.of(article.text).endswith("in the spring.")


def test_a_picture_changes_no_letter_of_the_text() -> None:
    markup = page(image("a.png"), image(held(png(1))), "<ul><li><img src='b.png'>Ice</li></ul>")
    with_pictures = with_parts(markup, a=png(), b=png(2))
    without = read(page(image("x"), image(""), "<ul><li>Ice</li></ul>"), "a.html")
    assert (with_pictures.text, with_pictures.blocks) == (without.text, without.blocks)
    assert [width for _, width, _ in shown(with_pictures)] == [400, 401, 402]


def test_pictures_above_the_title_below_it_and_below_the_last_words_are_shown() -> None:
    markup = page().replace("<h1>", image("a.png") + "<h1>").replace("</h1>", "</h1>" + image("b.png"))
    article = with_parts(markup.replace("</article>", image("c.png") + "</article>"), a=png(1), b=png(2), c=png(3))
    assert [(block, width) for block, width, _ in shown(article)] == [(1, 401), (1, 402), (4, 403)]


@pytest.mark.parametrize(
    "part",
    [
        "<div class='related'><h4>Read also</h4><img src='a.png'></div>",
        "<aside><img src='a.png'></aside>",
        "<a href='/other-story'><img src='a.png'></a><div><a href='/other-story'>Another story</a></div>",
        "<div class='author-box'><img src='a.png' alt='Ana Reyes'></div>",
        "<img class='avatar' src='a.png'>",
        "<div style='display:none'><img src='a.png'></div>",
        "<div class='share'><img src='a.png'></div>",
    ],
)
def test_what_belongs_to_the_page_around_the_article_is_not_shown(part: str) -> None:
    assert shown(with_parts(page(part), a=png())) == []


def test_pictures_before_and_after_the_article_are_not_shown() -> None:
    markup = page().replace("<article>", "<div><a href='/'><img src='a.png'></a><p>Home</p></div><article>")
    assert shown(with_parts(markup.replace("</body>", "<p>More</p><img src='b.png'></body>"), a=png(1), b=png(2))) == []


def test_a_picture_that_leads_to_itself_enlarged_is_shown() -> None:
    part = "<a href='/pictures/a.png'><img src='a.png'></a>"
    assert shown(with_parts(page(part), a=png())) == [(3, 400, "")]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='small.png' srcset='small.png 480w,large.png 960w'>",
        "<img src='small.png' srcset='gone.png 4x, large.png 2x'>",
        "<img src='spacer.png' data-src='large.png'>",
        "<picture><source srcset='large.png 960w'><img src='small.png'></picture>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-original='large.png'>",
    ],
)
def test_of_several_sizes_the_largest_at_hand_is_shown(markup: str) -> None:
    found = with_parts(page(markup), small=png(), large=png(50), spacer=saved(gradient(2, 2)))
    assert [width for _, width, _ in shown(found)] == [450]


def test_the_same_picture_twice_is_shown_once() -> None:
    assert len(shown(with_parts(page(image("a.png"), image("b.png"), image("a.png")), a=png(), b=png()))) == 1


def test_a_picture_that_is_not_at_hand_is_none() -> None:
    parts = (image("gone.png"), image("https://news.example/a.png"), "<img alt='The quay'>", "<img src='#x'>")
    assert shown(with_parts(page(*parts), a=png())) == []


def test_thousands_of_images_cost_no_more_than_those_that_are_shown() -> None:
    asked: list[str] = []
    markup = page(*(image(f"{n}.png") for n in range(5_000)))
    found = read_bytes(markup.encode(), Origin("a.html", parts=lambda address: asked.append(address) or b""))
    assert shown(found) == []
    assert len(asked) <= 1_000


def test_drawings_in_vectors_and_pictures_that_unpack_to_far_too_much_are_not_shown() -> None:
    vectors = b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><rect width='9' height='9'/></svg>"
    bomb = saved(gradient(8, 8).resize((7_000, 6_000)).convert("1"))
    svg = f"data:image/svg+xml;base64,{base64.b64encode(vectors).decode()}"
    assert shown(with_parts(page(image("a.png"), image("b.png"), image(svg)), a=vectors, b=bomb)) == []


# What was saved with it


def test_markdown_shows_what_its_addresses_hold() -> None:
    text = (
        f"# {TITLE}\n\n{SENTENCE}\n\n![The quay]({held(png(1))})\n\n![][ice]\n\n{SECOND}\n\n[ice]: <{held(png(2))}>\n"
    )
    article = read(text, "a.md")
    assert shown(article) == [(2, 401, "The quay"), (3, 402, "")]
    assert [b.span.of(article.text) for b in article.blocks] == [TITLE, SENTENCE, "The quay", SECOND]


def test_a_page_in_one_file_shows_its_parts_by_address_and_by_name() -> None:
    def part(number: int, header: str) -> bytes:
        words = base64.encodebytes(png(number)).replace(b"\n", b"\r\n")
        head = f"----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n{header}\r\n\r\n"
        return head.encode() + words

    markup = page(image("../a.png"), image("cid:ice@news.example"), image("https://cdn.example/b.png"), image("c.png"))
    data = (
        f"Snapshot-Content-Location: {ADDRESS}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
        f'type="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Location: {ADDRESS}\r\n\r\n{markup}\r\n"
    ).encode()
    data += part(1, "Content-Location: https://news.example/a.png") + part(2, "Content-ID: <ice@news.example>")
    data += part(3, "Content-Location: https://cdn.example/b.png") + part(
        4, "Content-Location: https://x.example/c.png"
    )
    assert [width for _, width, _ in shown(read(data + b"----b--\r\n", "a.mhtml"))] == [401, 402, 403]


def test_a_web_archive_shows_its_parts() -> None:
    main = {"WebResourceData": page(image("/a.png"), image("b.png")).encode(), "WebResourceURL": ADDRESS}
    parts = [
        {"WebResourceData": png(1), "WebResourceURL": "https://news.example/a.png", "WebResourceMIMEType": "image/png"},
        {"WebResourceData": "no bytes", "WebResourceURL": "https://news.example/winter/b.png"},
        {"WebResourceURL": 3},
        7,
    ]
    main["WebResourceMIMEType"] = "text/html"
    data = plistlib.dumps({"WebMainResource": main, "WebSubresources": parts}, fmt=plistlib.FMT_BINARY)
    assert [width for _, width, _ in shown(read(data, "a.webarchive"))] == [401]


def test_a_page_in_an_archive_shows_files_of_the_archive_only() -> None:
    markup = page(
        image("./Winter_files/a%20b.png"), image("../shared/c.png"), image("../../etc/d.png"), image("/e.png"),
        image("Winter_files\\f.png"), image("Winter_files/gone.png"),
    )  # fmt: skip
    files: dict[str, str | bytes] = {
        "site/Winter.html": markup,
        "site/Winter_files/a b.png": png(1),
        "shared/c.png": png(2),
        "../etc/d.png": png(3),
        "/e.png": png(4),
        "site/Winter_files\\f.png": png(5),
    }
    # A name in an archive is a key: one that climbs is asked for as any other, and no file is opened for it.
    assert [width for _, width, _ in shown(read(zipped(files), "a.zip"))] == [401, 402, 403]


def test_an_archive_whose_picture_is_a_bomb_or_damaged_shows_the_page() -> None:
    data = zipped({"a.html": page(image("a.png"), image("b.png")), "a.png": bytes(30_000_000), "b.png": png()})
    place = data.index(png()[:40]) if png()[:40] in data else data.rindex(b"b.png", 0, data.rindex(b"PK\x01\x02")) + 30
    damaged = data[:place] + bytes(20) + data[place + 20 :]
    assert shown(read(damaged, "a.zip")) == []


# Beside it


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The folder of a page called "Winter ice.html"; in its own folder and outside are pictures."""
    place = tmp_path / "place"
    own = place / "Winter ice_files"
    (own / "deep").mkdir(parents=True)
    (own / "a.png").write_bytes(png(1))
    (own / "deep" / "b.png").write_bytes(png(2))
    (place / "other_files").mkdir()
    for outside in (place / "c.png", place / "other_files" / "c.png", tmp_path / "c.png"):
        outside.write_bytes(png(3))
    return place


def widths(place: Path, *sources: str) -> list[int]:
    path = place / "Winter ice.html"
    path.write_text(page(*map(image, sources)), encoding="utf-8")
    return [one.width for one in read_file(path).illustrations]


def test_a_page_shows_the_pictures_in_its_own_folder(beside: Path) -> None:
    sources = ("Winter%20ice_files/a.png", "./Winter ice_files/deep/b.png")
    assert widths(beside, *sources) == [401, 402]
    assert [one.width for one in read_file(beside / "Winter ice_files").illustrations] == [401, 402]


@pytest.mark.parametrize(
    "source",
    [
        "c.png", "./c.png", "../c.png", "Winter ice_files/../c.png", "Winter ice_files/../../c.png",
        "Winter%20ice_files/%2e%2e/c.png", "Winter%20ice_files%2F..%2Fc.png", "Winter%20ice_files/%252e%252e/c.png",
        "other_files/c.png", "Winter ice_files\\..\\c.png", "Winter ice_files/..\\c.png", "Winter ice_files",
        "Winter ice_files/", "Winter ice_files/deep", "//host/Winter ice_files/a.png", "\\\\host\\share\\a.png",
        "Winter ice_files/C:a.png", "Winter ice_files/a.png\0", "Winter ice_files/a.png%00", "~/c.png", "",
        "Winter ice_files/" + "a/" * 20 + "a.png", "Winter ice_files/" + "a" * 2_000, "http://[::1/a.png",
    ],
)  # fmt: skip
def test_an_address_that_leads_out_of_the_folder_is_not_followed(beside: Path, source: str) -> None:
    assert widths(beside, source) == []


def test_absolute_addresses_are_not_followed(beside: Path) -> None:
    own = beside / "Winter ice_files" / "a.png"
    assert widths(beside, str(own), own.as_uri(), f"file:{own}", "../../../../etc/passwd", "file:///etc/passwd") == []


def test_links_pipes_and_what_is_too_large_in_the_folder_are_not_read(beside: Path) -> None:
    own = beside / "Winter ice_files"
    (own / "link.png").symlink_to(beside / "c.png")
    (own / "place").symlink_to(beside)
    (own / "large.png").write_bytes(png(4) + bytes(12_000_000))
    if hasattr(os, "mkfifo"):
        os.mkfifo(own / "pipe.png")
    names = ("link.png", "place/c.png", "large.png", "pipe.png")
    assert widths(beside, *(f"Winter ice_files/{name}" for name in names)) == []


def test_a_folder_that_is_itself_a_link_is_not_followed(beside: Path) -> None:
    (beside / "Winter ice_files").rename(beside.parent / "elsewhere")
    (beside / "Winter ice_files").symlink_to(beside.parent / "elsewhere")
    assert widths(beside, "Winter ice_files/a.png") == []


def test_a_page_that_lies_behind_a_link_has_the_folder_beside_its_name(beside: Path) -> None:
    widths(beside, "Winter ice_files/a.png")
    behind = beside.parent / "behind"
    behind.symlink_to(beside)
    assert [one.width for one in read_file(behind / "Winter ice.html").illustrations] == [401]


@pytest.mark.parametrize(
    ("address", "names"),
    [("a_files/b.png?v=2#x", ("a_files", "b.png")), ("./a//b", ("a", "b")), ("a/../b", ("a", "..", "b")), ("C:/a", ())],
)
def test_the_names_of_a_relative_address(address: str, names: tuple[str, ...]) -> None:
    assert relative_names(address) == names
