"""Bytes become text: encodings, invisible characters, languages, dates and columns, each repair named."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import Refused
from comity.intake.documents import dates, language
from comity.intake.documents.cleaning import clean, clean_line
from comity.intake.documents.columns import Columns
from comity.intake.documents.decoding import declared_in, decode
from comity.schema import Document

RUSSIAN = "Министр встретился в Париже со своим французским коллегой. " * 5


def test_a_mapping_to_an_unknown_field_is_refused() -> None:
    with pytest.raises(Refused, match="no field 'speaker'"):
        Columns.of({"speaker": "who"})


@pytest.mark.parametrize(
    "stated", ["03/04/2020", "2020-13-01", "2020-02-30", "soon", "0001-01-01", "", None, "9" * 400]
)
def test_a_date_that_can_be_read_two_ways_or_none_is_left_open(stated: str | None) -> None:
    assert dates.published(stated) is None


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2014", "2014"),
        ("2014-09", "2014-09"),
        ("2020-03-04T23:59:00Z", "2020-03-04"),
        ("20151027220000", "2015-10-27"),
        ("Fri, 21 Aug 2026 23:00:54 -0400", "2026-08-21"),
        ("8 June 2018", "2018-06-08"),
        ("Tuesday, September 1, 2015", "2015-09-01"),
        ("Sept. 1, 2015", "2015-09-01"),
        ("March 2020", "2020-03"),
        (datetime(2020, 1, 2, 23, 0), "2020-01-02"),
        (date(2020, 1, 2), "2020-01-02"),
    ],
)
def test_a_date_keeps_the_precision_it_was_stated_with(stated: object, day: str) -> None:
    assert dates.published(stated) == day


def test_stray_bytes_of_another_encoding_are_read_and_counted() -> None:
    mixed = "Orbán said ".encode() + "“no”".encode("cp1252") + ", Zürich replied".encode()
    assert decode(mixed) == ("Orbán said “no”, Zürich replied", ("2 bytes outside UTF-8 read as Windows-1252",))


UNDECLARED = {
    "cp1252": "Le ministre des Affaires étrangères a rencontré son homologue à Genève ; ils ont évoqué la coopération.",
    "cp1250": "Ministr zahraničí se v Paříži setkal se svým protějškem, aby projednali další bezpečnostní opatření.",
    "iso8859-2": "Minister spotkał się w Paryżu ze swoim odpowiednikiem, żeby omówić środki bezpieczeństwa.",
    "cp1254": "Dışişleri Bakanı Paris'te mevkidaşıyla görüştü; iki ülke arasındaki işbirliğini güçlendirme ele alındı.",
    "cp1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "cp1256": "التقى الوزير نظيره الفرنسي في باريس وناقشا الوضع في المنطقة",
    "gbk": "外长在巴黎会见了法国外长讨论乌克兰问题" * 3,
    "shift_jis": "外務大臣はパリでフランスの外相と会談した。" * 3,
}


@pytest.mark.parametrize("encoding", sorted(UNDECLARED))
def test_an_undeclared_encoding_is_found(encoding: str) -> None:
    text, notes = decode(UNDECLARED[encoding].encode(encoding))
    assert text == UNDECLARED[encoding]
    assert notes[0].startswith("no encoding declared: read as")


def test_utf8_wins_over_a_wrong_declaration_and_a_right_one_is_used() -> None:
    assert decode("Zürich".encode(), "iso-8859-1") == ("Zürich", ())
    assert decode("Łódź".encode("cp1250"), "windows-1250")[0] == "Łódź"
    assert decode("Łódź".encode(), "rot13")[0] == "Łódź"
    assert declared_in(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"


@pytest.mark.parametrize(
    "declared", ["undefined", "unicode_escape", "utf-7", "punycode", "idna", "hex", "no such", "\0"]
)
def test_a_declared_codec_that_is_no_encoding_of_text_is_passed_over(declared: str) -> None:
    content = "said \\u0041 +AGE- “no”".encode("cp1252")
    assert decode(content, declared)[0] == "said \\u0041 +AGE- “no”"


def test_mangled_text_is_repaired_and_lookalikes_are_left_alone() -> None:
    good = "Orbán said “no”: 5 € für Żagań"
    bad = "".join(_as_windows(byte) for byte in good.encode())
    text, notes = clean(bad)
    assert text == good
    assert "repaired" in notes[0]
    for fine in ("CAFÉ» and Ã alone", "manhã”—disse", "São Tomé", "Ü©"):
        assert clean(fine) == (fine, ())


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def test_quotation_marks_left_as_control_characters_are_put_right() -> None:
    assert clean("He said \x93no\x94\x85")[0] == "He said “no”…"


def test_zero_width_characters_do_not_split_words_but_persian_keeps_its_joiners() -> None:
    text, notes = clean("Zel\u200ben\u00adsky, \u202eNATO\u202c and Iran\u200dian")
    assert text == "Zelensky, NATO and Iranian"
    assert notes == ("4 invisible characters dropped", "1 joining character dropped")
    assert clean("می\u200cخواهم") == ("می\u200cخواهم", ())


def test_lone_surrogates_are_replaced_so_that_a_document_can_be_named() -> None:
    text, _ = clean("a\ud83d\ude00b\ud800c")
    assert text == "a😀b\ufffdc"
    assert Document.named(text).id


def test_a_page_break_keeps_words_apart() -> None:
    assert clean("end\x0cstart\r\nnext\rlast") == ("end\nstart\nnext\nlast", ())


@given(st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_decode_and_clean_to_storable_text(content: bytes, declared: str) -> None:
    text, notes = decode(content, declared)
    stored, _ = clean(text)
    assert stored.encode().decode() == stored
    assert all(notes)


@given(st.text())
def test_cleaning_twice_changes_nothing_more_but_never_adds_controls(text: str) -> None:
    stored, _ = clean(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in stored)
    assert clean_line(stored) is None or "\n" not in str(clean_line(stored))


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cs"]), max_size=80))
def test_good_text_of_europe_with_one_kind_of_letter_survives(text: str) -> None:
    plain = "".join(char for char in text if char.isalpha() or char == " ").strip()
    assert clean(plain)[0] == plain


def test_languages() -> None:
    assert language.detect("THE MINISTER MET HIS COUNTERPART IN PARIS ON MONDAY.") == "en"
    assert language.detect("התקיימה פגישה בין שר החוץ לבין מקבילו בפריז") == "he"
    assert language.detect("12.5 % (2020)") is None
    assert language.tag("en-US") == "en"
    assert language.tag("rus,eng") == "ru"
    assert language.tag("nothing of the sort") is None
    assert language.contradicts(RUSSIAN, "en")
    assert not language.contradicts("Орбан", "sr")


def test_columns_are_found_in_any_case_and_a_mapping_comes_first() -> None:
    assert Columns.of(None).found(["Date", "TEXT", "id"]) == {"text": "TEXT", "published": "Date"}
    assert Columns.of({"text": "Lead", "source": "paper"}).found(["text", "lead", "paper"]) == {
        "text": "lead",
        "publisher": "paper",
    }
