"""Documents in the ledger: what is refused, what is a failure with place and reason, what is held once."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_made import asked, code, files, made_ledger, own_ledger, toy_stories_told
from ledger_texts import articles, write_articles

from comity.errors import ComityError, LedgerError, QueryRefused, Refused, UnsafePath
from comity.ledger import Ledger, texts
from comity.ledger.folder import Folder
from comity.ledger.holding import documents
from comity.schema import Document, Judgement

_stories = pytest.fixture(toy_stories_told, scope="module", autouse=True, name="_stories")
made = pytest.fixture(made_ledger, scope="module", name="made")
ledger = pytest.fixture(own_ledger, name="ledger")


# what is refused or fails


@pytest.mark.parametrize("name", ["absent.txt", "a/b"])
def test_a_path_that_is_not_there_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.txt").write_text("Ruritania praised Graustark.")
    with pytest.raises(UnsafePath):
        Ledger(tmp_path / "L").add_documents([tmp_path / "good.txt", tmp_path / name])
    assert not (tmp_path / "L").exists()


def test_a_mapping_of_an_unknown_field_is_refused(tmp_path: Path) -> None:
    file = write_articles(tmp_path / "a.jsonl", articles(1))
    with pytest.raises(Refused, match=r"no field 'colour'"):
        Ledger(tmp_path / "L").add_documents(file, {"colour": "red"})
    assert not (tmp_path / "L").exists()


def test_a_directory_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "mine.txt").write_text("Ruritania praised Graustark.")
    with pytest.raises(LedgerError, match="not a comity ledger"):
        Ledger(tmp_path / "home").add_documents(tmp_path / "home" / "mine.txt")
    assert files(tmp_path / "home") == {"mine.txt"}


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "blanks"),
    "binary.bin": (bytes(range(256)) * 40, "not text"),
    "cut.txt.gz": (gzip.compress(b"Ruritania praised Graustark. " * 4000)[:60], ""),
    "paper.pdf": (b"%PDF-1.4 ...", "a PDF"),
    "broken.jsonl": (b'{"text": "Ruritania praised', "not JSON"),
    "columns.jsonl": (b'{"words": "Ruritania praised Graustark."}\n', "no text"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_failure_with_place_and_reason(tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    (tmp_path / name).write_bytes(content)
    ledger = Ledger(tmp_path / "L")
    taken = ledger.add_documents([tmp_path / name, write_articles(tmp_path / "good.jsonl", articles(2))])
    assert taken.n_documents >= 2
    assert taken.n_failures == 1
    assert taken.failures[0].where == str(tmp_path / name)
    assert reason in taken.failures[0].reason
    ledger.build()
    assert [row["place"] for row in ledger.query("FROM failures").rows()] == [str(tmp_path / name)]
    again = ledger.add_documents([tmp_path / name, tmp_path / "good.jsonl"])
    assert (again.n_documents, again.n_failures) == (0, 0)


def test_a_line_beyond_bounds_is_a_failure_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.intake.documents import lines

    monkeypatch.setattr(lines, "MAX_LINE", 1000)
    rows = [{"text": "x " * 2000}, {"text": articles(1)[0]}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    taken = Ledger(tmp_path / "L").add_documents(tmp_path / "a.jsonl")
    assert (taken.n_documents, taken.n_failures) == (1, 1)
    assert taken.failures[0].row == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://[::1]/",
        "ftp://example.org/a",
        "http://user:pass@example.org/",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_is_not_public_is_a_failure(tmp_path: Path, url: str) -> None:
    taken = Ledger(tmp_path / "L").add_documents(url)
    assert (taken.n_documents, taken.n_failures) == (0, 1)
    assert taken.failures[0].where == url


def test_another_text_under_an_id_that_is_taken_is_a_failure(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    rows = [{"n": "17", "text": "Ruritania praised Graustark."}, {"n": "17", "text": "Ruritania blamed Graustark."}]
    for name, row in zip("ab", rows, strict=True):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row))
    both = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    taken = ledger.add_documents(both, {"id": "n"})
    assert (taken.n_documents, taken.n_held, taken.n_failures) == (1, 1, 1)
    assert ledger.add_documents(both, {"id": "n"}).n_failures == 0
    ledger.build()
    assert [(row["id"], row["text"]) for row in ledger.query("FROM documents").rows()] == [("17", rows[0]["text"])]
    assert "another text" in ledger.query("SELECT reason FROM failures").rows()[0]["reason"]


def test_hostile_text_is_text(tmp_path: Path) -> None:
    hostile = (
        "<script>alert(1)</script> '; DROP TABLE documents; -- \x1b[2J ../../etc/passwd Ruritania praised Graustark."
    )
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", [hostile], publisher="'; --", url="javascript:x"))
    code(ledger)
    ledger.build()
    (row,) = ledger.query("SELECT text, publisher FROM documents").rows()
    assert "DROP TABLE documents" in row["text"]
    (event,) = asked(ledger)
    assert row["text"][event["start"] : event["end"]] == event["text"] == "praised"
    with pytest.raises(QueryRefused):
        ledger.query("DROP TABLE documents")


def test_a_full_disk_is_said_and_nothing_is_half_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(3)))
    before = files(tmp_path / "L")

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("comity.ledger.staging.move", full)
    with pytest.raises(LedgerError, match="No space left"):
        ledger.add_documents(write_articles(tmp_path / "b.jsonl", articles(3, 10)))
    with pytest.raises(LedgerError, match="No space left"):
        code(ledger)
    with pytest.raises(LedgerError, match="No space left"):
        ledger.judge(Judgement("e1", "wrong", (), "", "me", ""))
    assert files(tmp_path / "L") == before
    monkeypatch.undo()
    assert ledger.add_documents(tmp_path / "b.jsonl").n_documents == 3
    assert code(ledger).n_documents == 6


# what is held


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    first = ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(20)))
    before = files(tmp_path / "L")
    (tmp_path / "b.jsonl").write_bytes((tmp_path / "a.jsonl").read_bytes())
    again = ledger.add_documents([tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "a.jsonl"])
    assert (first.n_documents, first.n_held) == (20, 0)
    assert (again.n_documents, again.n_held) == (0, 40)
    assert files(tmp_path / "L") == before


def test_documents_come_back_as_they_were_read(tmp_path: Path) -> None:
    from comity.intake.documents import read

    texts_ = ["Ruritania praised Graustark. “Ü” 😀 \u200f עברית", "Zenda said: no\u0000w."]
    file = write_articles(tmp_path / "a.jsonl", texts_, publisher="P", url="https://x.test/a", licence="CC0")
    (tmp_path / "bare.txt").write_text("Strelsau met Zenda in the capital on Monday.")
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents([file, tmp_path / "bare.txt"])
    assert list(documents(Folder(ledger.path))) == [*read(file), *read(tmp_path / "bare.txt")]


def test_shards_hold_no_more_than_they_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "SHARD", 7)
    ledger = Ledger(tmp_path / "L")
    assert ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(20))).n_documents == 20
    assert len(list((tmp_path / "L" / "parts" / "documents").iterdir())) == 3
    assert ledger.build().n_documents == 20
    assert ledger.status().rows()[0]["documents"] == 20
    assert len(ledger.status()) == 1


def test_two_adders_hold_a_document_once(tmp_path: Path) -> None:
    ledger, other = Ledger(tmp_path / "L"), Ledger(tmp_path / "L")
    file = write_articles(tmp_path / "a.jsonl", articles(5))

    def meanwhile(done: int, total: int | None) -> None:
        if done == 5:
            other.add_documents(file)

    taken = ledger.add_documents(file, progress=meanwhile)
    assert (taken.n_documents, taken.n_held) == (0, 5)
    assert ledger.build().n_documents == 5


def test_a_damaged_part_is_mended_by_adding_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    file = write_articles(tmp_path / "a.jsonl", articles(5))
    ledger.add_documents(file)
    (part,) = (tmp_path / "L" / "parts" / "documents").iterdir()
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(LedgerError, match=r"damaged.*comity add a\.jsonl"):
        ledger.build()
    assert ledger.add_documents(file).n_documents == 5
    assert ledger.build().n_documents == 5


def test_the_record_and_texts_live_in_one_ledger(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ledger_toy import many, register, write_toy

    register(monkeypatch)
    ledger.add(write_toy(tmp_path / "toy", many(0, 20)), "toy")
    built = ledger.build()
    assert (built.n_records, built.n_documents, built.n_events, built.n_statements) == (20, 9, 9, 3)
    assert str(built).startswith("20 records, 2 items, 1 origins, 9 documents, 9 events, 3 statements")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40) | st.sampled_from(articles(3)), max_size=6), st.booleans())
def test_any_text_is_stored_whole_or_a_failure(
    tmp_path_factory: pytest.TempPathFactory, some: list[str], twice: bool
) -> None:
    root = tmp_path_factory.mktemp("any")
    file = write_articles(root / "a.jsonl", some)
    ledger = Ledger(root / "L")
    try:
        taken = ledger.add_documents(file)
    except ComityError:
        return
    assert taken.n_documents + taken.n_held + taken.n_failures >= len(some)
    if twice:
        assert ledger.add_documents(file).n_documents == 0
    held = list(documents(Folder(ledger.path)))
    assert len(held) == taken.n_documents
    assert all(Document.named(d.text, published=d.published, title=d.title).id == d.id for d in held)
