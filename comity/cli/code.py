"""comity code: texts into events and statements, one document on the spot or all of a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import DEFAULT_LEDGER, ledger_option
from comity.cli.progress import with_progress
from comity.cli.safely import safe
from comity.errors import Refused

if TYPE_CHECKING:
    from comity.schema import Coding, Document


@click.command()
@click.argument("file", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the coding of FILE as JSON.")
@click.option("--published", help="When FILE was published: 2021-12-17, 2021-12 or 2021.")
@click.option("--publisher", help="Who published FILE.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that code at once.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out events less sure than this.")
@click.option(
    "--issues",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own table of matters in dispute, laid over the shipped one.",
)
@click.option("--limit", type=click.IntRange(1), help="Code at most so many documents of the ledger.")
@click.option("--build/--no-build", default=True, show_default=True, help="Publish what is held when done.")
@ledger_option
def code(
    file: str | None,
    as_json: bool,
    published: str | None,
    publisher: str | None,
    workers: int,
    min_confidence: float | None,
    issues: Path | None,
    limit: int | None,
    build: bool,
    ledger: Path | None,
) -> None:
    """Code the documents of the ledger that are not coded yet, or FILE (- for standard input) without a ledger."""
    if file is None:
        _refuse_of_file(as_json, published, publisher)
        _code_ledger(ledger or DEFAULT_LEDGER, workers, min_confidence, issues, limit, build)
        return
    _refuse_of_ledger(file, workers, limit)
    documents = _documents(file, _as_published(published), publisher)
    codings = _codings(documents, min_confidence, issues)
    if as_json:
        _print_json(codings)
    else:
        _print_tables(codings)


def _refuse_of_file(as_json: bool, published: str | None, publisher: str | None) -> None:
    given = {"--json": as_json, "--published": published, "--publisher": publisher}
    if named := [name for name, value in given.items() if value]:
        raise Refused(
            "this says something of one file, and none is named", where=named[0], next_step="comity code FILE --json"
        )


def _refuse_of_ledger(file: str, workers: int, limit: int | None) -> None:
    if not file.strip():
        raise Refused("the name of a file is empty", where="FILE", next_step="comity code alone codes the ledger")
    if named := [name for name, given in (("--workers", workers > 1), ("--limit", limit)) if given]:
        raise Refused("this is for coding a ledger, and a file is named", where=named[0], next_step="leave FILE out")


def _code_ledger(
    path: Path, workers: int, min_confidence: float | None, issues: Path | None, limit: int | None, build: bool
) -> None:
    from comity.ledger import Ledger

    store = Ledger(path)
    done = with_progress(lambda tell: store.code(workers, min_confidence, limit, tell, issues), "coding", "documents")
    click.echo(f"{done.n_documents:,} documents coded: {done.n_events:,} events, {done.n_statements:,} statements")
    if done.n_before:
        click.echo(f"  {done.n_before:,} documents were coded before")
    for reason, count in done.failures.most_common(5):
        click.echo(f"  {count:,} failures: {safe(reason)}")
    if build:
        click.echo(f"published: {store.build()}")


def _as_published(said: str | None) -> str | None:
    """A day, month or year as documents carry it. Refused where it is none."""
    try:
        parts = [int(part) for part in said.split("-")] if said else []
        if said and not (1 <= len(parts) <= 3 and date(*[*parts, 1, 1][:3])):
            raise ValueError(said)
    except ValueError:
        raise Refused(
            f"{said!r} is not a date", where="--published", next_step="write 2021-12-17, 2021-12 or 2021"
        ) from None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else None


def _documents(file: str, published: str | None, publisher: str | None) -> Iterator[Document]:
    """The documents of a file with what the user says of them. Refused where there is none."""
    from comity.intake.documents import read
    from comity.intake.documents.fetch import read_url
    from comity.schema import Document, Failure

    given = {name: value for name, value in (("published", published), ("publisher", publisher)) if value}
    failure: Failure | None = None
    some = False
    for one in read_url(file) if "://" in file else read(file):
        if isinstance(one, Failure):
            failure = failure or one
            continue
        some = True
        about = {name: getattr(one, name) for name in ("publisher", "published", "title", "url", "lang", "licence")}
        yield Document.named(one.text, **{**about, **given}) if given else one
    if failure and not some:
        raise Refused(failure.reason, where=failure.where, next_step="check the file")
    if failure:
        click.echo(f"comity: {failure.where}, {failure.row}: {failure.reason}", err=True)


def _codings(
    documents: Iterator[Document], min_confidence: float | None, issues: Path | None
) -> Iterator[tuple[Document, Coding]]:
    from comity.ledger.coding import coded

    coder: Any = None
    for document in documents:
        if coder is None:
            from comity.coding.coder import Coder

            coder = Coder(min_confidence=min_confidence, issues=issues)
        yield document, coded(coder, document)


def _print_json(codings: Iterator[tuple[Document, Coding]]) -> None:
    """One document as an object over many lines; several as one object a line."""
    from comity.cli.coding_json import plain

    first = list(islice(codings, 2))
    indent = 1 if len(first) == 1 else None
    for document, coding in chain(first, codings):
        click.echo(json.dumps(plain(document, coding), ensure_ascii=False, indent=indent))


def _print_tables(codings: Iterator[tuple[Document, Coding]]) -> None:
    from rich.console import Console

    from comity.cli.coding_table import told

    console = Console(highlight=False)
    for document, coding in codings:
        for line in told(document, coding):
            console.print(line)
