"""comity show: events, statements and stories of the ledger."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.options import DEFAULT_LEDGER, Day, Verb, ledger_option
from comity.cli.safely import safe_value
from comity.errors import Refused

if TYPE_CHECKING:
    from comity.actors import Membership
    from comity.ledger.showing import Asked

FEW = 100
"""Rows that a table shows unless more are asked for."""

_STORY = ("date_start", "type", "actors", "n_events", "n_documents", "n_publishers", "id")


def _filters(verb: Verb) -> Verb:
    """Adds what rows may be asked for by."""
    options = (
        click.option(
            "--actor", "actors", multiple=True, help="Who acts or speaks: name, code or bloc; may be repeated."
        ),
        click.option("--recipient", "recipients", multiple=True, help="Whom it is done to, or who is spoken to or of."),
        click.option("--members", is_flag=True, help="A bloc named stands for its members as well."),
        click.option("--speaker", default="", help="Part of the name of who says it."),
        click.option("--since", type=Day(first=True), help="From this day on."),
        click.option("--until", type=Day(), help="Up to this day."),
        click.option("--issue", default="", help="The id of the issue it is about."),
        click.option("--type", "types", multiple=True, help="Event type, or kind of statement; may be repeated."),
        click.option(
            "--status", "statuses", multiple=True, help="asserted, negated, planned, hypothetical, historical."
        ),
        click.option("--document", default="", help="The id of one document."),
        click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out what is less sure than this."),
        click.option("--limit", type=click.IntRange(1), help="The most rows. Default: 100 in a table, else all."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.command()
@click.argument("what", type=click.Choice(["events", "statements", "stories"]))
@_filters
@click.option(
    "--form",
    type=click.Choice(["table", "csv", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@ledger_option
def show(what: str, form: str, ledger: Path | None, **given: Any) -> None:
    """Show the events, statements or stories of the ledger, with judgements applied, oldest first."""
    from comity.ledger.folder import Folder
    from comity.ledger.showing import shown, unanswerable

    asked = _asked(what, form, given)
    if lacking := unanswerable(asked):
        option = {"speaker": "--speaker", "statuses": "--status"}[lacking[0]]
        raise Refused(f"{what} have no {option[2:]}", where=option, next_step=f"comity show events {option} ...")
    _refuse_unknown(asked)
    _print(shown(Folder((ledger or DEFAULT_LEDGER).absolute()), asked), asked, form)


def _refuse_unknown(asked: Asked) -> None:
    """A word that no row can have would find nothing, which reads as if there were nothing to find."""
    from comity.coding.issues import all_issues
    from comity.ledger.judging import STATEMENT_KINDS
    from comity.schema import STATUSES, TYPES

    if asked.since and asked.until and asked.since > asked.until:
        raise Refused("the first day is after the last", where=f"--since {asked.since}", next_step="swap the days")
    known = (
        ("--type", asked.types, STATEMENT_KINDS if asked.kind == "statements" else TYPES),
        ("--status", asked.statuses, STATUSES),
        ("--issue", (asked.issue,) if asked.issue else (), tuple(issue.id for issue in all_issues())),
    )
    for option, given, words in known:
        if wrong := [word for word in given if word not in words]:
            raise Refused(f"{wrong[0]!r} is none", where=option, next_step=f"write one of {', '.join(words)}")


def _asked(what: str, form: str, given: Mapping[str, Any]) -> Asked:
    from comity.ledger.showing import Asked

    limit = given["limit"] or (FEW if form == "table" else None)
    since, until, members = given["since"], given["until"], given["members"]
    return Asked(
        what,
        actors=_ids(given["actors"], members, until),
        recipients=_ids(given["recipients"], members, until),
        speaker=given["speaker"],
        since=since,
        until=until,
        issue=given["issue"],
        types=tuple(type_.lower() if what == "statements" else type_.upper() for type_ in given["types"]),
        statuses=tuple(status.lower() for status in given["statuses"]),
        document=given["document"],
        min_confidence=given["min_confidence"],
        limit=limit and limit + (form == "table"),
    )


def _ids(names: Iterable[str], members: bool, until: date | None) -> tuple[str, ...]:
    """Ids of those named; of a bloc, with `members`, also of all that were in it up to the day."""
    from comity import actors

    ids = [actors.choose(name).id for name in names]
    if members:
        blocs = {bloc.id for bloc in actors.blocs()} & set(ids)
        spells = ((state.id, spell) for state in actors.states() for spell in actors.memberships(state.id))
        ids += [id for id, spell in spells if spell.bloc in blocs and _joined(spell, until)]
    return tuple(dict.fromkeys(ids))


def _joined(spell: Membership, until: date | None) -> bool:
    return spell.status == "member" and (until is None or spell.start is None or spell.start <= until)


def _print(rows: Iterator[dict[str, Any]], asked: Asked, form: str) -> None:
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        _print_csv(rows)
    else:
        _print_table(list(rows), asked)


def _print_csv(rows: Iterator[dict[str, Any]]) -> None:
    """Lists are written with blanks between their values, or as JSON where they hold more than words."""
    for first in islice(rows, 1):
        writer = csv.DictWriter(sys.stdout, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in chain([first], rows))


def _cell(value: Any) -> Any:
    if not isinstance(value, list):
        return safe_value(value)
    plain = all(isinstance(one, str) and " " not in one for one in value)
    return " ".join(value) if plain else json.dumps(value, ensure_ascii=False)


def _print_table(rows: list[dict[str, Any]], asked: Asked) -> None:
    from rich.console import Console
    from rich.text import Text

    most = (asked.limit or 1) - 1
    note = f"the first {most:,}; --limit shows more" if len(rows) > most else ""
    if not rows:
        note = (
            f"no {asked.kind} of this kind; comity status shows what is held, comity code reads what is not coded yet"
        )
    console = Console(highlight=False)
    for line in _lines(rows[:most], asked.kind):
        console.print(line)
    if note:
        console.print(Text(note))


def _lines(rows: Sequence[Mapping[str, Any]], kind: str) -> Iterator[Any]:
    from rich.text import Text

    from comity.cli import listing

    if kind == "stories":
        names = [name for name in _STORY if rows]
        widths = [max([len(name), *(len(_story_cell(row, name)) for row in rows)]) for name in names]
        for line in (names, *([_story_cell(row, name) for name in names] for row in rows)):
            yield Text("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        return
    for row in rows:
        yield from (listing.event if kind == "events" else listing.statement)(row)


def _story_cell(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
