"""The ladder: refusals, the trap of large treaties, hand-made treaties, and known dyads of the shipped release."""

from __future__ import annotations

from datetime import date

import pytest

from comity.errors import ComityError
from comity.measure.pacts.declared import BODIES, by_id, known_to, table
from comity.measure.pacts.ladder import RUNGS, Ladder, ladder
from comity.measure.pacts.named import ROWS
from comity.measure.pacts.obligations import Obligation
from comity.measure.source import open_source
from comity.measure.votes.choices import DyadChoices
from comity.schema import Origin


class Given:
    """A source that holds the obligations it is given; ATOP's last day as in 5.1."""

    kind = "release"
    made = date(2026, 1, 1)
    note = ""

    def __init__(self, *obligations: Obligation) -> None:
        self._obligations = obligations

    def dyad(self, state1: str, state2: str, until: date | None = None) -> DyadChoices:
        raise AssertionError("the ladder asks for no votes")

    def obligations(self, state1: str, state2: str, until: date | None = None) -> tuple[Obligation, ...]:
        return tuple(o for o in self._obligations if o.start <= (until or date.max))

    def origins(self) -> tuple[Origin, ...]:
        return ()

    def covers(self, indicator: str) -> tuple[date, date] | None:
        return date(1945, 1, 1), date(2018, 12, 31)


def owed(name: str, start: str, end: str | None, item: str, n: int | None = 2, by: str = "") -> Obligation:
    last = date.fromisoformat(end) if end else None
    return Obligation(name, "AND", "BTN", by, date.fromisoformat(start), last, item, n, "atop")


def stand(*obligations: Obligation, until: date | None = None) -> Ladder:
    """Andorra and Bhutan, of whom our own table knows no treaty."""
    return ladder("BTN", "AND", source=Given(*obligations), until=until)


def test_a_bloc_or_one_state_twice_is_refused() -> None:
    with pytest.raises(ComityError, match="two states"):
        ladder("RUS", "NATO", source=Given())
    with pytest.raises(ComityError, match="itself"):
        ladder("RUS", "SUN", source=Given())


def test_nothing_on_record_is_rung_0_as_of_the_last_day_known() -> None:
    found = stand()
    assert (found.rung, found.since, found.spells, found.as_of) == (0, None, (), date(2018, 12, 31))
    assert "2018-12-31" in found.note


@pytest.mark.parametrize(
    ("name", "n", "rung"),
    [
        ("consultation", 2, 2),
        ("non-aggression", 2, 3),
        ("neutrality", 2, 4),
        ("defence", 2, 5),
        ("offence", 2, 5),
        ("defence", 30, 5),
        ("non-aggression", 35, 1),
        ("neutrality", 3, 1),
        ("consultation", None, 1),
    ],
)
def test_each_obligation_gives_its_rung(name: str, n: int | None, rung: int) -> None:
    found = stand(owed(name, "1950-03-01", None, "atop:9", n))
    assert (found.rung, found.label, found.since) == (rung, RUNGS[rung].label, date(1950, 3, 1))


def test_spells_follow_the_highest_obligation_by_day() -> None:
    found = stand(
        owed("consultation", "1950-01-10", "1990-06-30", "atop:1"),
        owed("defence", "1960-05-01", "1970-04-30", "atop:2", by="AND"),
        owed("non-aggression", "1995-01-01", "2000-01-01", "atop:3"),
    )
    assert [(s.rung, s.start.isoformat(), s.end and s.end.isoformat()) for s in found.spells] == [
        (2, "1950-01-10", "1960-04-30"),
        (5, "1960-05-01", "1970-04-30"),
        (2, "1970-05-01", "1990-06-30"),
        (3, "1995-01-01", "2000-01-01"),
    ]
    assert found.spells[1].obligations == ("defence", "consultation")
    assert [t.id for t in found.spells[1].treaties] == ["atop:2"]
    assert found.treaties[1].one_sided == ("defence owed by AND",)
    assert (found.rung, found.since) == (0, date(2000, 1, 2))


def test_until_knows_neither_later_treaties_nor_later_ends() -> None:
    pledges = owed("consultation", "1950-01-10", "1990-06-30", "atop:1"), owed("defence", "1960-05-01", None, "atop:2")
    found = stand(*pledges, until=date(1955, 1, 1))
    assert (found.rung, found.as_of, found.note) == (2, date(1955, 1, 1), "")
    assert found.spells[0].end is None
    assert [t.end for t in found.treaties] == [None]


def test_phases_of_one_treaty_are_one_treaty() -> None:
    found = stand(owed("defence", "1950-01-01", "1955-12-31", "atop:1"), owed("defence", "1956-01-01", None, "atop:1"))
    assert [(t.start.year, t.end) for t in found.treaties] == [(1950, None)]
    assert len(found.spells) == 1


def test_a_treaty_left_and_joined_again_is_two() -> None:
    found = stand(owed("defence", "1950-01-01", "1955-12-31", "atop:1"), owed("defence", "1960-01-01", None, "atop:1"))
    assert [t.start.year for t in found.treaties] == [1950, 1960]


def test_tables_of_names_point_at_rows_there_are() -> None:
    assert all(by_id(id) for id in (*BODIES, *ROWS.values()))
    assert known_to() == max(day for t in table() for day in (t.signed, t.in_force, t.ended) if day)


KNOWN = [
    ("RUS", "CHN", None, 3, "2001-07-16"),
    ("USA", "RUS", None, 1, "1975-08-01"),
    ("USA", "CHN", "2018-12-31", 1, "2009-07-22"),
    ("SUN", "DDR", None, 5, "1955-05-14"),
    ("PRK", "CHN", None, 5, "1961-07-11"),
    ("USA", "JPN", None, 5, "1951-09-08"),
    ("CHN", "SUN", "1985-01-01", 0, "1980-04-12"),
    ("USA", "FIN", None, 5, "2023-04-04"),
    ("PRK", "RUS", None, 5, "2024-12-04"),
]


@pytest.mark.parametrize(("one", "two", "until", "rung", "since"), KNOWN)
def test_known_dyads_stand_where_they_should(one: str, two: str, until: str | None, rung: int, since: str) -> None:
    found = ladder(one, two, source=open_source(), until=date.fromisoformat(until) if until else None)
    assert (found.rung, str(found.since)) == (rung, since)
    assert (found.state1, found.state2) == tuple(sorted((one, two)))


def test_the_helsinki_accords_are_no_pact_of_two() -> None:
    found = ladder("USA", "SUN", source=open_source(), until=date(1980, 1, 1))
    helsinki = next(t for t in found.treaties if t.id == "atop:3740")
    assert (helsinki.name, helsinki.obligations) == ("Helsinki Final Act", ("non-aggression",))
    assert (helsinki.n_parties or 0) > 30
    assert found.rung == 1


def test_the_treaty_of_2001_has_one_entry_with_our_name_and_atops_evidence() -> None:
    found = ladder("RUS", "CHN", source=open_source(), until=date(2001, 12, 31))
    entry = [t for t in found.treaties if t.start == date(2001, 7, 16)]
    assert [(t.name[:27], t.evidence[:12]) for t in entry] == [("Treaty of Good-Neighbourlin", "treaty/atop:")]


def test_nothing_outlives_a_state() -> None:
    found = ladder("DDR", "SUN", source=open_source())
    assert found.as_of == date(1990, 10, 2)
    assert all(t.end is not None and t.end <= found.as_of for t in found.treaties)


def test_the_pledge_to_the_other_china_is_not_counted_for_the_peoples_republic() -> None:
    stand = ladder("RUS", "CHN", source=open_source(), until=date(2021, 12, 17))
    assert all(treaty.id for treaty in stand.treaties)
    assert "offence" not in stand.spells[0].obligations
    assert "offence" in ladder("SUN", "TWN", source=open_source(), until=date(1949, 1, 1)).spells[-1].obligations


def test_germany_is_bound_by_the_alliance_from_its_accession_not_from_the_protocol() -> None:
    treaties = {t.name: t for t in ladder("FRA", "DEU", source=open_source(), until=date(2025, 12, 18)).treaties}
    atlantic = treaties["North Atlantic Treaty"]
    assert (atlantic.start, atlantic.n_parties) == (date(1955, 5, 6), 32)
    assert treaties["Treaty of Brussels"].start == date(1955, 5, 6)
    before = ladder("FRA", "DEU", source=open_source(), until=date(1954, 12, 31))
    assert (before.rung, before.treaties) == (0, ())


def test_late_members_are_not_parties_to_the_shanghai_agreement() -> None:
    names = [t.name for t in ladder("IND", "PAK", source=open_source(), until=date(2025, 12, 18)).treaties]
    assert not [name for name in names if name.startswith("Shanghai Agreement")]
    assert [name for name in names if name.startswith("Shanghai Cooperation Organisation")]


def test_a_treaty_without_a_name_says_its_year() -> None:
    names = [t.name for t in ladder("FRA", "LBY", source=open_source(), until=date(2018, 1, 1)).treaties]
    assert "treaty of two, 1955 (ATOP 3295)" in names
