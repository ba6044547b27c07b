"""comity sync: the newest releases of public data sets, from their publishers into the ledger."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.add import on_record
from comity.cli.options import DEFAULT_LEDGER, form_option, ledger_option, show
from comity.cli.progress import with_progress
from comity.cli.safely import safe
from comity.errors import ComityError, Refused, Unreachable

if TYPE_CHECKING:
    from comity.intake.releases import Release
    from comity.ledger import Ledger, Synced


@click.command()
@click.argument("names", nargs=-1)
@click.option("--status", is_flag=True, help="Show what is held, how old, under what licence; asks no network.")
@click.option("--build/--no-build", default=True, show_default=True, help="Publish what is held when done.")
@form_option
@ledger_option
def sync(names: tuple[str, ...], status: bool, build: bool, form: str, ledger: Path | None) -> None:
    """Fetch the newest releases of public data sets from their publishers and add them.

    NAMES are data sets; without one, all that can be downloaded directly. Of the others, says where to get them.
    """
    from comity.intake.releases import chosen
    from comity.ledger import Ledger

    store = Ledger(ledger or DEFAULT_LEDGER)
    rows = chosen(names)
    if status:
        show(store.freshness(), form)
        return
    direct = [row for row in rows if row.direct != "no" and (names or row.unasked)]
    failed, n_added = _fetched(store, direct)
    _refuse_silence(failed, len(direct))
    others = [row for row in rows if row not in direct]
    for row in others:
        click.echo(_by_hand(row, ledger))
    if n_added and build:
        click.echo(f"published: {store.build()}")
    _report(failed)


def _fetched(store: Ledger, rows: list[Release]) -> tuple[list[ComityError], int]:
    """What went wrong, and how many data sets are new."""
    failed: list[ComityError] = []
    n_added = 0
    for row in rows:
        try:
            synced = with_progress(partial(store.sync, row), row.name, "bytes")
        except (Refused, Unreachable) as error:
            failed.append(error)
            continue
        click.echo(_on_synced(synced))
        n_added += synced.added is not None
    return failed, n_added


def _on_synced(synced: Synced) -> str:
    if synced.added is None:
        return f"{synced.name}: unchanged since {synced.fetched[:10]}"
    return f"{synced.name}: {on_record(synced.added)}"


def _by_hand(row: Release, ledger: Path | None) -> str:
    if row.direct != "no":
        return f"{row.name}: new data each time; comity sync {row.name} fetches it"
    command = f"comity add --record {row.record} FILE" + (f" --ledger {ledger}" if ledger else "")
    return f"{row.name}: by hand from {row.page} ({row.files}; {row.licence}), then {command}"


def _refuse_silence(failed: list[ComityError], tried: int) -> None:
    """One sentence where nothing at all could be reached."""
    silent = [error for error in failed if isinstance(error, Unreachable)]
    if silent and len(silent) == tried:
        raise Unreachable(
            "no publisher can be reached from here, so nothing was fetched and what is held stays",
            where=safe(silent[0].what),
            next_step="connect to the network and run the same command again; comity sync --status works offline",
        )


def _report(failed: list[ComityError]) -> None:
    """All that went wrong, the last as the verb's own error."""
    for error in failed[:-1]:
        click.echo(f"comity: {safe(str(error))}", err=True)
    if failed:
        raise failed[-1]
