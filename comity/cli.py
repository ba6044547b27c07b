"""The command line. Each verb imports what it needs only when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from comity import __version__
from comity.errors import ComityError, Refused

DEFAULT_LEDGER = Path("comity-ledger")


class Day(click.ParamType[date]):
    """A day as 2021-12-17; a month or a year means its last day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return _last_day(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date: write 2021-12-17, 2021-12 or 2021", param, ctx)


def _last_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date.fromisoformat(text)
    if len(parts) == 2:
        year, month = parts
        first_of_next = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(first_of_next.toordinal() - 1)
    return date(parts[0], 12, 31)


def _ledger_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--ledger",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="COMITY_LEDGER",
        help="Folder of the ledger. Default: $COMITY_LEDGER, else ./comity-ledger.",
    )(verb)


def _held(ledger: Path | None) -> Path | None:
    """The ledger to read: the one named, else ./comity-ledger where there is one, else none."""
    if ledger is None:
        return DEFAULT_LEDGER if DEFAULT_LEDGER.is_dir() else None
    if not ledger.is_dir():
        raise Refused("there is no ledger", where=str(ledger), next_step=f"comity add --ledger {ledger} --record ...")
    return ledger


def _show(table: Any, form: str) -> None:
    if form == "json":
        import json

        click.echo(json.dumps({"rows": table.rows(), "note": table.note}, ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        import csv

        writer = csv.DictWriter(sys.stdout, list(table.columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.rows())
    else:
        from rich.console import Console

        Console().print(table)


def _form_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print."
    )(verb)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="comity")
def verbs() -> None:
    """How aligned are two states, since when, against whom, and why.

    Works offline on the estimates it ships; `comity add` brings the rows behind them.
    """


@verbs.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--against", default="WEST", show_default=True, help="The rival bloc: West, NATO, EU, G7, BRICS, SCO ...")
@click.option("--until", type=Day(), help="Answer as of this day. Default: all that is held.")
@click.option("--html", "html_path", type=click.Path(path_type=Path, dir_okay=False), help="Write one HTML file.")
@click.option("--json", "as_json", is_flag=True, help="Print the brief as JSON.")
@_ledger_option
def brief(
    state1: str,
    state2: str,
    against: str,
    until: date | None,
    html_path: Path | None,
    as_json: bool,
    ledger: Path | None,
) -> None:
    """Brief on two states: how aligned, since when, against whom, in which bodies and treaties.

    States by name, code or capital: `comity brief Russia China --against West --until 2021-12-17`.
    """
    from comity.brief import brief as compose

    if html_path:
        from comity.brief.html import warm_up

        warm_up()
    answer = compose(state1, state2, against=against, until=until, ledger=_held(ledger))
    if as_json:
        import json

        click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
    if html_path:
        html_path.write_text(answer.to_html(), encoding="utf-8")
        click.echo(f"written: {html_path}", err=True)
    if not as_json and not html_path:
        from rich.console import Console

        Console().print(answer)


@verbs.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--record", "record_name", required=True, help="Which public record: un_votes, atop, blocs.")
@click.option("--build/--no-build", default=True, show_default=True, help="Publish what is held when done.")
@_ledger_option
def add(paths: tuple[Path, ...], record_name: str, build: bool, ledger: Path | None) -> None:
    """Add files of the public record to the ledger. Adding the same file twice changes nothing.

    Files that belong together (votes and their resolutions) go in one command.
    """
    from comity.ledger import Ledger

    store = Ledger(ledger or DEFAULT_LEDGER)
    added = _with_progress(lambda progress: store.add(paths, record=record_name, progress=progress), paths[0].name)
    click.echo(_sentence_on(added))
    if build:
        built = store.build()
        click.echo(f"published: {built.n_records:,} records of {built.n_origins} origins")


def _with_progress(work: Callable[[Any], Any], label: str) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        return work(lambda done, total: bar.update(task, completed=done, total=total))


def _sentence_on(added: Any) -> str:
    if added.already_held:
        return f"{added.file}: already held, nothing changed"
    lines = [f"{added.file}: {added.n_records:,} records on {added.n_items:,} items added"]
    lines += [f"  {count:,} rows left out: {reason}" for reason, count in added.skipped.items()]
    lines += [f"  {added.n_failures:,} rows could not be read, the first of them:"] if added.n_failures else []
    lines += [f"    {failure.where}:{failure.row}: {failure.reason} {failure.found}" for failure in added.failures[:3]]
    return "\n".join(lines)


@verbs.command()
@_ledger_option
def build(ledger: Path | None) -> None:
    """Publish all that was added as one DuckDB file, swapped in whole; readers never wait."""
    from comity.ledger import Ledger

    built = Ledger(ledger or DEFAULT_LEDGER).build()
    click.echo(
        f"published: {built.n_records:,} records, {built.n_items:,} items, {built.n_origins} origins: {built.path}"
    )


@verbs.command()
@click.argument("sql")
@click.option("--limit", default=10_000, show_default=True, help="The most rows to return.")
@_form_option
@_ledger_option
def query(sql: str, limit: int, form: str, ledger: Path | None) -> None:
    """Ask the ledger in SQL: one read-only SELECT, no files, no network."""
    from comity.ledger import Ledger

    _show(Ledger(ledger or DEFAULT_LEDGER).query(sql, limit=limit), form)


@verbs.command()
@click.argument("evidence")
@_form_option
@_ledger_option
def why(evidence: str, form: str, ledger: Path | None) -> None:
    """Follow a number to its evidence: the votes, treaty rows and memberships behind an id of a brief."""
    from comity.measure import open_source
    from comity.measure import why as explain

    _show(explain(evidence.strip(), open_source(_held(ledger))), form)


@verbs.command()
@_form_option
@_ledger_option
def cite(form: str, ledger: Path | None) -> None:
    """Origins, versions, licences and citations behind what comity says."""
    from comity.measure import cite as origins
    from comity.measure import open_source

    _show(origins(open_source(_held(ledger))), form)


@verbs.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--until", type=Day(), help="Last day to count.")
@click.option("--votes", type=click.Choice(["all", "contested"]), default="all", show_default=True, help="Which votes.")
@_form_option
@_ledger_option
def similarity(state1: str, state2: str, until: date | None, votes: str, form: str, ledger: Path | None) -> None:
    """Similarity of two states by year under every yardstick, with intervals."""
    from comity.measure import similarity as measure

    _show(measure(state1, state2, ledger=_held(ledger), until=until, votes=votes), form)


@verbs.command()
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


@verbs.command()
@_form_option
@_ledger_option
def status(form: str, ledger: Path | None) -> None:
    """What the ledger holds: files, rows, failures, how far each record reaches."""
    from comity.ledger import Ledger

    _show(Ledger(ledger or DEFAULT_LEDGER).status(), form)


@verbs.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to.")
@_ledger_option
def release(out: Path, ledger: Path | None) -> None:
    """Make the release of estimates (all dyads, all years) from the record in a ledger."""
    from comity.ledger import Ledger
    from comity.measure import make_release

    for path in make_release(Ledger(ledger or DEFAULT_LEDGER), out):
        click.echo(f"{path}  {path.stat().st_size:,} bytes")


def main() -> None:
    """Run a verb; an error comity raised on purpose becomes one message and exit status 2."""
    try:
        verbs(standalone_mode=True)
    except ComityError as error:
        click.echo(f"comity: {error}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
