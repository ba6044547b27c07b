"""comity add: documents of any kind, or files of the public record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import DEFAULT_LEDGER, ledger_option
from comity.cli.progress import with_progress
from comity.cli.safely import safe
from comity.errors import Refused

if TYPE_CHECKING:
    from comity.ledger import Added, Ledger, Taken
    from comity.schema import Failure


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--record", "record_name", help="Read PATHS as a public record: un_votes, atop, blocs and more.")
@click.option("--columns", multiple=True, help="With --record dyads: state1=a,state2=b,year=yr,value=v,indicator=...")
@click.option("--map", "mapping", multiple=True, help="Columns of rows: text=body,title=headline,published=date.")
@click.option("--build/--no-build", default=True, show_default=True, help="Publish what is held when done.")
@ledger_option
def add(
    paths: tuple[str, ...],
    record_name: str | None,
    columns: tuple[str, ...],
    mapping: tuple[str, ...],
    build: bool,
    ledger: Path | None,
) -> None:
    """Add documents (files, folders, addresses, - for standard input) or, with --record, a public record.

    Adding the same twice changes nothing. Files of a record that belong together (votes and their resolutions) go in
    one command.
    """
    from comity.ledger import Ledger

    store = Ledger(ledger or DEFAULT_LEDGER)
    if record_name is None:
        if columns:
            raise Refused("columns of a record", where="--columns", next_step="add --record dyads, or use --map")
        _add_documents(store, paths, _columns(mapping, "--map", "text=body,title=headline"), build)
        return
    if mapping:
        raise Refused(
            "the columns of a public record are known", where="--map", next_step="leave --map or --record out"
        )
    files = [Path(path) for path in paths]
    said = _columns(columns, "--columns", "state1=a,state2=b,year=yr,value=v,indicator=gifts,unit=number")
    added = with_progress(lambda tell: store.add(files, record_name, tell, said), files[0].name, "rows")
    click.echo(on_record(added))
    if build:
        click.echo(f"published: {store.build()}")


def _columns(mapping: Sequence[str], option: str, example: str) -> dict[str, str]:
    """Field to column. Refused where a pair is none."""
    pairs = [pair.partition("=") for given in mapping for pair in given.split(",")]
    for field, equals, column in pairs:
        if not (field.strip() and equals and column.strip()):
            where = f"{option} {field}{equals}{column}"
            raise Refused("field=column was expected", where=where, next_step=f"{option} {example}")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _add_documents(store: Ledger, paths: Sequence[str], mapping: dict[str, str], build: bool) -> None:
    taken = with_progress(lambda tell: store.add_documents(paths, mapping, tell), paths[0], "documents")
    click.echo(_on_documents(taken))
    if build:
        click.echo(f"published: {store.build()}")
    if taken.n_failures and not (taken.n_documents or taken.n_held):
        first = taken.failures[0]
        raise Refused(f"no document could be read: {safe(first.reason)}", where=safe(first.where))
    if taken.n_documents:
        click.echo("comity code reads them", err=True)


def _on_documents(taken: Taken) -> str:
    lines = [f"{taken.n_documents:,} documents added, {taken.n_held:,} already held"]
    if taken.languages:
        said = ", ".join(f"{name or 'unknown'} {count:,}" for name, count in taken.languages.most_common())
        lines.append(f"  languages: {said}")
    lines += [f"  {count:,} times repaired: {safe(what)}" for what, count in taken.notes.most_common(5)]
    if taken.n_failures:
        lines.append(f"  {taken.n_failures:,} could not be read, the first of them:")
        lines += [_on_failure(failure) for failure in taken.failures[:3]]
    return "\n".join(lines)


def _on_failure(failure: Failure) -> str:
    return f"    {safe(failure.where)}:{failure.row}: {safe(failure.reason)} {safe(failure.found)[:80]}".rstrip()


def on_record(added: Added) -> str:
    """What an add of a public record did, in lines."""
    if added.already_held:
        return f"{added.file}: already held, nothing changed"
    lines = [f"{added.file}: {added.n_records:,} records on {added.n_items:,} items added"]
    lines += [f"  {count:,} rows left out: {reason}" for reason, count in added.skipped.items()]
    lines += [f"  {added.n_failures:,} rows could not be read, the first of them:"] if added.n_failures else []
    return "\n".join([*lines, *(_on_failure(failure) for failure in added.failures[:3])])
