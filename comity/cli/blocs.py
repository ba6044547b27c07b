"""comity blocs: who stands with whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import Day, form_option, held, ledger_option, show


@click.command()
@click.argument("year", type=int, required=False)
@click.option("--state", help="A state: who stood with it in YEAR, or without YEAR its camp in every year.")
@click.option("--since", type=Day(first=True), help="Without YEAR: first year shown.")
@click.option("--until", type=Day(), help="Without YEAR: last year shown.")
@form_option
@ledger_option
def blocs(
    year: int | None, state: str | None, since: date | None, until: date | None, form: str, ledger: Path | None
) -> None:
    """The camps that the alignment of all states shows in YEAR, each with its wings and how firm they are.

    Without YEAR: how polarised the states were in every year.
    """
    from comity.measure import camp_by_year, camps_in, polarisation, sits_with

    path = held(ledger)
    span = {"since": since.year if since else None, "until": until.year if until else None}
    if year is not None and (since or until):
        raise click.UsageError("--since and --until are for answers without YEAR")
    if year is not None:
        show(sits_with(state, year, ledger=path) if state else camps_in(year, ledger=path), form)
    else:
        show(camp_by_year(state, ledger=path, **span) if state else polarisation(ledger=path, **span), form)
