"""The verbs that keep and ask the ledger: build, query, status."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.options import DEFAULT_LEDGER, form_option, ledger_option, show


@click.command()
@ledger_option
def build(ledger: Path | None) -> None:
    """Publish all that was added as one DuckDB file, swapped in whole; readers never wait."""
    from comity.ledger import Ledger

    click.echo(f"published: {Ledger(ledger or DEFAULT_LEDGER).build()}")


@click.command()
@click.argument("sql")
@click.option("--limit", default=10_000, show_default=True, help="The most rows to return.")
@form_option
@ledger_option
def query(sql: str, limit: int, form: str, ledger: Path | None) -> None:
    """Ask the ledger in SQL: one read-only SELECT, no files, no network."""
    from comity.ledger import Ledger

    show(Ledger(ledger or DEFAULT_LEDGER).query(sql, limit=limit), form)


@click.command()
@form_option
@ledger_option
def status(form: str, ledger: Path | None) -> None:
    """What the ledger holds: files, rows, failures, how far each record reaches."""
    from comity.ledger import Ledger

    show(Ledger(ledger or DEFAULT_LEDGER).status(), form)
