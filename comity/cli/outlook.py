"""The verbs on forecasts: outlook, register, score."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import Day, Verb, form_option, held, ledger_option, show

VERDICTS = ("true", "false", "unclear")


def _register_option(verb: Verb) -> Verb:
    return click.option(
        "--register", type=click.Path(path_type=Path), help="The register file. Default: forecasts.jsonl in the ledger."
    )(verb)


@click.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--against", default="WEST", show_default=True, help="The bloc whose pressure is forecast.")
@click.option("--horizon", type=click.IntRange(1, 60), default=36, show_default=True, help="Months ahead.")
@click.option(
    "--scenario", default="", help='"pressure as in 2014", "sanctions lifted", "pressure +1 sd for 24 months".'
)
@click.option("--until", type=Day(), help="Forecast from what was known by this day.")
@click.option("--freeze", is_flag=True, help="Put the forecasts into the register, to be scored later.")
@click.option("--json", "as_json", is_flag=True, help="The same as --form json.")
@_register_option
@form_option
@ledger_option
def outlook(
    state1: str,
    state2: str,
    against: str,
    horizon: int,
    scenario: str,
    until: date | None,
    freeze: bool,
    as_json: bool,
    register: Path | None,
    form: str,
    ledger: Path | None,
) -> None:
    """Forecasts of alignment, agreement and pressure, each with its interval and how such forecasts did before.

    Data are yearly: months are read as the calendar years they fall in.
    """
    from comity.actors import choose
    from comity.measure import open_source
    from comity.outlook.forecast import outlook_of
    from comity.outlook.scenario import scenario as path_of

    source = open_source(held(ledger))
    one, two, rival = (choose(name, until or date.today()).id for name in (state1, state2, against))
    ahead = outlook_of(source, one, two, rival, months=horizon, until=until)
    path = path_of(source, ahead, scenario, until=until) if scenario else None
    form = "json" if as_json else form
    show(path.table() if path else ahead.table(), form)
    if freeze:
        from comity.outlook.freezing import freeze as put
        from comity.outlook.register import register_at

        kept = register_at(held(ledger), register)
        added = put(kept, source, ahead, path)
        click.echo(f"{len(added)} forecasts added to {kept.path}", err=True)


@click.command()
@click.option("--from-statements", is_flag=True, required=True, help="Forecasts quoted in the documents of the ledger.")
@click.option(
    "--actor", "names", multiple=True, help="Only of those who speak for this state or body; may be repeated."
)
@_register_option
@ledger_option
def register(from_statements: bool, names: tuple[str, ...], register: Path | None, ledger: Path | None) -> None:
    """Put forecasts that people made into the register, word for word, with speaker and horizon."""
    from comity.actors import choose
    from comity.cli.options import DEFAULT_LEDGER
    from comity.outlook.quoted import quoted
    from comity.outlook.register import register_at

    path = held(ledger) or DEFAULT_LEDGER
    ids = tuple(choose(name, date.today()).id for name in names)
    kept = register_at(path, register)
    added = kept.add(("quoted", says) for says in quoted(path, ids))
    click.echo(f"{len(added)} quoted forecasts added to {kept.path}")


@click.command()
@click.option("--judge", nargs=2, metavar="ID VERDICT", help="Judge a quoted forecast: true, false or unclear.")
@click.option("--note", default="", help="Why it is judged so.")
@click.option("--evidence", default="", help="A record or number that shows it, by id.")
@click.option("--by", default="", envvar="COMITY_REVIEWER", help="Who judges.")
@_register_option
@form_option
@ledger_option
def score(
    judge: tuple[str, str] | None,
    note: str,
    evidence: str,
    by: str,
    register: Path | None,
    form: str,
    ledger: Path | None,
) -> None:
    """Score the forecasts of the register that have come due, and list those that are due later.

    Scores and judgements are added; nothing is overwritten, and the newest counts.
    """
    from comity.measure import open_source
    from comity.outlook.register import register_at
    from comity.outlook.scoring import judge as judged
    from comity.outlook.scoring import score_due, score_table

    source, kept = open_source(held(ledger)), register_at(held(ledger), register)
    if judge:
        judged(kept, source, judge[0], judge[1], note, by, evidence)
    elif kept.path.is_file():
        score_due(kept, source)
    show(score_table(kept, date.today()), form)
