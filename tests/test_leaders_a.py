"""The first table of office holders: shape, gaps and overlaps, known answers, parity with two leader lists."""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from importlib import resources
from itertools import combinations, pairwise
from pathlib import Path

import pytest

OFFICES = {"head of state", "head of government", "leader", "foreign minister"}
PERMANENT = ["USA", "SUN", "RUS", "CHN", "TWN", "GBR", "FRA"]
OTHERS = [
    "DEU",
    "DDR",
    "JPN",
    "IND",
    "PAK",
    "ITA",
    "CAN",
    "AUS",
    "UKR",
    "POL",
    "TUR",
    "ISR",
    "IRN",
    "IRQ",
    "SAU",
    "EGY",
    "SYR",
    "KOR",
    "PRK",
    "VNM",
    "ESP",
    "NLD",
    "BEL",
    "SWE",
    "NOR",
    "GRC",
    "HUN",
    "CZE",
    "ROU",
    "YUG",
    "SCG",
    "SRB",
    "BLR",
    "GEO",
    "KAZ",
]
GONE = {"SUN", "DDR", "YUG", "SCG"}
CHECKED = "checked to "
MONTH = timedelta(days=31)
GW_TO_IDS = {
    2: ("USA",), 365: ("SUN", "RUS"), 710: ("CHN", "TWN"), 713: ("TWN",), 200: ("GBR",), 220: ("FRA",),
    255: ("DEU",), 260: ("DEU",), 265: ("DDR",), 740: ("JPN",), 750: ("IND",), 770: ("PAK",), 325: ("ITA",),
    20: ("CAN",), 900: ("AUS",), 369: ("UKR",), 290: ("POL",), 640: ("TUR",), 666: ("ISR",), 630: ("IRN",),
    645: ("IRQ",), 670: ("SAU",), 651: ("EGY",), 652: ("SYR",), 732: ("KOR",), 731: ("PRK",), 816: ("VNM",),
    230: ("ESP",), 210: ("NLD",), 211: ("BEL",), 380: ("SWE",), 385: ("NOR",), 350: ("GRC",), 310: ("HUN",),
    316: ("CZE",), 360: ("ROU",), 340: ("SRB",), 345: ("YUG", "SCG", "SRB"), 370: ("BLR",), 372: ("GEO",),
    705: ("KAZ",),
}  # fmt: skip
# Chen Gongbo headed the Nanjing government under Japanese occupation, which is not the Republic of China of the table.
LEFT_OUT = {"Chen Gongbo"}
PARTICLES = {"al", "el", "as", "bin", "bint", "de", "di", "van", "von", "der", "of", "general", "king", "queen"}
LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "dj", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True)
class Spell:
    state: str
    office: str
    name: str
    aliases: tuple[str, ...]
    start: str
    end: str
    note: str

    @property
    def first(self) -> date:
        return date.fromisoformat(_padded(self.start, "-01-01"))

    @property
    def last(self) -> date:
        return date.fromisoformat(_padded(self.end, "-12-28")) if self.end else date.max

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def _padded(day: str, rest: str) -> str:
    return day + rest[(len(day) - 4) :]


def _rows() -> list[Spell]:
    text = resources.files("comity.data").joinpath("actors/leaders_a.tsv").read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert next(reader) == ["state", "office", "name", "aliases", "start", "end", "note"]
    return [Spell(s, o, n, tuple(a.split("|")) if a else (), b, e, t) for s, o, n, a, b, e, t in reader]


SPELLS = _rows()


def holders(state: str, office: str, day: str) -> set[str]:
    when = date.fromisoformat(day)
    return {spell.name for spell in SPELLS if (spell.state, spell.office) == (state, office) and spell.covers(when)}


def words(name: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    found = set(re.findall(r"[a-z]{2,}", folded.encode("ascii", "ignore").decode()))
    return found - PARTICLES


def same_person(printed: str, spell: Spell) -> bool:
    ours = set().union(*(words(form) for form in (spell.name, *spell.aliases)))
    return any(SequenceMatcher(None, a, b).ratio() >= 0.75 for a in words(printed) for b in ours)


def test_every_row_names_a_known_state_and_office() -> None:
    assert {spell.state for spell in SPELLS} == set(PERMANENT) | set(OTHERS)
    assert {spell.office for spell in SPELLS} == OFFICES
    assert all(spell.name == spell.name.strip() and spell.name for spell in SPELLS)


def test_days_are_iso_and_in_order() -> None:
    iso = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    for spell in SPELLS:
        assert iso.fullmatch(spell.start), spell
        assert not spell.end or iso.fullmatch(spell.end), spell
        assert spell.first <= spell.last, spell


def test_open_rows_say_until_when_they_were_checked() -> None:
    open_rows = [spell for spell in SPELLS if not spell.end]
    assert len(open_rows) > 100
    for spell in open_rows:
        assert re.match(CHECKED + r"20\d\d-\d\d\b", spell.note), spell
        assert spell.state not in GONE, spell
    assert not [spell for spell in SPELLS if spell.end and spell.note.startswith(CHECKED)]


def test_aliases_are_distinct_from_the_name_and_not_repeated() -> None:
    for spell in SPELLS:
        assert spell.name not in spell.aliases, spell
        assert len(set(spell.aliases)) == len(spell.aliases), spell
        assert all(alias.strip() == alias and len(alias) > 1 for alias in spell.aliases), spell


def test_no_row_is_repeated() -> None:
    keys = [(spell.state, spell.office, spell.name, spell.start) for spell in SPELLS]
    assert len(set(keys)) == len(keys)


def overlaps() -> Iterator[tuple[Spell, Spell]]:
    by_office: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in SPELLS:
        by_office[spell.state, spell.office].append(spell)
    for group in by_office.values():
        for a, b in combinations(group, 2):
            if a.name != b.name and min(a.last, b.last) - max(a.first, b.first) > MONTH:
                yield a, b


def test_two_persons_share_an_office_only_where_a_note_says_so() -> None:
    assert [(a, b) for a, b in overlaps() if "alongside" not in a.note + b.note] == []


def test_one_person_never_holds_one_office_twice_at_once() -> None:
    again = defaultdict(list)
    for spell in SPELLS:
        again[spell.state, spell.office, spell.name].append(spell)
    for group in again.values():
        group.sort(key=lambda spell: spell.first)
        assert all(a.last <= b.first for a, b in pairwise(group)), group


@pytest.mark.parametrize("state", [state for state in (*PERMANENT, *OTHERS) if state not in GONE])
def test_every_living_state_is_covered_at_the_start_of_2020(state: str) -> None:
    day = "2020-01-01"
    assert len(holders(state, "foreign minister", day)) == 1
    assert holders(state, "head of state", day)
    assert holders(state, "head of government", day) or holders(state, "leader", day)


# Spring 1949: the minister named did not take the post. Spring 2004: a deputy was in charge between two ministers.
VACANT = {("TWN", "1949-03-21"), ("TWN", "2004-04-16")}


@pytest.mark.parametrize("state", PERMANENT)
def test_foreign_ministers_of_the_permanent_members_follow_each_other(state: str) -> None:
    spells = sorted((s for s in SPELLS if (s.state, s.office) == (state, "foreign minister")), key=lambda s: s.first)
    assert spells[0].start <= {"CHN": "1949-10-01", "RUS": "1991-12-26"}.get(state, "1945-01-01")
    assert spells[-1].end == ("1991-12-26" if state == "SUN" else "")
    for before, after in pairwise(spells):
        assert after.first - before.last <= MONTH or (state, before.end) in VACANT, (before, after)


KNOWN = [
    ("USA", "foreign minister", "1962-10-22", "Dean Rusk"),
    ("USA", "foreign minister", "1947-06-05", "George C. Marshall"),
    ("USA", "head of state", "1962-10-22", "John F. Kennedy"),
    ("USA", "foreign minister", "2003-02-05", "Colin Powell"),
    ("USA", "head of government", "2021-12-17", "Joe Biden"),
    ("SUN", "foreign minister", "1962-10-22", "Andrei Gromyko"),
    ("SUN", "foreign minister", "1945-02-04", "Vyacheslav Molotov"),
    ("SUN", "leader", "1956-02-25", "Nikita Khrushchev"),
    ("SUN", "leader", "1985-11-19", "Mikhail Gorbachev"),
    ("RUS", "foreign minister", "2022-02-24", "Sergey Lavrov"),
    ("RUS", "head of state", "2008-08-08", "Dmitry Medvedev"),
    ("RUS", "head of government", "2008-08-08", "Vladimir Putin"),
    ("CHN", "foreign minister", "2021-12-17", "Wang Yi"),
    ("CHN", "foreign minister", "2023-03-07", "Qin Gang"),
    ("CHN", "foreign minister", "1962-10-20", "Chen Yi"),
    ("CHN", "head of government", "1972-02-21", "Zhou Enlai"),
    ("TWN", "head of state", "1971-10-25", "Chiang Kai-shek"),
    ("GBR", "head of government", "1956-10-29", "Anthony Eden"),
    ("GBR", "foreign minister", "1956-10-29", "Selwyn Lloyd"),
    ("GBR", "head of government", "1982-04-02", "Margaret Thatcher"),
    ("GBR", "head of state", "1953-06-02", "Elizabeth II"),
    ("FRA", "foreign minister", "1950-05-09", "Robert Schuman"),
    ("FRA", "foreign minister", "2003-02-14", "Dominique de Villepin"),
    ("FRA", "head of government", "1954-07-21", "Pierre Mendès France"),
    ("DEU", "head of government", "1961-08-13", "Konrad Adenauer"),
    ("DEU", "foreign minister", "1990-09-12", "Hans-Dietrich Genscher"),
    ("DDR", "leader", "1961-08-13", "Walter Ulbricht"),
    ("ISR", "foreign minister", "1993-09-13", "Shimon Peres"),
    ("IRN", "foreign minister", "2015-07-14", "Mohammad Javad Zarif"),
    ("IRQ", "head of state", "1990-08-02", "Saddam Hussein"),
    ("KOR", "foreign minister", "2006-07-05", "Ban Ki-moon"),
    ("UKR", "head of state", "2022-02-24", "Volodymyr Zelensky"),
    ("HUN", "head of government", "2026-07-01", "Péter Magyar"),
    ("GBR", "head of government", "2026-08-01", "Andy Burnham"),
]


@pytest.mark.parametrize(("state", "office", "day", "name"), KNOWN)
def test_known_answers(state: str, office: str, day: str, name: str) -> None:
    assert holders(state, office, day) == {name}


def _explained(printed: str, start: date, spell: Spell) -> bool:
    said = "Archigos" in spell.note or "REIGN" in spell.note
    return same_person(printed, spell) and said and spell.first - MONTH <= start <= spell.last


def _missing(listed: list[tuple[int, str, date]]) -> list[tuple[int, str, date]]:
    lost = []
    for code, printed, start in listed:
        ours = [spell for spell in SPELLS if spell.state in GW_TO_IDS[code]]
        near = any(same_person(printed, spell) and abs(spell.first - start) <= MONTH for spell in ours)
        if not near and not any(_explained(printed, start, spell) for spell in ours):
            lost.append((code, printed, start))
    return lost


def _in_scope(code: int, printed: str, last_year: int) -> bool:
    permanent = set(GW_TO_IDS.get(code, ())) & set(PERMANENT)
    return code in GW_TO_IDS and printed not in LEFT_OUT and last_year >= (1945 if permanent else 1990)


def test_leaders_of_archigos_are_found(shared: Callable[[str], Path]) -> None:
    with shared("data/codes/archigos.csv").open(encoding="latin-1", newline="") as lines:
        listed = [
            (int(row["gwcode"]), row["leader"], date.fromisoformat(row["startdate"]))
            for row in csv.DictReader(lines)
            if _in_scope(int(row["gwcode"]), row["leader"], int(row["enddate"][:4]))
        ]
    assert len(listed) > 300
    assert _missing(listed) == []


def test_leaders_of_reign_are_found(shared: Callable[[str], Path]) -> None:
    with shared("data/codes/reign_leaderlist_2021_03_raw.csv").open(encoding="latin-1", newline="") as lines:
        listed = [
            (int(row["ccode"]), row["leader"], date(int(row["syear"]), int(row["smonth"]), int(row["sdate"])))
            for row in csv.DictReader(lines)
            if _in_scope(int(row["ccode"]), row["leader"], int(row["eyear"] or 2021))
        ]
    assert len(listed) > 300
    assert _missing(listed) == []


TITLES = {"mr", "mrs", "ms", "his", "majesty", "prince", "don"}
# The corpus gives the Norwegian minister of development the title of foreign minister.
OTHER_MINISTERS = {("NOR", "2023")}


def _offices(role: str) -> set[str]:
    if re.match(r"(?i)(federal )?minister (for|of) (foreign|external)", role):
        return {"foreign minister"}
    if re.match(r"(?i)(prime minister|premier)", role):
        return {"head of government"}
    return {"head of state", "head of government"} if re.match(r"(?i)(president|king)", role) else set()


def _full_name_fits(printed: str, spell: Spell) -> bool:
    asked = words(printed) - TITLES
    return sum(same_person(word, spell) for word in asked) >= min(2, len(asked))


def test_speakers_of_the_un_general_debate_hold_the_office_they_speak_as(shared: Callable[[str], Path]) -> None:
    ids = {spell.state for spell in SPELLS}
    spoken, lost = 0, []
    with gzip.open(shared("corpora/articles/ungd-2014-2023.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            state, year = document["source_state"], document["date"][:4]
            offices = _offices(document["speaker_role"] or "")
            if state not in ids or not offices or (state, year) in OTHER_MINISTERS:
                continue
            spoken += 1
            days = (date(int(year), 9, 15), date(int(year), 9, 28))
            ours = [s for s in SPELLS if s.state == state and s.office in offices and any(map(s.covers, days))]
            if not any(_full_name_fits(document["speaker"], spell) for spell in ours):
                lost.append((state, year, document["speaker"], sorted(offices)))
    assert spoken > 300
    assert lost == []
