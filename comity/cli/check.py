"""comity check: claims of a text held against the record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from comity.cli.options import Day, held, ledger_option


@click.command()
@click.argument("file")
@click.option("--published", help="When FILE was published: 2021-12-17, 2021-12 or 2021.")
@click.option("--until", type=Day(), help="The last day the record is asked for. Default: the day of the document.")
@click.option("--json", "as_json", is_flag=True, help="Print the claims and verdicts as JSON.")
@ledger_option
def check(file: str, published: str | None, until: date | None, as_json: bool, ledger: Path | None) -> None:
    """Check the claims of FILE (- for standard input) that the record can speak to.

    Each claim is said to be supported, contradicted, a matter of the yardstick, or not to be checked, with the figures and the ids behind
    them. Sentences that read like claims and are not understood are listed.
    """
    from comity.brief.check import check as checked
    from comity.brief.check.reading import documents
    from comity.measure.source import open_source

    source = open_source(held(ledger))
    for document in documents(file, published):
        found = checked(document, source, until)
        if as_json:
            click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        else:
            from rich.console import Console

            Console(highlight=False).print(found)
