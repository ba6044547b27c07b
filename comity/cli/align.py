"""The verbs on fused estimates: align, rank, pressure, camps, estimate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import DEFAULT_LEDGER, Day, form_option, held, ledger_option, show


@click.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--by", type=click.Choice(["year", "month"]), default="year", show_default=True, help="Years or months.")
@click.option("--since", type=Day(first=True), help="First year shown.")
@click.option("--until", type=Day(), help="Last year shown, for which the record claim is made.")
@click.option("--chart", type=click.Path(path_type=Path, dir_okay=False), help="Write a chart: FILE.svg or FILE.png.")
@form_option
@ledger_option
def align(
    state1: str,
    state2: str,
    by: str,
    since: date | None,
    until: date | None,
    chart: Path | None,
    form: str,
    ledger: Path | None,
) -> None:
    """Alignment of two states: an overall index and its diplomatic, security, economic and conflict levels.

    All series fused, with intervals, and since when it has not been higher.
    """
    from comity.measure import align as measure

    table = measure(state1, state2, ledger=held(ledger), since=_year(since), until=_year(until), by=by)
    if chart:
        from comity.brief.levels import write_chart

        write_chart(table, chart)
        click.echo(f"written: {chart}", err=True)
    show(table, form)


@click.command()
@click.option("--since", type=Day(first=True), required=True, help="The earlier year.")
@click.option("--until", type=Day(), help="The later year. Default: the last estimated.")
@click.option("--top", type=click.IntRange(2, 1000), default=20, show_default=True, help="How many pairs.")
@form_option
@ledger_option
def rank(since: date, until: date | None, top: int, form: str, ledger: Path | None) -> None:
    """The pairs of states whose alignment moved most between two years, closer first, then apart."""
    from comity.measure import rank as measure

    show(measure(since.year, _year(until), top, ledger=held(ledger)), form)


@click.command()
@click.argument("bloc")
@click.argument("state")
@click.option("--since", type=Day(first=True), help="First year shown.")
@click.option("--until", type=Day(), help="Last year shown.")
@form_option
@ledger_option
def pressure(bloc: str, state: str, since: date | None, until: date | None, form: str, ledger: Path | None) -> None:
    """Pressure of a bloc on a state by year: sanctions, threats, disputes, hostile events of its members."""
    from comity.measure import pressure as measure

    show(measure(bloc, state, ledger=held(ledger), since=_year(since), until=_year(until)), form)


@click.command()
@ledger_option
def estimate(ledger: Path | None) -> None:
    """Estimate alignment of all pairs and pressure on all states anew from the record in a ledger.

    Needs the extra `estimate` (pip install 'comity[estimate]') and some minutes; answers with --ledger then rest on it.
    """
    from comity.ledger import Ledger
    from comity.measure.fusing import make_fused
    from comity.measure.held import ESTIMATES
    from comity.measure.release import BLOCS

    path = held(ledger) or DEFAULT_LEDGER
    for made in make_fused(Ledger(path), path / ESTIMATES, BLOCS):
        click.echo(f"{made}  {made.stat().st_size:,} bytes")


def _year(day: date | None) -> int | None:
    return day.year if day else None
