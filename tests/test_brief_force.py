"""Force and exercises: rates with intervals, disputes between the two, and noughts that name the years covered."""

from __future__ import annotations

from datetime import date

from brief_asked import asked, tables, text

from comity.brief.force import force
from comity.measure import open_source


def test_readiness_is_a_rate_with_its_interval() -> None:
    made = force(asked("RUS", "CHN"), open_source())
    said = text(made)
    assert (
        "From 1995 to 2014 Russia used force in 16 militarised disputes, 0.80 a year (90% interval 0.50 to 1.22)"
        in said
    )
    assert "16 militarised disputes between the two, the last begun in 2012" in said
    assert "not always against the other" in said
    assert any("1995–2014" in row for row in tables(made)[0].rows)


def test_a_nought_names_the_years_that_are_covered() -> None:
    said = text(force(asked("FRA", "DEU"), open_source()))
    assert "Between the two there is no militarised dispute on record, 1946 to 2014." in said


def test_nothing_rests_on_anything_after_the_day() -> None:
    made = force(asked("IND", "PAK", date(1990, 12, 31)), open_source())
    figures = [figure for block in made.blocks for figure in block.figures]
    assert all(figure.estimate.as_of <= date(1990, 12, 31) for figure in figures)
