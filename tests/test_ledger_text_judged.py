"""What people decide on rows of a ledger, and why a row says what it says."""

from __future__ import annotations

from datetime import date

import pytest
from ledger_made import asked, code, files, made_ledger, own_ledger, toy_stories_told
from ledger_texts import loud, toy

from comity.errors import NoEvidence, Refused
from comity.ledger import Ledger
from comity.ledger.folder import Folder
from comity.ledger.reviewing import changes_so_far, judgement, least_sure
from comity.schema import Judgement

_stories = pytest.fixture(toy_stories_told, scope="module", autouse=True, name="_stories")
made = pytest.fixture(made_ledger, scope="module", name="made")
ledger = pytest.fixture(own_ledger, name="ledger")


# what is refused


@pytest.mark.parametrize(
    ("row", "verdict", "changes", "said"),
    [
        ("d1", "wrong", (), "only events and statements"),
        ("e1", "good", (), "right, wrong"),
        ("e1", "changed", (), "right, wrong"),
        ("e1", "wrong", (("type", "AID"),), "right, wrong"),
        ("e1", "changed", (("colour", "red"),), "cannot be set"),
        ("e1", "changed", (("id", "e2"),), "cannot be set"),
        ("s1", "changed", (("type", "AID"),), "cannot be set"),
        ("e1", "changed", (("type", "HUG"),), "'HUG' is no type"),
        ("e1", "changed", (("date_start", "yesterday"),), "write a day"),
        ("e1", "changed", (("intensity", "11"),), "-10 to 10"),
        ("e1", "changed", (("intensity", "nan"),), "-10 to 10"),
        ("e1", "changed", (("actor", "RUS CHN"),), "is no actor"),
        ("e1", "changed", (("actor", "ZZZ"),), "is no actor"),
        ("s1", "changed", (("negated", "maybe"),), "is no negated"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(
    ledger: Ledger, row: str, verdict: str, changes: tuple[tuple[str, str], ...], said: str
) -> None:
    before = files(ledger.path)
    with pytest.raises(Refused, match=said):
        ledger.judge(Judgement(row, verdict, changes, "", "me", ""))
    assert files(ledger.path) == before


def test_a_row_that_is_not_held_cannot_be_reviewed(ledger: Ledger) -> None:
    for row in ("e0000000000000000", "'; --", ""):
        with pytest.raises(NoEvidence):
            changes_so_far(Folder(ledger.path), row)


# what is judged


def test_a_judgement_is_applied_and_survives_coding_again(ledger: Ledger) -> None:
    first, second, third = [row["id"] for row in ledger.query("SELECT id FROM events ORDER BY id LIMIT 3").rows()]
    ledger.judge(Judgement(first, "wrong", (), "no", "me", ""))
    ledger.judge(
        Judgement(second, "changed", (("status", "planned"), ("date_start", ""), ("actor", "FRA")), "", "me", "")
    )
    ledger.judge(Judgement(third, "right", (), "", "me", ""))
    for version, make in (("1", toy), ("2", loud)):
        code(ledger, version, make)
        ledger.build()
        got = {row["id"]: row for row in asked(ledger)}
        assert first not in got
        assert len(got) == 8
        assert (got[second]["status"], got[second]["actor"], got[second]["date_start"]) == ("planned", "FRA", None)
        assert got[second]["verdict"] == "changed"
        assert (got[third]["status"], got[third]["verdict"]) == ("asserted", "right")
        assert ledger.query("SELECT count(*) AS n FROM events").rows() == [{"n": 9}]


def test_the_newest_judgement_counts_and_none_is_lost(ledger: Ledger) -> None:
    row = ledger.query("SELECT id FROM events LIMIT 1").rows()[0]["id"]
    for verdict, made in (("wrong", "2021-01-02"), ("right", "2021-01-03"), ("wrong", "2021-01-01")):
        ledger.judge(Judgement(row, verdict, (), "", "me", made))
    ledger.build()
    assert [e["verdict"] for e in asked(ledger) if e["id"] == row] == ["right"]
    kept = ledger.query("SELECT verdict, current FROM judgements ORDER BY made").rows()
    assert [(one["verdict"], one["current"]) for one in kept] == [("wrong", False), ("wrong", False), ("right", True)]


def test_lists_flags_and_days_of_a_statement_are_set_anew(ledger: Ledger) -> None:
    row = ledger.query("SELECT id FROM statements LIMIT 1").rows()[0]["id"]
    changes = {
        "speaker_actors": "RUS, CHN",
        "negated": "true",
        "horizon": "2031-12-31",
        "issues": "",
        "speaker": "Rudolf 'R' V",
    }
    ledger.judge(judgement(row, "changed", changes, "", "me"))
    ledger.build()
    (got,) = [s for s in asked(ledger, "statements") if s["id"] == row]
    assert (got["speaker_actors"], got["negated"], got["horizon"]) == (["RUS", "CHN"], True, date(2031, 12, 31))
    assert (got["issues"], got["speaker"]) == ([], "Rudolf 'R' V")
    assert changes_so_far(Folder(ledger.path), row) == changes


def test_the_least_sure_come_first_and_those_judged_do_not_come(ledger: Ledger) -> None:
    assert list(least_sure(Folder(ledger.path), "events", 0.5)) == []
    some = list(least_sure(Folder(ledger.path), "events", 0.95))
    assert len(some) == 9
    ledger.judge(Judgement(some[0], "right", (), "", "me", ""))
    ledger.build()
    assert list(least_sure(Folder(ledger.path), "events", 0.95)) == some[1:]


# why


def test_why_marks_the_words_in_their_sentence(ledger: Ledger) -> None:
    event = next(row for row in asked(ledger) if row["type"] == "CONSULT")
    ledger.judge(
        Judgement(event["id"], "changed", (("status", "planned"),), "it said will", "me", "2021-01-01T00:00:00")
    )
    ledger.build()
    (row,) = ledger.why(event["id"]).rows()
    assert row["sentence"] == "Ruritania **met** Graustark over Taiwan today."
    assert (row["start_char"], row["published"], row["trace"]) == (event["start"], "2020-05-02", "by 'met'; toy")
    assert row["judgements"] == 'changed {"status": "planned"} by me 2021-01-01: it said will'
    assert len(ledger.why(event["story"])) == 3
    assert ledger.why(event["document"]).rows()[0]["n_events"] == 1
    statement = asked(ledger, "statements")[0]
    (said,) = ledger.why(statement["id"]).rows()
    assert said["sentence"].startswith("Zenda said: **we saw case")
    assert ledger.why(statement["id"]).note == "against USA"
    with pytest.raises(NoEvidence):
        ledger.why("e0000000000000000")
