"""Obligations: two shapes of ATOP put together."""

from __future__ import annotations

from datetime import date

from comity.measure.pacts.atop import heads, namesakes
from comity.measure.pacts.obligations import Obligation, Run, combine


def spell(start: str, end: str | None, item: str = "atop:1", name: str = "defence") -> Obligation:
    last = date.fromisoformat(end) if end else None
    return Obligation(name, "JPN", "USA", "", date.fromisoformat(start), last, item, 2, "member")


def run(actor: str, first: int, last: int, name: str = "defence") -> Run:
    return Run(name, actor, "USA" if actor == "JPN" else "JPN", first, last, "years")


def test_without_dyad_years_spells_stay_as_they_are() -> None:
    assert combine([spell("1951-09-08", None)], [], None) == [spell("1951-09-08", None)]


def test_a_pledge_the_dyad_years_do_not_know_is_dropped() -> None:
    """Paired members of a large treaty do not all promise each other the same."""
    assert combine([spell("1951-09-08", "1960-01-01")], [run("USA", 1970, 1980)], 2018) == [
        Obligation("defence", "JPN", "USA", "USA", date(1970, 1, 1), date(1980, 12, 31), "", None, "years")
    ]


def test_who_owes_comes_from_the_dyad_years() -> None:
    one_way = combine([spell("1951-09-08", "1960-01-19")], [run("USA", 1951, 1960)], 2018)
    both = combine([spell("1951-09-08", "1960-01-19")], [run("USA", 1951, 1960), run("JPN", 1951, 1960)], 2018)
    assert [o.owed_by for o in one_way] == ["USA"]
    assert [o.owed_by for o in both] == [""]


def test_an_open_spell_stops_where_the_dyad_years_stop() -> None:
    assert combine([spell("1951-09-08", None)], [run("USA", 1951, 2017)], 2018)[0].end == date(2017, 12, 31)
    assert combine([spell("1951-09-08", None)], [run("USA", 1951, 2018)], 2018)[0].end is None


def test_years_of_an_unnamed_treaty_begin_with_a_treaty_of_the_same_year() -> None:
    found = combine(
        [spell("1950-02-14", "1955-01-01")], [run("USA", 1950, 1955), run("USA", 1950, 1950, "offence")], 2018
    )
    assert [(o.name, o.start, o.end, o.item) for o in found] == [
        ("defence", date(1950, 2, 14), date(1955, 1, 1), "atop:1"),
        ("offence", date(1950, 2, 14), date(1950, 12, 31), ""),
    ]


def test_a_state_and_its_predecessor_are_one_party() -> None:
    assert heads(["SUN", "RUS", "CHN"]) == {"RUS", "CHN"}
    assert heads(["SUN", "CHN"]) == {"SUN", "CHN"}


def test_a_year_that_a_namesake_ended_in_is_not_this_dyads() -> None:
    """The dyad-years write both Chinas as 710: the pledge of 1945, ended in February 1950, is not the People's Republic's."""
    offence = run("USA", 1950, 1950, "offence")
    namesake = spell("1945-08-14", "1950-02-14", "atop:2", "offence")
    treaty, years = spell("1950-02-14", "1955-01-01"), [run("USA", 1950, 1955), offence]
    assert [o.name for o in combine([treaty], years, 2018)] == ["defence", "offence"]
    assert [o.name for o in combine([treaty], years, 2018, [namesake])] == ["defence"]
    later = spell("1945-08-14", "1960-02-14", "atop:2", "offence")
    assert [o.name for o in combine([treaty], years, 2018, [later])] == ["defence", "offence"]


def test_namesakes_are_the_states_under_one_number() -> None:
    assert namesakes(("FRA", "USA")) == []
    assert ("SUN", "TWN") in namesakes(("CHN", "SUN"))
