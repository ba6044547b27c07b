"""The second table of heads and foreign ministers: form, coverage, and parity with two published lists of leaders."""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

OFFICES = {"head of state", "head of government", "leader", "foreign minister", "head of body"}
HEADS = {"head of state", "head of government", "leader"}
BODIES = {
    *("UNO", "NATO", "EU", "AU", "ASEAN", "ARAB_LEAGUE", "OPEC", "SCO", "CSTO", "IAEA", "IMF", "WHO"),
}
# Gleditsch-Ward number (Archigos) of each state of the table; REIGN differs only for Yemen (COW 679).
GW = {
    **{"BRA": 140, "ARG": 160, "MEX": 70, "CHL": 155, "COL": 100, "VEN": 101, "CUB": 40, "PER": 135, "BOL": 145},
    **{"ECU": 130, "NIC": 93, "ZAF": 560, "NGA": 475, "ETH": 530, "KEN": 501, "DZA": 615, "MAR": 600, "TUN": 616},
    **{"LBY": 620, "SDN": 625, "SSD": 626, "SOM": 520, "COD": 490, "RWA": 517, "UGA": 500, "TZA": 510, "AGO": 540},
    **{"ZWE": 552, "GHA": 452, "SEN": 433, "MLI": 432, "NER": 436, "BFA": 439, "TCD": 483, "ERI": 531, "IDN": 850},
    **{"MYS": 820, "SGP": 830, "THA": 800, "PHL": 840, "MMR": 775, "KHM": 811, "LAO": 812, "BGD": 771, "LKA": 780},
    **{"NPL": 790, "AFG": 700, "MNG": 712, "NZL": 920, "LBN": 660, "JOR": 663, "YEM": 678, "QAT": 694, "ARE": 696},
    **{"KWT": 690, "OMN": 698, "BHR": 692, "AUT": 305, "CHE": 225, "PRT": 235, "DNK": 390, "FIN": 375, "IRL": 205},
    **{"BGR": 355, "HRV": 344, "SVK": 317, "SVN": 349, "BIH": 346, "XKX": 347, "MKD": 343, "ALB": 339, "MNE": 341},
    **{"EST": 366, "LVA": 367, "LTU": 368, "MDA": 359, "ARM": 371, "AZE": 373, "UZB": 704, "TKM": 701, "KGZ": 703},
    **{"TJK": 702, "CYP": 352},
}
STATES = {*GW, "PSE"}
# Names that the published lists give by the second surname, the given name or with letters exchanged.
SPELLINGS = {
    ("COL", "Vargas"): "Barco",
    ("COL", "Pizano"): "Samper",
    ("COL", "Arango"): "Pastrana",
    ("ARE", "An-Nahayan"): "Nahyan",
    ("LAO", "Phomivan"): "Phomvihane",
}
# Entries of the published lists that hold no leader of the state, with the reason.
NOT_LEADERS = {
    ("KWT", "Saddam Hussein"): "Iraqi occupation; Kuwait's government sat in exile",
}
CLOSE = timedelta(days=31)


class Spell(NamedTuple):
    state: str
    office: str
    name: str
    aliases: tuple[str, ...]
    start: str
    end: str
    note: str


class Listed(NamedTuple):
    state: str
    leader: str
    start: date


def first_day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def last_day(text: str) -> date:
    if not text:
        return date.max
    day = first_day(text)
    return day if len(text) == 10 else (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def reason(spell: Spell) -> str:
    return re.sub(r"(; )?checked to \d{4}-\d\d", "", spell.note).strip()


def words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("ø", "o").replace("ı", "i"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return {word for word in re.findall(r"[a-z]+", plain) if len(word) > 2}


@pytest.fixture(scope="module")
def spells() -> tuple[Spell, ...]:
    text = files("comity.data.actors").joinpath("leaders_b.tsv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    assert header.split("\t") == list(Spell._fields)
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {len(Spell._fields)}
    return tuple(Spell(r[0], r[1], r[2], tuple(filter(None, r[3].split("|"))), *r[4:]) for r in rows)


def test_every_row_is_well_formed(spells: tuple[Spell, ...]) -> None:
    for spell in spells:
        assert spell.office in OFFICES, spell
        assert (spell.office == "head of body") == (spell.state in BODIES), spell
        assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", spell.start), spell
        assert re.fullmatch(r"(\d{4}-\d\d(-\d\d)?)?", spell.end), spell
        assert first_day(spell.start) <= last_day(spell.end), spell
        assert last_day(spell.end) <= date(2026, 11, 30) or not spell.end, spell
        assert spell.end or re.search(r"checked to \d{4}-\d\d", spell.note), spell
        names = (spell.name, *spell.aliases)
        assert len(set(names)) == len(names), spell
        assert all(name == name.strip() and len(name) > 2 for name in names), spell


def test_no_row_is_repeated(spells: tuple[Spell, ...]) -> None:
    keys = [(s.state, s.office, s.name, s.start) for s in spells]
    assert len(set(keys)) == len(keys)


def test_two_persons_share_an_office_only_where_the_note_says_so(spells: tuple[Spell, ...]) -> None:
    by_office: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in spells:
        by_office[spell.state, spell.office].append(spell)
    for held in by_office.values():
        for a, b in combinations(held, 2):
            shared = min(last_day(a.end), last_day(b.end)) - max(first_day(a.start), first_day(b.start))
            assert a.name == b.name or shared <= CLOSE or reason(a) or reason(b), (a, b)


def test_one_person_does_not_hold_an_office_twice_at_once(spells: tuple[Spell, ...]) -> None:
    for a, b in combinations(sorted(spells, key=lambda s: (s.state, s.office, s.name, s.start)), 2):
        if a[:3] != b[:3]:
            continue
        assert first_day(b.start) >= first_day(a.end or "9999-12"), (a, b)


def test_every_state_and_body_is_covered(spells: tuple[Spell, ...]) -> None:
    assert {s.state for s in spells} == STATES | BODIES
    day = date(2020, 1, 1)
    for state in STATES:
        then = {s.office for s in spells if s.state == state and first_day(s.start) <= day <= last_day(s.end)}
        assert then & {"head of government", "leader"}, state
        assert "head of state" in then, state
        assert any(s.office == "foreign minister" for s in spells if s.state == state), state
    for body in BODIES:
        assert any(s.state == body and first_day(s.start) <= day <= last_day(s.end) for s in spells), body


@pytest.mark.parametrize(
    ("state", "office", "day", "name"),
    [
        ("BRA", "head of state", "1999-06-01", "Fernando Henrique Cardoso"),
        ("ARG", "foreign minister", "2012-05-01", "Héctor Timerman"),
        ("VEN", "head of state", "2026-02-01", "Delcy Rodríguez"),
        ("PER", "head of state", "2026-08-01", "Keiko Fujimori"),
        ("ZAF", "head of state", "1995-06-24", "Nelson Mandela"),
        ("LBY", "leader", "2003-12-19", "Muammar Gaddafi"),
        ("THA", "head of government", "2026-01-15", "Anutin Charnvirakul"),
        ("IDN", "foreign minister", "2020-07-01", "Retno Marsudi"),
        ("BGD", "head of government", "2026-03-26", "Tarique Rahman"),
        ("LBN", "head of state", "2025-06-01", "Joseph Aoun"),
        ("QAT", "foreign minister", "2017-06-05", "Mohammed bin Abdulrahman Al Thani"),
        ("CHE", "head of state", "2022-07-04", "Ignazio Cassis"),
        ("BGR", "head of government", "2026-06-01", "Rumen Radev"),
        ("LVA", "head of government", "2026-06-01", "Andris Kulbergs"),
        ("ARM", "head of government", "2020-11-09", "Nikol Pashinyan"),
        ("UNO", "head of body", "1961-09-01", "Dag Hammarskjöld"),
        ("NATO", "head of body", "1999-03-24", "Javier Solana"),
        ("IMF", "head of body", "2008-09-15", "Dominique Strauss-Kahn"),
    ],
)
def test_known_answers(spells: tuple[Spell, ...], state: str, office: str, day: str, name: str) -> None:
    then = first_day(day)
    held = {s.name for s in spells if s[:2] == (state, office) and first_day(s.start) <= then <= last_day(s.end)}
    assert held == {name}


def archigos(path: Path) -> Iterator[Listed]:
    state_of = {str(number): state for state, number in GW.items()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["gwcode"] in state_of and row["enddate"] >= "1990-01-01":
                yield Listed(state_of[row["gwcode"]], row["leader"], date.fromisoformat(row["startdate"]))


def reign(path: Path) -> Iterator[Listed]:
    state_of = {number: state for state, number in GW.items()} | {679: "YEM"}
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if not row["ccode"] or int(float(row["ccode"])) not in state_of:
                continue
            if row["eyear"] and int(float(row["eyear"])) < 1990:
                continue
            year, month, day = (int(float(row[column] or 1)) for column in ("syear", "smonth", "sdate"))
            yield Listed(state_of[int(float(row["ccode"]))], row["leader"].strip(), date(year, month, day))


def words_in_common(listed: Listed, spell: Spell) -> int:
    """Words of the listed name that the table's name or aliases hold, spelt alike to four letters in five."""
    sought = words(SPELLINGS.get((listed.state, listed.leader), listed.leader))
    known = words(" ".join((spell.name, *spell.aliases)))
    return sum(any(difflib.SequenceMatcher(None, a, b).ratio() >= 0.8 for b in known) for a in sought)


def namesakes(listed: Listed, heads: list[Spell]) -> list[Spell]:
    """Spells of the state that share the most words with the listed name; none where no word is shared."""
    shared_words = [words_in_common(listed, spell) for spell in heads]
    most = max(shared_words, default=0)
    return [spell for spell, n in zip(heads, shared_words, strict=True) if n == most > 0]


def unexplained(entries: Iterator[Listed], spells: tuple[Spell, ...]) -> list[str]:
    """Entries that the table lacks, or dates more than 31 days away without a reason in its note."""
    by_state: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.office in HEADS:
            by_state[spell.state].append(spell)
    wrong = []
    for entry in entries:
        if (entry.state, entry.leader) in NOT_LEADERS:
            continue
        same = namesakes(entry, by_state[entry.state])
        nearest = min(same, key=lambda s: abs(first_day(s.start) - entry.start), default=None)
        if nearest is None:
            wrong.append(f"{entry}: not in the table")
        elif entry.start >= date(1990, 1, 1) and abs(first_day(nearest.start) - entry.start) > CLOSE:
            explained = [s for s in same if reason(s) and first_day(s.start) <= entry.start <= last_day(s.end) + CLOSE]
            if not reason(nearest) and not explained:
                wrong.append(f"{entry}: table has {nearest.start} ({nearest.name}) without a reason")
    return wrong


def test_every_archigos_leader_since_1990_is_found(spells: tuple[Spell, ...], shared: Callable[[str], Path]) -> None:
    entries = list(archigos(shared("data/codes/archigos.csv")))
    assert len(entries) > 400
    assert unexplained(iter(entries), spells) == []


def test_every_reign_leader_since_1990_is_found(spells: tuple[Spell, ...], shared: Callable[[str], Path]) -> None:
    entries = list(reign(shared("data/codes/reign_leaderlist_2021_03_raw.csv")))
    assert len(entries) > 400
    assert unexplained(iter(entries), spells) == []
