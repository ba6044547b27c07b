"""The command line. Each verb imports what it needs only when it runs."""

from __future__ import annotations

import click

from comity import __version__
from comity.cli.add import add
from comity.cli.align import align, estimate, pressure, rank
from comity.cli.blocs import blocs
from comity.cli.brief import brief
from comity.cli.check import check
from comity.cli.code import code
from comity.cli.diff import diff
from comity.cli.outlook import outlook, register, score
from comity.cli.record import actor, cite, release, similarity
from comity.cli.relate import relate
from comity.cli.review import review
from comity.cli.show import show
from comity.cli.store import build, query, status
from comity.cli.sync import sync
from comity.cli.why import why
from comity.errors import ComityError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="comity")
def verbs() -> None:
    """How aligned are two states, since when, against whom, and why.

    Works offline on the estimates it ships; `comity add` brings the rows behind them, and texts to be coded.
    """


VERBS = (
    *(brief, diff, check, align, rank, pressure, blocs, similarity, why, cite, actor),
    *(add, sync, code, show, review, relate, build, query, status, estimate, release),
    *(outlook, register, score),
)

for verb in VERBS:
    verbs.add_command(verb)


def main() -> None:
    """Run a verb; an error comity raised on purpose becomes one message and exit status 2."""
    try:
        verbs(standalone_mode=True)
    except ComityError as error:
        click.echo(f"comity: {error}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
