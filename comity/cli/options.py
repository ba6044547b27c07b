"""What several verbs share: days, the ledger option, the ways to print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from comity.cli.safely import safe_value
from comity.errors import Refused

DEFAULT_LEDGER = Path("comity-ledger")

Verb = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day as 2021-12-17; a month or a year means its last day, or with `first` its first."""

    name = "date"

    def __init__(self, first: bool = False) -> None:
        self.first = first

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return _first_day(str(value)) if self.first else _last_day(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date: write 2021-12-17, 2021-12 or 2021", param, ctx)


def _first_day(text: str) -> date:
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return date(year, month, day)


def _last_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date.fromisoformat(text)
    if len(parts) == 2:
        year, month = parts
        first_of_next = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(first_of_next.toordinal() - 1)
    return date(parts[0], 12, 31)


def ledger_option(verb: Verb) -> Verb:
    """Adds --ledger."""
    return click.option(
        "--ledger",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="COMITY_LEDGER",
        help="Folder of the ledger. Default: $COMITY_LEDGER, else ./comity-ledger.",
    )(verb)


def form_option(verb: Verb) -> Verb:
    """Adds --form."""
    return click.option(
        "--form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print."
    )(verb)


def held(ledger: Path | None) -> Path | None:
    """The ledger to read: the one named, else ./comity-ledger where there is one, else none."""
    if ledger is None:
        return DEFAULT_LEDGER if DEFAULT_LEDGER.is_dir() else None
    if not ledger.is_dir():
        raise Refused("there is no ledger", where=str(ledger), next_step=f"comity add --ledger {ledger} --record ...")
    return ledger


def show(table: Any, form: str) -> None:
    """Print a Table as a table, CSV or JSON."""
    if form == "json":
        import json

        click.echo(json.dumps({"rows": table.rows(), "note": table.note}, ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        import csv

        writer = csv.DictWriter(sys.stdout, list(table.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.rows())
    else:
        from rich.console import Console

        Console().print(_safely(table))


def _safely(table: Any) -> Any:
    """The table with what documents say made safe for a terminal."""
    lists = {name: column.tolist() if hasattr(column, "tolist") else column for name, column in table.columns.items()}
    return replace(table, columns={name: [safe_value(value) for value in column] for name, column in lists.items()})
