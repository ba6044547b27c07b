"""The actors room: refusals, dates and lineage, blocs, choosing, and what holds for any text."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import actors
from comity.actors import Ambiguous
from comity.actors.states import read_states
from comity.errors import AmbiguousActor, NotThen, UnknownActor
from comity.schema import Actor

DAYS = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
STATES = read_states()
IDS = sorted(STATES)


def ids(found: Actor | Ambiguous | None) -> tuple[str, ...]:
    if found is None:
        return ()
    return (found.id,) if isinstance(found, Actor) else tuple(candidate.actor.id for candidate in found.candidates)


@pytest.mark.parametrize("mention", ["Atlantis", "", "   ", "Wakanda", "🦄", "the", "'s", "\x00", "a" * 10_000])
def test_choose_refuses_what_names_nobody(mention: str) -> None:
    with pytest.raises(UnknownActor):
        actors.choose(mention)


@pytest.mark.parametrize(
    ("mention", "nearest"),
    [
        ("Rusia", "Russia (RUS)"),
        ("Ukrane", "Ukraine (UKR)"),
        ("Kazahstan", "Kazakhstan (KAZ)"),
        ("Phillipines", "Philippines (PHL)"),
        ("Czechoslovkia", "Czechoslovakia (CSK)"),
    ],
)
def test_choose_offers_names_spelt_nearly_so(mention: str, nearest: str) -> None:
    with pytest.raises(UnknownActor) as refusal:
        actors.choose(mention)
    assert refusal.value.candidates[0] == nearest
    assert nearest in refusal.value.next_step


@pytest.mark.parametrize(
    ("mention", "day", "candidates"),
    [
        ("Korea", None, {"KOR", "PRK"}),
        ("Congo", "2020-01-01", {"COG", "COD"}),
        ("Germany", "1970-01-01", {"DEU", "DDR"}),
        ("Vietnam", "1965-01-01", {"VNM", "RVN"}),
        ("Yemen", "1980-01-01", {"YAR", "YMD"}),
        ("Dominican", "2020-01-01", {"DOM", "DMA"}),
    ],
)
def test_choose_refuses_what_names_several(mention: str, day: str | None, candidates: set[str]) -> None:
    with pytest.raises(AmbiguousActor) as refusal:
        actors.choose(mention, day and date.fromisoformat(day))
    assert set(refusal.value.candidates) == candidates
    assert all(id in refusal.value.next_step for id in candidates)


@pytest.mark.parametrize(
    ("mention", "day", "words"),
    [
        ("Russia", "1980-01-01", "Russia (RUS) begins 1991-12-26; before it the Soviet Union (SUN)"),
        ("RUS", "1980-01-01", "ask for SUN"),
        ("Soviet Union", "2005-01-01", "Soviet Union (SUN) ended 1991-12-25; after it Russia (RUS)"),
        ("Czechoslovakia", "1995-01-01", "after it Czechia (CZE), Slovakia (SVK)"),
        ("Yugoslavia", "2010-01-01", "after it Serbia (SRB)"),
        ("East Germany", "1995-01-01", "ask for DEU"),
        ("Algeria", "1950-01-01", "before it under France (FRA)"),
        ("Bangladesh", "1960-01-01", "before it under Pakistan (PAK)"),
        ("Georgia", "1989-01-01", "before it the Soviet Union (SUN)"),
        ("Germany", "1947-01-01", "Germany (DEU) begins 1949-05-23"),
        ("Syria", "1960-01-01", "when it was part of Egypt (EGY)"),
        ("CHN", "1947-01-01", "before it Taiwan (TWN)"),
        ("EAEU", "2000-01-01", "begins 2015-01-01"),
        ("WARSAW_PACT", "2000-01-01", "ended 1991-07-01"),
    ],
)
def test_choose_refuses_what_did_not_exist_then(mention: str, day: str, words: str) -> None:
    with pytest.raises(NotThen) as refusal:
        actors.choose(mention, date.fromisoformat(day))
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("mention", "day", "id"),
    [
        ("RUS", None, "RUS"),
        ("rus", None, "RUS"),
        ("russia", None, "RUS"),
        ("usa", None, "USA"),
        ("us", None, "USA"),
        ("uk", None, "GBR"),
        ("turkey", None, "TUR"),
        ("COTE D'IVOIRE", None, "CIV"),
        ("são tomé & príncipe", None, "STP"),
        ("St. Kitts and Nevis", None, "KNA"),
        ("Burma", None, "MMR"),
        ("Zaire", "2015-01-01", "COD"),
        ("Ukraine", "1960-01-01", "UKR"),
        ("India", "1946-01-01", "IND"),
        ("Germany", None, "DEU"),
        ("Yemen", None, "YEM"),
        ("China", None, "CHN"),
        ("China", "1946-01-01", "TWN"),
        ("Soviet Union", None, "SUN"),
        ("Yugoslavia", None, "YUG"),
        ("WEST", None, "WEST"),
        ("the west", None, "WEST"),
        ("nato", None, "NATO"),
        ("European Union", None, "EU"),
        ("England", None, "GBR"),
        ("Kremlin", "2020-01-01", "RUS"),
    ],
)
def test_choose(mention: str, day: str | None, id: str) -> None:
    assert actors.choose(mention, day and date.fromisoformat(day)).id == id


def test_get_refuses_an_unknown_id() -> None:
    with pytest.raises(UnknownActor, match="'XXX'"):
        actors.get("XXX")
    with pytest.raises(UnknownActor):
        actors.get("Russia")


@pytest.mark.parametrize("ask", [actors.lineage, actors.predecessors, actors.successors, actors.memberships])
def test_questions_about_an_unknown_id_are_refused(ask: object) -> None:
    with pytest.raises(UnknownActor):
        ask("XXX")  # type: ignore[operator]
    with pytest.raises(UnknownActor):
        actors.members("XXX", date(2000, 1, 1))


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("RUS", ("SUN", "RUS")),
        ("SRB", ("YUG", "SCG", "SRB")),
        ("SCG", ("YUG", "SCG")),
        ("YEM", ("YAR", "YEM")),
        ("DEU", ("DEU",)),
        ("CZE", ("CZE",)),
        ("MNE", ("MNE",)),
        ("CHN", ("CHN",)),
        ("NATO", ("NATO",)),
    ],
)
def test_lineage(id: str, line: tuple[str, ...]) -> None:
    assert actors.lineage(id) == line


def test_predecessors_and_successors() -> None:
    assert actors.predecessors("DEU") == ("DDR",)
    assert actors.predecessors("YEM") == ("YAR", "YMD")
    assert actors.successors("CSK") == ("CZE", "SVK")
    assert actors.successors("SCG") == ("SRB", "MNE")
    assert actors.successors("SUN")[0] == "RUS"
    assert len(actors.successors("SUN")) == 15
    assert actors.successors("YUG")[0] == "SCG"
    assert set(actors.successors("YUG")) == {"SCG", "HRV", "SVN", "MKD", "BIH"}
    assert actors.successors("EAZ") == ("TZA",)
    assert actors.successors("FRA") == ()


def test_states_count_as_the_un_does() -> None:
    """The UN's own numbers of members by year, less Yugoslavia from 1992 to 2000, whose seat it counted as filled."""
    members = {1945: 51, 1955: 76, 1961: 104, 1971: 132, 1990: 159, 1994: 185 - 1, 2000: 189, 2006: 192, 2025: 193}
    for year, n in members.items():
        day = date(year, 12, 31)
        seated = {id for id, state in STATES.items() if any(seat.covers(day) for seat in state.seats)}
        assert len(seated) == n, year


def test_only_the_disputed_and_the_associated_sit_outside_the_un() -> None:
    day = date(2025, 1, 1)
    outside = {id for id, s in STATES.items() if s.actor.existed(day) and not any(seat.covers(day) for seat in s.seats)}
    assert outside == {"VAT", "PSE", "XKX", "TWN", "COK", "NIU", "ESH", "NCY", "ABK", "SOO", "PMR", "SML"}
    assert all(STATES[id].actor.note for id in outside)
    assert all(STATES[id].actor.note.startswith("Disputed:") for id in outside - {"VAT", "COK", "NIU"})


def test_syria_is_absent_while_in_the_united_arab_republic() -> None:
    assert actors.present("SYR", date(1958, 1, 31))
    assert not actors.present("SYR", date(1958, 2, 1))
    assert not actors.present("SYR", date(1961, 9, 28))
    assert actors.present("SYR", date(1961, 9, 29))


@pytest.mark.parametrize("id", IDS)
def test_every_state_refers_to_known_states_and_follows_its_predecessors(id: str) -> None:
    state = STATES[id]
    assert {*state.predecessors, *state.under, *filter(None, (state.continues, state.within))} <= set(STATES)
    if state.continues:
        assert state.continues in state.predecessors
        end = STATES[state.continues].actor.end
        assert end is not None
        assert state.actor.start == end + timedelta(days=1), "a record is continued without gap or overlap"


@given(id=st.sampled_from(IDS), days=st.integers(0, 30_000))
def test_choosing_an_id_either_gives_it_or_names_its_dates(id: str, days: int) -> None:
    day = date(1945, 1, 1) + timedelta(days=days)
    if actors.present(id, day):
        assert actors.choose(id, day).id == id
    else:
        with pytest.raises(NotThen) as refusal:
            actors.choose(id, day)
        assert any(word in str(refusal.value) for word in ("begins", "ended", "did not exist"))


@given(mention=st.text(max_size=60), day=DAYS)
def test_resolve_never_raises(mention: str, day: date | None) -> None:
    assert isinstance(actors.resolve(mention, day), Actor | Ambiguous | None)


WORDS = st.sampled_from(
    [
        "the",
        "The",
        "of",
        "'s",
        "'",
        "Russia",
        "Russian",
        "foreign",
        "ministry",
        "President",
        "Putin",
        "former",
        "and",
        "US",
        "Korea",
        "-",
        ",",
        "President's",
        "minister",
        "Xi",
        "al-",
        "St.",
        "Côte",
    ]
)


@given(mention=st.lists(WORDS, max_size=8).map(" ".join), day=DAYS)
def test_resolve_never_raises_on_what_looks_like_a_mention(mention: str, day: date | None) -> None:
    found = actors.resolve(mention, day)
    if isinstance(found, Actor) and day is not None:
        assert actors.present(found.id, day)


@given(mention=st.text(max_size=30), day=DAYS)
def test_choose_raises_nothing_but_refusals(mention: str, day: date | None) -> None:
    assert _chosen_or_refused(mention, day)


def _chosen_or_refused(mention: str, day: date | None) -> str:
    try:
        return actors.choose(mention, day).id
    except (UnknownActor, NotThen) as refusal:
        return refusal.next_step


@given(name=st.sampled_from([s.actor for s in STATES.values() if s.actor.end is None]), day=st.just(date(2024, 6, 1)))
def test_every_state_answers_to_its_name_in_any_dress(name: Actor, day: date) -> None:
    expected = (name.id,)
    for dress in (name.name, f"the {name.name}", f"{name.name}'s", f"{name.name}’s", f" “{name.name}”, "):
        assert ids(actors.resolve(dress, day)) == expected
    assert actors.choose(name.name.upper(), day).id == name.id


@pytest.mark.parametrize(
    ("mention", "day"),
    [
        ("IAEA", "1957-07-28"), ("ICC", "2002-06-30"), ("World Trade Organization", "1994-12-31"), ("who", "2020-01-01"),
        ("Hamas", "2020-01-01"), ("Amnesty International", "2020-01-01"), ("Red Cross", "2020-01-01"),
        ("Rafael Grossi", "2000-01-01"),
    ],
)  # fmt: skip
def test_no_body_is_found_before_its_first_day_and_no_group_at_all(mention: str, day: str) -> None:
    assert actors.resolve(mention, date.fromisoformat(day)) is None


def test_a_body_is_refused_outside_its_days() -> None:
    with pytest.raises(NotThen, match="begins 1957-07-29"):
        actors.choose("IAEA", date(1957, 7, 28))
    with pytest.raises(NotThen, match="ended 2017-12-31"):
        actors.choose("ICTY", date(2018, 1, 1))
    with pytest.raises(UnknownActor):
        actors.choose("HAMAS")


@pytest.mark.parametrize(
    ("mention", "day", "id"),
    [
        ("IAEA", "1957-07-29", "IAEA"), ("the I.A.E.A.", "2020-01-01", "IAEA"), ("UN nuclear watchdog", "2020-01-01", "IAEA"),
        ("International Criminal Court", "2002-07-01", "ICC"), ("the World Court", "1986-06-27", "ICJ"),
        ("UN refugee agency", "2015-01-01", "UNHCR"), ("ICTY", "2017-12-31", "ICTY"), ("Unicef", "2000-01-01", "UNICEF"),
        ("Organisation of the Islamic Conference", "2005-01-01", "OIC"), ("Rafael Grossi", "2022-01-01", "IAEA"),
        ("Christine Lagarde", "2015-01-01", "IMF"), ("the president of the World Bank", "2015-01-01", "WORLD_BANK"),
    ],
)  # fmt: skip
def test_bodies_and_their_heads_are_actors(mention: str, day: str, id: str) -> None:
    found = actors.resolve(mention, date.fromisoformat(day))
    assert ids(found) == (id,)
    assert actors.get(id).kind == "body"


def test_members_on_a_day() -> None:
    assert actors.members("NATO", date(1949, 12, 31)) >= {"USA", "GBR", "FRA", "CAN", "NOR"}
    assert len(actors.members("NATO", date(1949, 12, 31))) == 12
    assert "TUR" not in actors.members("NATO", date(1950, 1, 1))
    assert "TUR" in actors.members("NATO", date(1953, 1, 1))
    assert len(actors.members("NATO", date(2025, 1, 1))) == 32
    assert "GBR" not in actors.members("EU", date(2021, 1, 1))
    assert actors.members("NATO", date(1940, 1, 1)) == frozenset()


def test_every_membership_is_of_a_known_state_in_a_known_bloc() -> None:
    blocs = {bloc.id for bloc in actors.blocs()}
    rows = [row for id in IDS for row in actors.memberships(id)]
    assert {row.bloc for row in rows} <= blocs
    assert len(rows) > 1_000
    assert all(row.lasts(row.start) for row in rows if row.start)


def test_blocs_answer_to_their_names() -> None:
    for bloc in actors.blocs():
        assert actors.get(bloc.id) == bloc
        assert actors.choose(bloc.id) == bloc
        assert bloc.id in ids(actors.resolve(bloc.name, bloc.start)), bloc.name


def test_importing_reads_no_table_and_nothing_heavy() -> None:
    code = "import sys, comity.actors as a; assert a._shipped.cache_info().currsize == 0; print([m for m in ('numpy', 'duckdb', 'rich', 'click') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
