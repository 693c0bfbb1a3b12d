"""E-mail and pages saved as one file: their words, who sent them and when; nothing attached is opened."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DamagedFile, EmptyFile
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.reads import blocks_of, read, read_or_fail_well

LINE = "The ferry stayed at the quay until the pilots had cut a lane through the ice, and nobody was surprised. "


def message(plain: str = "", page: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ana Reyes <ana@example.org>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = "Re: Winter closes the harbour – at last"
    mail["Date"] = format_datetime(datetime(2026, 1, 12, 9, 30, tzinfo=UTC))
    mail["Message-ID"] = "<1@example.org>"
    if plain:
        mail.set_content(plain)
    if page and plain:
        mail.add_alternative(page, subtype="html")
    elif page:
        mail.set_content(page, subtype="html")
    return mail


def test_subject_sender_and_date_are_the_title_byline_and_date() -> None:
    article = read(message(LINE * 3 + "\n\n> What of the ferry?\n\nIt stays.").as_bytes(), "a.eml")
    said = article.metadata
    assert (said.title, said.byline, said.date) == ("Winter closes the harbour – at last", "Ana Reyes", "2026-01-12")
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour – at last"),
        ("paragraph", (LINE * 3).strip()),
        ("block_quote", "What of the ferry?"),
        ("paragraph", "It stays."),
    ]


def test_a_message_is_told_by_its_header_whatever_its_name() -> None:
    assert read(message(LINE * 3).as_bytes(), "saved.txt").format == "mail"


def test_a_page_is_read_where_the_plain_text_only_points_to_it() -> None:
    page = (
        f"<html><body><table><tr><td><h2>The ice</h2><p>{LINE}</p></td></tr></table><script>x()</script></body></html>"
    )
    mail = message("Open in a browser.", page)
    assert blocks_of(read(mail.as_bytes(), "a.eml"))[1:] == [("heading", "The ice"), ("paragraph", LINE.strip())]


def test_letters_outside_ascii_are_read_in_the_messages_encoding() -> None:
    mail = message()
    mail.set_content(
        "Die Fähre blieb am Kai – “fest” –, weil der Hafen gefroren war.",
        charset="windows-1252",
        cte="quoted-printable",
    )
    assert "Die Fähre blieb am Kai – “fest” –" in read(mail.as_bytes(), "a.eml").text


def test_flowed_lines_are_one_paragraph() -> None:
    mail = message("The ferry stayed \nat the quay.\n\nIt froze.\n")
    mail.set_param("format", "flowed")
    assert [words for _, words in blocks_of(read(mail.as_bytes(), "a.eml"))[1:]] == [
        "The ferry stayed at the quay.",
        "It froze.",
    ]


def test_attachments_are_named_and_not_opened() -> None:
    mail = message(LINE)
    mail.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="../../ice.exe")
    mail.add_attachment("words in a file", filename="notes.txt")
    article = read(mail.as_bytes(), "a.eml")
    assert article.notices == ("Attached to this message and not opened: ../../ice.exe, notes.txt.",)
    assert "words in a file" not in article.text


def test_links_and_pictures_of_a_message_are_those_of_its_page() -> None:
    page = (
        f"<p>{LINE}See <a href='https://example.org/'>the quay</a>.</p><img src='cid:one%40x' alt='Ice at the quay'>"
        "<p>It froze.</p><img src='cid:none'><img src='https://example.org/a.png'><p>It thawed.</p>"
    )
    mail = message("Open in a browser.", page)
    _, part = mail.iter_parts()
    part.add_related(picture("teal"), maintype="image", subtype="png", cid="<one@x>", filename="one.png")
    part.add_related(picture("red"), maintype="image", subtype="png", cid="<two@x>", filename="two.png")
    part.add_related(b"words", maintype="text", subtype="x", cid="<none>")
    article = read(mail.as_bytes(), "a.eml")
    assert linked_in(article) == [("the quay", "https://example.org/")]
    assert shown_in(article) == [("Ice at the quay", "It froze.")]
    assert article.notices == ("Attached to this message and not opened: two.png.",)


def test_a_page_that_says_what_the_plain_text_says_is_read_for_its_links_and_pictures() -> None:
    page = f"<p>{LINE * 3}</p><p>See <a href='https://example.org/quay'>the quay</a>.</p><img src='cid:one'><p>End.</p>"
    mail = message(f"{LINE * 3}\n\nSee the quay.\n\n[image: ice]\n\nEnd.", page)
    _, part = mail.iter_parts()
    part.add_related(picture("teal"), maintype="image", subtype="png", cid="<one>")
    article = read(mail.as_bytes(), "a.eml")
    assert linked_in(article) == [("the quay", "https://example.org/quay")]
    assert shown_in(article) == [("", "End.")]
    assert [words for _, words in blocks_of(article)][1:] == [(LINE * 3).strip(), "See the quay.", "End."]


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        (f"{LINE * 3}\n\nSee https://example.org/quay", f"<p>{LINE * 3}</p><a href='https://example.org/quay'>See</a>"),
        (f"{LINE * 3}\n\nSee the quay", f"<p>{LINE}</p><a href='https://example.org/quay'>See the quay</a>"),
        (f"{LINE * 3}\n\nSee the quay", f"<p>{LINE * 3}</p><p>See the quay</p><img src='https://example.org/a.png'>"),
    ],
    ids=["the text writes the address out", "the page says something else", "a picture that did not come with it"],
)
def test_the_plain_text_is_read_where_its_page_has_no_more_or_says_something_else(plain: str, page: str) -> None:
    article = read(message(plain, page).as_bytes(), "a.eml")
    assert article.text.endswith(plain.rsplit("\n", 1)[1])
    assert (LINE * 3).strip() in article.text


def test_parts_within_parts_without_end_are_refused() -> None:
    deep = b"From: a@example.org\nMessage-ID: <1@example.org>\n"
    for number in range(400):
        deep += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    with pytest.raises(DamagedFile, match="too many parts"):
        read(deep, "a.eml")


def test_a_message_of_pictures_has_no_text() -> None:
    mail = message()
    mail.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(EmptyFile):
        read(mail.as_bytes(), "a.eml")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_message_with_flipped_bytes_reads_or_fails_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray(message(LINE, f"<p>{LINE}</p>").as_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    read_or_fail_well(bytes(content), "a.eml")


def test_a_page_saved_as_one_file_is_read_with_its_address() -> None:
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://example.org/ice"
    page["Subject"] = "Winter closes the harbour"
    markup = (
        "<html><head><title>Winter closes the harbour</title></head><body><article><h1>Winter closes the harbour</h1>"
        f"<p>{LINE * 3}</p><p>Café: {LINE * 2}</p></article></body></html>"
    )
    page.set_content(markup, subtype="html", cte="quoted-printable")
    page.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    article = read(page.as_bytes(), "ice.mhtml")
    assert article.format == "mhtml"
    assert article.metadata.url == "https://example.org/ice"
    assert article.metadata.title == "Winter closes the harbour"
    assert "Café: The ferry" in article.text


def test_a_saved_file_without_a_page_says_so() -> None:
    with pytest.raises(EmptyFile, match="no page"):
        read(b"Content-Type: multipart/related; boundary=b\nMIME-Version: 1.0\n\n--b\n\nwords\n--b--\n", "a.mhtml")
