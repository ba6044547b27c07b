"""The table of named treaties: sound rows, days known by hand, days and obligations against ATOP 4.01."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from comity import actors

Row = dict[str, str]
KINDS = {
    "defence pact", "non-aggression", "neutrality", "consultation", "friendship", "partnership", "declaration",
    "arms control", "basic treaty", "peace",
}  # fmt: skip
OBLIGATIONS = ["defence", "offence", "neutrality", "non-aggression", "consultation"]
ATOP_COLUMNS = ["defense", "offense", "neutral", "nonagg", "consul"]
PLEDGES = {"defence pact": "defence", "non-aggression": "non-aggression", "consultation": "consultation"}
SLACK = timedelta(45)


def table() -> list[Row]:
    lines = (files("comity.data") / "actors" / "treaties.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = table()
BY_ID = {row["id"]: row for row in ROWS}


def parties(row: Row) -> list[str]:
    return row["parties"].split("|")


def obligations(row: Row) -> list[str]:
    return [word for word in row["obligations"].split("|") if word]


def days(row: Row) -> list[date]:
    return [date.fromisoformat(row[column]) for column in ("signed", "in_force") if row[column]]


# ------------------------------------------------------------------------------------------- what may not stand


def test_header_and_shape() -> None:
    assert list(ROWS[0]) == [
        "id", "name", "kind", "parties", "signed", "in_force", "ended", "obligations", "note", "page",
    ]  # fmt: skip
    for row in ROWS:
        assert None not in row
        assert None not in row.values()
        assert all(cell == cell.strip() for cell in row.values()), row


def test_ids_and_names_are_said_once() -> None:
    assert len(BY_ID) == len(ROWS) >= 120
    assert [name for name, times in Counter(row["name"] for row in ROWS).items() if times > 1] == []
    assert [
        row["id"] for row in ROWS if not row["id"].replace("-", "").isalnum() or row["id"] != row["id"].lower()
    ] == []


def test_parties_are_known_states() -> None:
    known = {state.id for state in actors.states()}
    assert [row["id"] for row in ROWS if not set(parties(row)) <= known] == []
    assert [row["id"] for row in ROWS if len(parties(row)) < 2 or parties(row) != sorted(set(parties(row)))] == []


def test_words_are_ours_and_in_order() -> None:
    assert {row["kind"] for row in ROWS} <= KINDS
    for row in ROWS:
        said = obligations(row)
        assert said == [word for word in OBLIGATIONS if word in said], row["id"]


def test_the_kind_says_what_is_owed() -> None:
    wrong = [row["id"] for row in ROWS if row["kind"] in PLEDGES and PLEDGES[row["kind"]] not in obligations(row)]
    assert wrong == []
    assert [row["id"] for row in ROWS if "defence" in obligations(row) and row["kind"] != "defence pact"] == []


def test_days_follow_each_other() -> None:
    for row in ROWS:
        signed = date.fromisoformat(row["signed"])
        in_force = date.fromisoformat(row["in_force"]) if row["in_force"] else signed
        ended = date.fromisoformat(row["ended"]) if row["ended"] else date.max
        assert signed <= in_force <= ended, row["id"]


BEFORE_INDEPENDENCE = {
    "belovezha-1991 RUS", "russia-ukraine-1990 RUS", "kenya-ethiopia-1963 KEN", "uk-jordan-1946 JOR",
    "us-marshalls-1983 MHL", "us-micronesia-1982 FSM", "us-palau-1986 PLW",
}  # fmt: skip
"""Signed as Soviet republic, colony, mandate or trust territory; in force only after."""


def test_parties_existed_when_they_signed() -> None:
    absent = {
        f"{row['id']} {party}"
        for row in ROWS
        for party in parties(row)
        if not actors.present(party, date.fromisoformat(row["signed"]))
    }
    assert absent == BEFORE_INDEPENDENCE


def test_open_treaties_of_ended_states_say_why() -> None:
    """With the Soviet Union gone, a pledge of its runs on only where a note says who continues it or that no end was found."""
    ended = {state.id for state in actors.states() if state.end}
    open_ = [row for row in ROWS if not row["ended"] and obligations(row) and ended & set(parties(row))]
    assert len(open_) >= 8
    assert [row["id"] for row in open_ if not row["note"]] == []


def test_pages_are_whole_addresses() -> None:
    assert [
        row["id"] for row in ROWS if row["page"] and not row["page"].startswith(("https://", "http://en.kremlin.ru/"))
    ] == []


# ------------------------------------------------------------------------------------------- days known by hand


@pytest.mark.parametrize(
    ("id", "signed", "in_force", "ended"),
    [
        ("sino-soviet-1950", "1950-02-14", "1950-04-11", "1980-04-11"),
        ("russia-china-2001", "2001-07-16", "2002-02-28", ""),
        ("russia-china-no-limits-2022", "2022-02-04", "", ""),
        ("china-north-korea-1961", "1961-07-11", "1961-09-10", ""),
        ("russia-north-korea-2024", "2024-06-19", "2024-12-04", ""),
        ("us-japan-1960", "1960-01-19", "1960-06-23", ""),
        ("us-korea-1953", "1953-10-01", "1954-11-17", ""),
        ("us-taiwan-1954", "1954-12-02", "1955-03-03", "1980-01-01"),
        ("nato-treaty-1949", "1949-04-04", "1949-08-24", ""),
        ("elysee-1963", "1963-01-22", "1963-07-02", ""),
        ("aachen-2019", "2019-01-22", "2020-01-22", ""),
        ("israel-egypt-1979", "1979-03-26", "1979-04-25", ""),
        ("israel-jordan-1994", "1994-10-26", "1994-11-10", ""),
        ("simla-1972", "1972-07-02", "1972-08-04", ""),
        ("tashkent-1966", "1966-01-10", "1966-01-10", "1971-12-03"),
        ("ddr-frg-basic-1972", "1972-12-21", "1973-06-21", "1990-10-02"),
        ("soviet-indian-1971", "1971-08-09", "1971-08-18", "1993-01-28"),
        ("soviet-egyptian-1971", "1971-05-27", "1971-07-01", "1976-03-15"),
        ("inf-1987", "1987-12-08", "1988-06-01", "2019-08-02"),
        ("new-start-2010", "2010-04-08", "2011-02-05", "2026-02-05"),
        ("saudi-pakistan-2025", "2025-09-17", "", ""),
    ],
)  # fmt: skip
def test_days(id: str, signed: str, in_force: str, ended: str) -> None:
    row = BY_ID[id]
    assert (row["signed"], row["in_force"], row["ended"]) == (signed, in_force, ended)


def test_russia_and_china_owe_each_other_no_defence_today() -> None:
    """What an analyst would call a quasi-alliance: non-aggression and consultation, no pledge to fight."""
    both = [row for row in ROWS if parties(row) == ["CHN", "RUS"]]
    owed = {word for row in both if not row["ended"] for word in obligations(row)}
    assert len(both) >= 12
    assert owed == {"non-aggression", "consultation"}


def test_both_superpowers_kept_their_camps_by_pacts_of_defence() -> None:
    pacts = [set(parties(row)) for row in ROWS if row["kind"] == "defence pact"]
    for ally in ("JPN", "KOR", "PHL", "TWN", "GBR", "AUS"):
        assert any({"USA", ally} <= pact for pact in pacts), ally
    for ally in ("POL", "DDR", "HUN", "BGR", "ROU", "CSK", "PRK", "CHN", "MNG", "FIN"):
        assert any({"SUN", ally} <= pact for pact in pacts), ally


# ------------------------------------------------------------------------------------------- parity with ATOP 4.01


@dataclass(frozen=True)
class Spell:
    """A member's spell in an ATOP alliance."""

    cow: str
    start: date
    end: date | None
    obligations: frozenset[str]


@cache
def atop(path: Path) -> dict[str, list[Spell]]:
    found = defaultdict(list)
    with gzip.open(path, "rt", encoding="latin-1") as file:
        for row in csv.DictReader(file):
            start = moment(row, "ent")
            if start and start.year >= 1940:
                owed = {ours for ours, column in zip(OBLIGATIONS, ATOP_COLUMNS, strict=True) if row[column] == "1"}
                found[row["atopid"]].append(Spell(row["member"], start, moment(row, "exit"), frozenset(owed)))
    return found


def moment(row: Row, which: str) -> date | None:
    """A day of ATOP; 0 for an unknown month or day is read as the first."""
    year, month, day = (int(row[part + which] or 0) for part in ("yr", "mo", "day"))
    return date(year, month or 1, day or 1) if year else None


@cache
def cow_numbers() -> dict[str, set[str]]:
    """Every COW number a state ever had, whatever the day: ATOP and COW change them on days of their own."""
    found = defaultdict(set)
    text = (files("comity.data") / "actors" / "codes.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        if row["system"] == "cow":
            found[row["id"]].add(row["code"])
    return found


def entered(row: Row, spells: list[Spell]) -> set[str]:
    """Parties with a spell that begins within 45 days of signature or entry into force."""
    near = {spell.cow for spell in spells if any(abs(spell.start - day) <= SLACK for day in days(row))}
    return {party for party in parties(row) if cow_numbers()[party] & near}


def counterparts(row: Row, path: Path) -> dict[str, set[str]]:
    """ATOP number -> parties that entered about that day, for the alliances that hold the most of them."""
    tried = {number: entered(row, spells) for number, spells in atop(path).items()}
    most = max(map(len, tried.values()))
    return {number: found for number, found in tried.items() if len(found) == most > 1}


def spells_of(row: Row, path: Path) -> list[list[Spell]]:
    """All spells of the parties in each counterpart: ATOP opens a new one where an alliance changes its terms."""
    numbers = set().union(*(cow_numbers()[party] for party in parties(row)))
    return [[spell for spell in atop(path)[number] if spell.cow in numbers] for number in counterparts(row, path)]


def compared(kinds: set[str]) -> list[Row]:
    return [row for row in ROWS if kinds & set(obligations(row)) and "1946" <= row["signed"] < "2017"]


NOT_IN_ATOP = {
    "five-power-1971": "an exchange of notes and a communiqué, which ATOP does not code",
    "us-micronesia-1982": "compact of free association: ATOP has no alliance with a freely associated state",
    "us-marshalls-1983": "as above",
    "us-palau-1986": "as above",
}
PARTY_NOT_IN_ATOP = {
    "rio-treaty-1947": {"ECU", "NIC"},  # signed in 1949 and 1948
    "geneva-laos-1962": {"LAO"},  # the subject of the agreement
    "helsinki-1975": {"VAT"},  # no member of the state system
    "paris-charter-1990": {"VAT"},
}


def test_the_comparison_is_worth_the_name() -> None:
    assert len(compared({"defence", "non-aggression"})) > 140


def test_every_pledge_of_1946_to_2016_is_in_atop(shared: Callable[[str], Path]) -> None:
    path = shared("data/alliances/atop40_member_level_raw.csv.gz")
    absent = {row["id"] for row in compared(set(OBLIGATIONS)) if not counterparts(row, path)}
    assert absent == set(NOT_IN_ATOP)


def test_every_party_has_its_spell_in_atop(shared: Callable[[str], Path]) -> None:
    path = shared("data/alliances/atop40_member_level_raw.csv.gz")
    lacking = {}
    for row in compared(set(OBLIGATIONS)):
        found = counterparts(row, path)
        if found and not any(entering == set(parties(row)) for entering in found.values()):
            lacking[row["id"]] = set(parties(row)) - set().union(*found.values())
    assert lacking == PARTY_NOT_IN_ATOP


OBLIGATIONS_DIFFER = {
    "shanghai-confidence-1996": "ATOP adds the consultation of the SCO, which it counts as the same alliance",
    "russia-belarus-union-1997": "ATOP adds the consultation of the treaty of 1999, the same alliance there",
    "france-djibouti-2011": "ATOP reads consultation only; the treaty has France share in the defence of Djibouti",
}


def test_obligations_are_those_of_atop(shared: Callable[[str], Path]) -> None:
    path = shared("data/alliances/atop40_member_level_raw.csv.gz")
    differ = set()
    for row in compared(set(OBLIGATIONS)):
        theirs = [set().union(*(spell.obligations for spell in spells)) for spells in spells_of(row, path)]
        if theirs and set(obligations(row)) not in theirs:
            differ.add(row["id"])
    assert differ == set(OBLIGATIONS_DIFFER)


ENDS_DIFFER = {
    "albania-yugoslavia-1946": "ATOP has the month of the Soviet bloc's denunciations, we the day of Yugoslavia's",
    "cyprus-guarantee-1960": "ATOP ends it with the coup of 1974; no party terminated it",
    "france-djibouti-1977": "ATOP ends it with the signature of its successor, we with that one's entry into force",
    "geneva-laos-1962": "ATOP ends it with the fighting of 1964; not terminated",
    "russia-belarus-union-1997": "ATOP runs it on into the Union State",
    "russia-north-korea-2000": "ended after ATOP's last year",
    "russia-ukraine-1990": "ATOP ends it with the signature of its successor, we with that one's entry into force",
    "russia-ukraine-1997": "ended after ATOP's last year",
    "soviet-afghan-1978": "ATOP ends it with the intervention of 1979; no end found",
    "us-israel-1981": "ATOP ends it with the Soviet Union; the memorandum was followed by others",
    "us-japan-1951": "ATOP ends it with the signature of its successor, we with that one's entry into force",
    "us-panama-neutrality-1977": "ATOP ends it with the canal treaty; the neutrality treaty is permanent",
}


def test_ends_are_those_of_atop(shared: Callable[[str], Path]) -> None:
    path = shared("data/alliances/atop40_member_level_raw.csv.gz")
    differ = set()
    for row in compared(set(OBLIGATIONS)):
        ends = {spell.end for spells in spells_of(row, path) for spell in spells}
        ours = date.fromisoformat(row["ended"]) if row["ended"] else None
        near = ours in ends or any(ours and end and abs(ours - end) <= SLACK for end in ends)
        if ends and not near:
            differ.add(row["id"])
    assert differ == set(ENDS_DIFFER)
