"""comity brief: how aligned two states are, since when, against whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from comity.cli.options import Day, held, ledger_option


@click.command()
@click.argument("state1")
@click.argument("state2")
@click.option("--against", default="WEST", show_default=True, help="The rival bloc: West, NATO, EU, G7, BRICS, SCO ...")
@click.option("--until", type=Day(), help="Answer as of this day. Default: all that is held.")
@click.option("--since", help="Tell what changed since this day, or since an earlier brief: the path of its JSON.")
@click.option("--html", "html_path", type=click.Path(path_type=Path, dir_okay=False), help="Write one HTML file.")
@click.option(
    "--disputed-names",
    type=click.Choice(("neutral", "local")),
    default="neutral",
    help="On the map: say that a status is disputed, or call places as those who hold them do.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the brief as JSON.")
@ledger_option
def brief(
    state1: str,
    state2: str,
    against: str,
    until: date | None,
    since: str | None,
    html_path: Path | None,
    disputed_names: str,
    as_json: bool,
    ledger: Path | None,
) -> None:
    """Brief on two states: how aligned, since when, against whom, in which bodies and treaties.

    States by name, code or capital: `comity brief Russia China --against West --until 2021-12-17`.
    """
    from comity.brief import brief as compose

    answer = compose(state1, state2, against=against, until=until, since=_last(since), ledger=held(ledger))
    if as_json:
        import json

        click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
    if html_path:
        html_path.write_text(answer.to_html(disputed_names), encoding="utf-8")
        click.echo(f"written: {html_path}", err=True)
    if not as_json and not html_path:
        from rich.console import Console

        Console().print(answer)


def _last(since: str | None) -> date | str | None:
    """A day, where it is one (2021 and 2021-12 too), else the path as it stands."""
    from contextlib import suppress

    with suppress(click.BadParameter):
        return Day().convert(since, None, None) if since else None
    return since
