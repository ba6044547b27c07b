"""comity review: accept or correct what was coded, for good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import DEFAULT_LEDGER, ledger_option
from comity.cli.safely import safe_value
from comity.errors import ComityError, Refused

if TYPE_CHECKING:
    from comity.ledger import Ledger

_KEYS = "a accept, w wrong, c change, s skip, q quit"


@click.command()
@click.argument("row", required=False)
@click.option("--right", is_flag=True, help="The row is right as it was coded.")
@click.option("--wrong", is_flag=True, help="The row is wrong: show and current_events leave it out.")
@click.option("--set", "fields", multiple=True, help="Set a field anew: status=planned; may be repeated.")
@click.option("--note", default="", help="Why.")
@click.option("--by", help="Who decides. Default: your user name.")
@click.option(
    "--what",
    type=click.Choice(["events", "statements"]),
    default="events",
    show_default=True,
    help="What to go through.",
)
@click.option(
    "--below", type=click.FloatRange(0, 1), default=0.8, show_default=True, help="Go through rows less sure than this."
)
@click.option("--build/--no-build", default=True, show_default=True, help="Publish what is held when done.")
@ledger_option
def review(
    row: str | None,
    right: bool,
    wrong: bool,
    fields: tuple[str, ...],
    note: str,
    by: str | None,
    what: str,
    below: float,
    build: bool,
    ledger: Path | None,
) -> None:
    """Judge ROW, an event or statement; without ROW, go through the least sure rows one by one.

    Judgements are kept for good, survive coding again, and the newest of a row counts.
    """
    from comity.ledger import Ledger

    store = Ledger(ledger or DEFAULT_LEDGER)
    if row is None:
        if right or wrong or fields or note:
            raise Refused("no row is named", next_step="comity review ROW --wrong, or comity review alone")
        done = _go_through(store, what, below, by or _me())
    else:
        done = 1
        _judge(store, row, _verdict(right, wrong, fields), _pairs(fields), note, by or _me())
    click.echo(f"{done:,} {'judgement' if done == 1 else 'judgements'} kept")
    if build and done:
        click.echo(f"published: {store.build()}")


def _verdict(right: bool, wrong: bool, fields: Sequence[str]) -> str:
    given = [name for name, told in (("right", right), ("wrong", wrong), ("changed", bool(fields))) if told]
    if len(given) != 1:
        raise Refused("say one of --right, --wrong and --set", next_step="comity review ROW --set status=planned")
    return given[0]


def _pairs(fields: Sequence[str]) -> dict[str, str]:
    """Field to value. Refused where a pair is none."""
    pairs = [field.partition("=") for field in fields]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise Refused("field=value was expected", where=f"--set {name}", next_step="--set status=planned")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _judge(store: Ledger, row: str, verdict: str, changes: dict[str, str], note: str, by: str) -> None:
    """Keep one judgement; what an earlier one set anew stays set with what this one sets."""
    from comity.ledger.folder import Folder
    from comity.ledger.reviewing import changes_so_far, judgement

    before = changes_so_far(Folder(store.path.absolute()), row)
    store.judge(judgement(row, verdict, {**before, **changes} if verdict == "changed" else {}, note, by))


def _go_through(store: Ledger, what: str, below: float, by: str) -> int:
    from comity.ledger.folder import Folder
    from comity.ledger.reviewing import least_sure

    done = 0
    for row in least_sure(Folder(store.path.absolute()), what, below):
        _print_row(store, row)
        key = click.prompt(_KEYS, type=click.Choice(list("awcsq")), show_choices=False)
        if key == "q":
            break
        done += key in "awc" and _decided(store, row, key, by)
    return done


def _decided(store: Ledger, row: str, key: str, by: str) -> bool:
    """Whether a judgement was kept; a change that is refused is said, and the row is skipped."""
    given = click.prompt("field=value, several with ; between").split(";") if key == "c" else []
    note = click.prompt("note", default="", show_default=False)
    try:
        _judge(store, row, {"a": "right", "w": "wrong", "c": "changed"}[key], _pairs(given), note, by)
    except ComityError as error:
        click.echo(f"not kept: {error}", err=True)
        return False
    return True


def _print_row(store: Ledger, row: str) -> None:
    (found,) = store.why(row).rows()
    click.echo()
    for name in (
        "sentence",
        "says",
        "status",
        "mode",
        "issue",
        "date_start",
        "confidence",
        "trace",
        "title",
        "publisher",
        "evidence",
    ):
        if found.get(name) not in (None, ""):
            click.echo(f"  {name:<11} {safe_value(found[name])}")


def _me() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
