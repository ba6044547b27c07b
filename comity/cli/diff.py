"""comity diff: what moved between two states from one day to another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import Day, held, ledger_option, show

FEW = 12
"""Rows of a section that the terminal shows."""


@click.command()
@click.argument("state1")
@click.argument("state2")
@click.argument("date1", type=Day())
@click.argument("date2", type=Day())
@click.option("--against", default="WEST", show_default=True, help="The bloc whose pressure is compared.")
@click.option("--json", "as_json", is_flag=True, help="Print every row as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print every row as CSV.")
@ledger_option
def diff(
    state1: str,
    state2: str,
    date1: date,
    date2: date,
    against: str,
    as_json: bool,
    as_csv: bool,
    ledger: Path | None,
) -> None:
    """What moved between two states from DATE1 to DATE2, by how much, and because of which evidence.

    The index, its levels, the readings and sentences behind them, yardsticks, pressure, treaties and bodies.
    """
    from comity.measure.change.diff import diff as measure
    from comity.measure.change.diff import shortened

    found = measure(state1, state2, date1, date2, against=against, ledger=held(ledger))
    if as_json or as_csv:
        show(found, "json" if as_json else "csv")
        return
    click.echo(found.title)
    for table in shortened(found, FEW):
        show(table, "table")
