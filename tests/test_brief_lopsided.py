"""Who depends on whom: sentences from the release, their years and what is left unsaid."""

from __future__ import annotations

from datetime import date

from brief_asked import asked, tables, text

from comity.brief.lopsided import lopsided
from comity.brief.objects import Chart
from comity.measure import open_source


def test_the_one_that_leans_more_is_named_with_both_shares_and_years() -> None:
    made = lopsided(asked("RUS", "CHN"), open_source())
    said = text(made)
    assert "Russia leans more on China in trade" in said
    assert "12% for Russia and 1.8% for China in 2014, after 7.4% and 1.0% in 2004" in said
    assert "China is the stronger by every yardstick held" in said
    assert "In Central Asia" in said
    chart = next(block for block in made.blocks if isinstance(block, Chart))
    assert "Russia on China 12% in 2014" in chart.alt
    assert tables(made)[0].columns[:4] == ("What", "Year", "Russia", "China")


def test_nothing_rests_on_anything_after_the_day() -> None:
    made = lopsided(asked("RUS", "CHN", date(2005, 6, 30)), open_source())
    figures = [figure for block in made.blocks for figure in block.figures]
    assert figures
    assert all(figure.estimate.as_of <= date(2005, 6, 30) for figure in figures)


def test_a_route_round_a_transit_state_is_told_with_both_parts() -> None:
    said = text(lopsided(asked("RUS", "UKR", date(2021, 12, 17)), open_source()))
    assert "Nord Stream 1, which passes round Ukraine, holds its part at 10% where it would be 21% without it." in said


def test_two_with_next_to_no_trade_are_called_so() -> None:
    assert "slight partners" in text(lopsided(asked("KEN", "BRA"), open_source()))
