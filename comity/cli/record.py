"""The verbs on the public record: similarity, cite, actor and release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import DEFAULT_LEDGER, Day, form_option, held, ledger_option, show


@click.command()
@form_option
@ledger_option
def cite(form: str, ledger: Path | None) -> None:
    """Origins, versions, licences and citations behind what comity says."""
    from comity.measure import cite as origins
    from comity.measure import open_source

    show(origins(open_source(held(ledger))), form)


@click.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--until", type=Day(), help="Last day to count.")
@click.option("--votes", type=click.Choice(["all", "contested"]), default="all", show_default=True, help="Which votes.")
@form_option
@ledger_option
def similarity(state1: str, state2: str, until: date | None, votes: str, form: str, ledger: Path | None) -> None:
    """Similarity of two states by year under every yardstick, with intervals."""
    from comity.measure import similarity as measure

    show(measure(state1, state2, ledger=held(ledger), until=until, votes=votes), form)


@click.command()
@click.argument("mention")
@click.option("--on", "day", type=Day(), help="The day on which it was said. Default: today.")
def actor(mention: str, day: date | None) -> None:
    """Who is meant by a name, capital, organ, leader or code on a day."""
    from comity.actors import choose, code_of

    day = day or date.today()
    found = choose(mention, day)
    codes = ", ".join(
        f"{system} {code}" for system in ("iso3", "cow", "gw") if (code := code_of(found.id, system, day))
    )
    span = f"{found.start or 'before 1945'} to {found.end or 'today'}"
    click.echo(f"{found.id}  {found.name} ({found.kind}; {span}){'; ' + codes if codes else ''}")
    if found.note:
        click.echo(found.note)


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to.")
@ledger_option
def release(out: Path, ledger: Path | None) -> None:
    """Make the release of estimates (all dyads, all years) from the record in a ledger."""
    from comity.ledger import Ledger
    from comity.measure import make_release
    from comity.measure.affinity.agenda_kept import make_agenda

    held = Ledger(ledger or DEFAULT_LEDGER)
    for path in (*make_release(held, out), *make_agenda(held, out)):
        click.echo(f"{path}  {path.stat().st_size:,} bytes")
