"""Everything together and pressure: what is said of estimates made by hand, what is not, and that parts add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from brief_findings import FALLING, findings, pairing

from comity.brief import brief, headline, pressure, titles, together
from comity.brief.asking import whole_year
from comity.brief.canvas import WIDE
from comity.brief.curves import lines
from comity.brief.indexed import disagree, is_high
from comity.brief.objects import Chart, Figure, Panel, Paragraph, Point, Section, Sentence, Series, Table
from comity.brief.titles import title
from comity.errors import ComityError
from comity.measure.aligning import alignment_of
from comity.measure.alignment.breaking import Break, Restless
from comity.measure.alignment.pair import Since
from comity.measure.alignment.standing import LevelStanding, Standing, standing
from comity.measure.push.course import Course, course_of
from comity.measure.source import open_source
from comity.schema import LEVEL, Actor, Estimate

YEARS = range(2009, 2021)


def guess(value: float, year: int, kind: str = "alignment/CHN-RUS", wide: float = 0.05, n: int = 3) -> Estimate:
    return Estimate(
        value, round(value - wide, 3), round(value + wide, 3), LEVEL, n, date(year, 12, 31), "by hand", f"{kind}/{year}"
    )


def rising(top: float) -> dict[int, Estimate]:
    return {year: guess(round(top - 0.05 * (2020 - year), 3), year) for year in YEARS}


def level(name: str, share: float, top: float, last_read: int | None) -> LevelStanding:
    return LevelStanding(
        name, share, round(share * top, 3), rising(top), last_read, ("votes",) if last_read == 2020 else ()
    )


RECORD = Since(2020, 2018, 2009, 0.95, 2017, 0.6, 0.95, 2009)
NO_RECORD = Since(2020, 2018, None, 0.25, 2012, 0.4, 0.1, 2009)
FOUR = (
    ("diplomatic", 0.35, 0.5, 2020),
    ("security", 0.25, 0.4, 2018),
    ("economic", 0.15, 0.2, 2017),
    ("conflict", 0.25, -0.22, 2020),
)


def standing_by_hand(**changes: object) -> Standing:
    made = Standing(
        pair="CHN-RUS",
        year=2020,
        overall=rising(0.25),
        relative=guess(0.2, 2020),
        levels={one[0]: level(*one) for one in FOUR},
        record=RECORD,
        for_its_time=RECORD,
        tops=2020,
        moved={name: dict.fromkeys(YEARS, 0.02) for name, *_ in FOUR},
        breaks=(),
        restless=(Restless("diplomatic", guess(0.05, 2020, wide=0.01), guess(2.0, 2020, wide=0.5), 0.99),),
        reference=("GBR", "USA"),
        begins=2009,
        last=2020,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def course(state: str, values: dict[int, float], read: int = 2018, **changes: object) -> Course:
    series = {year: guess(value, year, f"pressure/WEST-{state}", 0.03) for year, value in values.items()}
    made = Course(
        "WEST", state, max(values), series, read, max(values, key=lambda y: (values[y], -y)), 2009, 1, ("gml",)
    )
    return replace(made, **changes)  # type: ignore[arg-type]


UP = {year: round(0.1 + 0.05 * (min(year, 2018) - 2009), 3) for year in YEARS}
NONE = dict.fromkeys(YEARS, 0.0)


def text(section: Section) -> str:
    return " ".join(str(block) for block in section.blocks if isinstance(block, Paragraph))


def test_nothing_estimated_is_said_and_claims_nothing() -> None:
    for section in (together.together(findings()), pressure.pressure(findings())):
        assert "estimated" in text(section)
        assert not any(isinstance(one, Sentence) for block in section.blocks for one in getattr(block, "sentences", ()))
    assert "CHN-RUS/2020, part" not in text(headline.headline(findings()))


def test_a_third_state_and_a_bloc_that_is_not_estimated_are_told_apart() -> None:
    state = Actor("USA", "state", "United States")
    assert "for blocs, not for single states" in text(pressure.pressure(findings(against=state)))
    bloc = Actor("OPEC", "organisation", "Organization of the Petroleum Exporting Countries")
    said = text(pressure.pressure(findings(against=bloc, pressers=("WEST", "EU"))))
    assert "No pressure by OPEC is estimated. The blocs estimated are WEST, EU." in said
    assert "for those years" in text(pressure.pressure(findings(pressers=("WEST",))))


def test_one_state_without_an_estimate_is_named() -> None:
    said = text(pressure.pressure(findings(pressed=(course("RUS", UP), None))))
    assert "Pressure on the Kingdom of Bohemia is not estimated." in said


def test_the_index_says_since_when_and_how_sure() -> None:
    said = text(together.together(findings(together=standing_by_hand())))
    assert "The index stood at 0.25 (90% interval 0.20 to 0.30) in 2020" in said
    assert "the level held since 2018 is above every earlier year on record, from 2009 on (probability 95%)" in said
    assert "by that measure the same holds (probability 95%)" in said
    assert (
        "moves by about 0.05 (0.04 to 0.06), 2.0 times as much as that of the United Kingdom and the United States"
        in said
    )
    assert "(clearly more: 1.5 to 2.5)" in said


def test_a_level_without_readings_says_when_it_was_last_read() -> None:
    section = together.together(findings(together=standing_by_hand()))
    assert "Only the diplomatic and conflict levels were read in 2020." in text(section)
    assert (
        "Last read were the security level in 2018 and the economic level in 2017; from there they are carried on"
        in text(section)
    )
    levels = {**standing_by_hand().levels, "economic": level("economic", 0.15, 0.2, None)}
    assert "Nothing was ever read of their economic level" in text(
        together.together(findings(together=standing_by_hand(levels=levels)))
    )


def test_a_table_of_parts_that_add_up() -> None:
    section = together.together(findings(together=standing_by_hand()))
    table = next(b for b in section.blocks if isinstance(b, Table) and b.title == "What the index is made of")
    parts = [row[4].estimate.value for row in table.rows if isinstance(row[4], Figure)]
    assert sum(parts[:-1]) == pytest.approx(parts[-1])
    assert [str(cell) for cell in table.rows[1]][-2:] == ["2018", "carried on"]
    assert all(isinstance(row[1], Figure) and row[1].evidence == "alignment/CHN-RUS/2020" for row in table.rows)


def test_no_record_is_no_peak_and_a_fall_is_clear_only_where_intervals_are_apart() -> None:
    none = standing_by_hand(record=NO_RECORD, for_its_time=NO_RECORD)
    said = text(together.together(findings(together=none)))
    assert "is no peak: that it lies above that of 2017 has a probability of 25%" in said
    assert "2012 comes out highest most often (in 40% of drawn histories)" in said
    assert "it is no peak either" in said
    fallen = replace(none, tops=2012, overall={**none.overall, 2012: guess(0.9, 2012)})
    assert "Its highest was 0.90 in 2012, clearly above that of 2020." in text(
        together.together(findings(together=fallen))
    )


def test_breaks_are_told_with_their_place_and_those_of_the_record_apart() -> None:
    sure = Break("security", 2012, 2012, 2012, 0.95, guess(0.6, 2012), other_sources=False)
    wide = Break("security", 2016, 2014, 2017, 0.9, guess(-0.4, 2016), other_sources=False)
    lists = Break("economic", 2018, 2018, 2018, 0.9, guess(-0.3, 2018), other_sources=True)
    made = standing_by_hand(breaks=(sure, wide, lists))
    said = text(together.together(findings(together=made)))
    assert "the security level rose at a stroke in 2012 (change 0.60, 90% interval 0.55 to 0.65)" in said
    assert "fell in 2016, give or take (2014 to 2017), (change −0.40" in said
    assert "A further break, of the economic level in 2018, falls where a list begins or ends" in said
    assert "No level broke with its past" in text(together.together(findings(together=standing_by_hand())))


def test_votes_and_everything_together_differ_only_with_a_reason() -> None:
    low_votes = findings(own=pairing({**dict.fromkeys(YEARS, 0.4), 2019: 0.9, 2020: 0.3}), together=standing_by_hand())
    assert disagree(low_votes)
    said = text(headline.headline(low_votes))
    assert "The two need not agree" in said
    assert "the diplomatic level was at 0.50 in 2020 against 0.45 in 2019" in said
    assert str(title(low_votes)).endswith(
        "UN votes clearly down in 2020, everything together above every year before 2018"
    )
    agreed = findings(together=standing_by_hand())
    assert not disagree(agreed)
    assert "need not agree" not in text(headline.headline(agreed))
    assert str(title(agreed)) == str(title(findings()))
    high_votes = findings(together=standing_by_hand(record=NO_RECORD, tops=2012))
    assert disagree(high_votes)
    assert str(titles.title(high_votes)).endswith("closest since 2009 in UN votes")
    assert not is_high(None)
    assert not is_high(replace(RECORD, year=2016))


def test_pressure_says_how_much_when_most_and_which_way() -> None:
    section = pressure.pressure(findings(pressed=(course("RUS", UP), course("CHN", NONE))))
    said = text(section)
    assert (
        "The West's pressure on Arcadia was 0.55 in 2018 (90% interval 0.52 to 0.58), the highest of a series that begins in 2009"
        in said
    )
    assert "and clearly up from 0.10 in 2009" in said
    assert "Nothing was read of it after 2018; carried on to 2020 it is 0.55" in said
    assert "The West put no pressure to speak of on the Kingdom of Bohemia in 2018 (0.00)." in said
    assert "Arcadia is under clearly more of it than the Kingdom of Bohemia" in said
    assert "does not say that one brought the other" in said
    chart = next(block for block in section.blocks if isinstance(block, Chart))
    assert [series.read_to for series in chart.panels[0].series] == [2018, 2018]


def test_pressure_that_was_higher_once_says_when() -> None:
    down = {year: 0.5 if year == 2012 else 0.2 for year in YEARS}
    said = text(pressure.pressure(findings(pressed=(course("RUS", down, moved=0), course("CHN", NONE)))))
    assert "not clearly different from 0.20 in 2009. It was highest in 2012, at 0.50." in said


def test_years_after_the_last_reading_are_dotted() -> None:
    points = tuple(Point(year, 0.1) for year in range(2000, 2006))
    panel = Panel("", (Series("s", "main", points, band=False, read_to=2003),))
    drawn = lines(panel, WIDE, (2000, 2005)).body
    whole = lines(Panel("", (Series("s", "main", points, band=False),)), WIDE, (2000, 2005)).body
    assert drawn.count("stroke-dasharray") == 1
    assert "stroke-dasharray" not in whole


def test_only_whole_years_count() -> None:
    assert whole_year(date(2021, 12, 17), date(2020, 12, 31)) == 2020
    assert whole_year(date(2021, 12, 31), date(2021, 12, 31)) == 2021
    assert whole_year(None, date(2025, 12, 18)) == 2025


def test_a_year_outside_the_record_is_refused() -> None:
    pair = alignment_of(open_source(), "RUS", "CHN")
    with pytest.raises(ComityError, match="no alignment of 1940"):
        standing(pair, 1940)
    assert course_of(open_source().fused, "G20", "RUS", 2020) is None


def test_what_ships_is_told_as_it_stands() -> None:
    source = open_source()
    pair = alignment_of(source, "RUS", "CHN")
    found = standing(pair, 2020)
    assert found.overall[2020].value == pytest.approx(float(pair.moments()[0][pair.years == 2020][0]))
    assert sum(level.part for level in found.levels.values()) == pytest.approx(found.overall[2020].value)
    assert found.moved["security"][2020] == 0
    assert any(one.level == "security" and one.year == 1950 and (one.jump.value or 0) > 0 for one in found.breaks)
    rows = {row["level"]: row for row in brief("Russia", "China").why("alignment/CHN-RUS/2020").rows()}
    assert rows["security"]["part"] == pytest.approx(found.levels["security"].part)
    got = course_of(source.fused, "WEST", "RUS", 2025)
    assert got is not None
    assert got.read <= got.year
    assert got.series[got.read].evidence == f"pressure/WEST-RUS/{got.read}"
    assert all((e.low or 0) >= 0 for e in got.series.values())


def test_falling_findings_still_render() -> None:
    assert "Arcadia" in text(headline.headline(findings(own=pairing(FALLING), together=standing_by_hand())))


def test_the_headline_of_a_pair_that_fights_says_so() -> None:
    fighting = brief("India", "Pakistan").to_json()
    calm = brief("France", "Germany").to_json()
    assert "acts of hostility hold the conflict level" in str(fighting)
    assert "acts of hostility" not in str(calm)
