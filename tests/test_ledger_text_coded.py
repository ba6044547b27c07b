"""What coding the documents of a ledger stores, and how the rows are found again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_made import asked, code, made_ledger, own_ledger, toy_stories_told
from ledger_texts import ToyCoder, articles, loud, write_articles

from comity.errors import LedgerError
from comity.ledger import Ledger, lock
from comity.ledger.folder import Folder
from comity.ledger.holding import documents
from comity.schema import Statement

_stories = pytest.fixture(toy_stories_told, scope="module", autouse=True, name="_stories")
made = pytest.fixture(made_ledger, scope="module", name="made")
ledger = pytest.fixture(own_ledger, name="ledger")


# what is refused


def test_coding_without_a_ledger_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger here.*comity add"):
        code(Ledger(tmp_path / "L"))
    assert not (tmp_path / "L").exists()


def test_two_coders_at_once_are_not_let_in(ledger: Ledger) -> None:
    with lock.only_coder(Folder(ledger.path)), pytest.raises(LedgerError, match="another coder"):
        code(ledger, "2")


# what is coded


def test_rows_of_a_coding_come_back(ledger: Ledger) -> None:
    coder = ToyCoder()
    expected = {e.id: e for d in documents(Folder(ledger.path)) for e in coder.code(d).events}
    rows = ledger.query("FROM events").rows()
    assert {row["id"] for row in rows} == set(expected)
    for row in rows:
        event = expected[row["id"]]
        assert (row["start_char"], row["end_char"], row["type"]) == (event.start, event.end, event.type)
        assert (row["actor_start"], row["actor_end"]) == event.actor_span
        assert (row["date_start"], row["trace"], row["confidence"]) == (date(2020, 5, 1), list(event.trace), 0.9)


def test_statements_keep_spans_stances_and_lists(ledger: Ledger) -> None:
    coder = ToyCoder()
    expected: dict[str, Statement] = {s.id: s for d in documents(Folder(ledger.path)) for s in coder.code(d).statements}
    rows = ledger.query("FROM statements").rows()
    assert len(rows) == len(expected) == 3
    for row in rows:
        one = expected[row["id"]]
        assert [(span["start_char"], span["end_char"]) for span in row["content"]] == list(one.content_spans)
        assert (row["speaker_actors"], row["issues"], row["addressee"]) == (["USA"], ["taiwan"], [])
        assert (row["horizon"], row["date_start"], row["negated"]) == (None, None, False)
    stances = ledger.query("SELECT statement, target, value FROM stances").rows()
    assert {(row["statement"], row["target"], row["value"]) for row in stances} == {
        (id, "USA", "against") for id in expected
    }


def test_coding_again_does_nothing_and_a_new_version_replaces_the_rows(ledger: Ledger) -> None:
    again = code(ledger)
    assert (again.n_documents, again.n_before) == (0, 9)
    assert code(ledger, "2", loud).n_documents == 9
    assert ledger.build().n_events == 9
    assert ledger.query("SELECT DISTINCT mode, confidence FROM events").rows() == [{"mode": "loud", "confidence": 0.6}]
    assert ledger.query("SELECT DISTINCT coder FROM documents").rows() == [{"coder": "2"}]
    assert len(list((ledger.path / "parts" / "events").iterdir())) == 1
    assert code(ledger, "1").n_documents == 9, "the newest coding is by another version"


def test_other_languages_are_kept_and_said_to_be_uncoded(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    (tmp_path / "a.txt").write_text("Der Minister traf gestern seinen Amtskollegen in Paris zu langen Gesprächen.")
    assert ledger.add_documents(tmp_path / "a.txt").languages == {"de": 1}
    assert code(ledger).failures == {"language de is not coded": 1}
    assert code(ledger).n_before == 1
    ledger.build()
    assert ledger.query("SELECT lang, n_events FROM documents").rows() == [{"lang": "de", "n_events": 0}]
    assert [row["reason"] for row in ledger.query("FROM failures").rows()] == ["language de is not coded"]


def test_failures_of_an_older_coding_are_forgotten(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", ["LONG Ruritania praised Graustark.", "BREAK this one."]))
    assert code(ledger).failures == {"too long": 1, "the coder broke down: ValueError: no such thing": 1}
    code(ledger, "2")
    ledger.build()
    assert len(ledger.query("FROM failures")) == 2


def test_a_limit_is_kept_and_the_next_run_goes_on(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(10)))
    told: list[tuple[int, int]] = []
    assert code(ledger, limit=4, progress=lambda done, total: told.append((done, total))).n_documents == 4
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert (code(ledger).n_documents, code(ledger).n_documents) == (6, 0)
    assert ledger.build().n_events == 10
    assert "coder 1" in ledger.status().rows()[1]["file"]


def test_without_documents_there_is_nothing_to_code(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    (tmp_path / "a.txt").write_text("")
    ledger.add_documents(tmp_path / "a.txt")
    assert code(ledger).n_documents == 0
    assert ledger.build().n_documents == 0


def test_status_says_what_is_not_coded(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(10)))
    ledger.build()
    assert "10 documents are not coded yet" in ledger.status().note


# what is shown


@pytest.mark.parametrize(
    ("kind", "conditions", "count"),
    [
        ("events", {}, 9),
        ("events", {"actors": ("RUS",)}, 9),
        ("events", {"actors": ("CHN", "USA")}, 0),
        ("events", {"recipients": ("CHN",), "types": ("SUPPORT", "ACCUSE")}, 6),
        ("events", {"since": date(2020, 5, 1), "until": date(2020, 5, 1)}, 9),
        ("events", {"since": date(2020, 5, 2)}, 0),
        ("events", {"statuses": ("planned",)}, 0),
        ("events", {"issue": "taiwan", "limit": 4}, 4),
        ("events", {"issue": "' OR 1=1 --"}, 0),
        ("events", {"min_confidence": 0.95}, 0),
        ("events", {"document": "d0"}, 0),
        ("statements", {"speaker": "zEND"}, 3),
        ("statements", {"actors": ("USA",), "recipients": ("USA",), "issue": "taiwan", "types": ("claim",)}, 3),
        ("statements", {"since": date(2020, 5, 2), "until": date(2020, 5, 2)}, 3),
        ("statements", {"until": date(2020, 5, 1)}, 0),
        ("stories", {}, 3),
        ("stories", {"actors": ("CHN",), "types": ("CONSULT",), "statuses": ("asserted",)}, 1),
        ("stories", {"issue": "crimea"}, 0),
    ],
)
def test_rows_are_found_by_what_they_are(ledger: Ledger, kind: str, conditions: dict[str, Any], count: int) -> None:
    assert len(asked(ledger, kind, **conditions)) == count


def test_words_shown_are_those_of_the_spans(ledger: Ledger) -> None:
    by_id = {d.id: d for d in documents(Folder(ledger.path))}
    for kind in ("events", "statements"):
        for row in asked(ledger, kind):
            assert by_id[row["document"]].text[row["start"] : row["end"]] == row["text"]
    assert asked(ledger)[0]["sentence"].startswith("Ruritania")


def test_a_limit_holds_for_the_views(ledger: Ledger) -> None:
    """DuckDB 2.0 forgets the limit where the side of a join is empty by a condition in the join."""
    for view in ("current_events", "current_statements"):
        assert len(ledger.query(f"SELECT id FROM {view} LIMIT 2")) == 2
