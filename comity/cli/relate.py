"""comity relate: the relation of two marked actors, for people who bring their own sentences and mentions."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from comity.cli.progress import with_progress
from comity.errors import Refused

if TYPE_CHECKING:
    from comity.cli.pairs import Line
    from comity.schema import Relation

STEP = 256
"""Rows related at once."""

_PLV = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_FULL = ("type", "mode", "status", "confidence")


@click.command()
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    required=True,
    help="JSONL of uid, sentence, source, target, spans; - reads standard input.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="CSV to write: uid,root.")
@click.option("--forced", is_flag=True, help="Name one of the types always; without it a root may be NONE.")
@click.option(
    "--roots",
    type=click.Choice(["plover", "plv"]),
    default="plover",
    show_default=True,
    help="plv writes CONCEDE and RETREAT as YIELD.",
)
@click.option("--full", is_flag=True, help="Write type, mode, status and confidence too.")
def relate(pairs: Path, out: Path, forced: bool, roots: str, full: bool) -> None:
    """Relate the marked pairs of FILE.jsonl: what the source does to the target in each sentence, as a PLOVER type.

    Spans may be empty: then the texts are looked for in the sentence. What cannot be used is in OUT.failures.csv.
    """
    from comity.coding.coder import Coder

    if out.exists() and pairs.exists() and out.samefile(pairs):
        raise Refused("this is the file of the pairs", where=f"--out {out}", next_step="name another file to write")
    coder = Coder()
    with ExitStack() as opened:
        lines = _opened(pairs, opened)
        writer = opened.enter_context(_Writer.at(out, full, roots))
        with_progress(lambda tell: _relate(coder, lines, forced, writer, tell), "relating", "pairs")
    click.echo(f"{writer.n_rows:,} pairs related: {out}")
    if writer.n_failures:
        click.echo(f"{writer.n_failures:,} lines with trouble: {writer.failures_at}", err=True)


def _opened(path: Path, opened: ExitStack) -> IO[bytes]:
    if str(path) == "-":
        return sys.stdin.buffer
    try:
        return opened.enter_context(path.open("rb"))
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}", where=str(path), next_step="check the path") from error


def _relate(coder: Any, source: IO[bytes], forced: bool, writer: _Writer, tell: Any) -> None:
    from comity.cli.pairs import lines

    rows = lines(source)
    done = 0
    while some := list(islice(rows, STEP)):
        for line, relation in zip(some, _relations(coder, some, forced), strict=True):
            writer.write(line, relation)
        done += len(some)
        tell(done, None)


def _relations(coder: Any, some: Sequence[Line], forced: bool) -> Iterator[Relation | None]:
    """One a line; None where a line has no uid, or no pair and nothing is forced."""
    usable = [line for line in some if line.uid is not None and (forced or _whole(line))]
    answers = iter(coder.relate_many([line.pair for line in usable], forced))
    asked = {id(line) for line in usable}
    return (next(answers) if id(line) in asked else None for line in some)


def _whole(line: Line) -> bool:
    return bool(line.pair.source_spans and line.pair.target_spans)


@dataclass
class _Writer:
    """The two files to write, finished and put in place only when all lines were read."""

    out: Path
    failures_at: Path
    roots: str
    full: bool
    n_rows: int = 0
    n_failures: int = 0

    @staticmethod
    def at(out: Path, full: bool, roots: str) -> _Writer:
        """For an output file; the failures go beside it."""
        return _Writer(out, out.with_name(out.name + ".failures.csv"), roots, full)

    def __enter__(self) -> _Writer:
        try:
            self._file = self._beside(self.out).open("w", encoding="utf-8", newline="")
            self._failed = self._beside(self.failures_at).open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise Refused(f"cannot be written: {error.strerror}", where=str(self.out)) from error
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._failures = csv.writer(self._failed, lineterminator="\n")
        self._rows.writerow(["uid", "root", *(_FULL if self.full else ())])
        self._failures.writerow(["line", "uid", "reason"])
        return self

    def write(self, line: Line, relation: Relation | None) -> None:
        """The row of a line, where it has a uid, and its trouble."""
        if line.problem:
            self.n_failures += 1
            self._failures.writerow([line.number, line.uid or "", line.problem])
        if line.uid is not None:
            self.n_rows += 1
            root = "" if relation is None else relation.type
            more = [getattr(relation, name, "") for name in _FULL] if self.full else []
            self._rows.writerow([line.uid, _PLV.get(root, root) if self.roots == "plv" else root, *more])

    def __exit__(self, kind: object, *_: object) -> None:
        self._file.close()
        self._failed.close()
        if kind is None:
            self._beside(self.out).replace(self.out)
            self._beside(self.failures_at).replace(self.failures_at)
            if not self.n_failures:
                self.failures_at.unlink()
        else:
            self._beside(self.out).unlink(missing_ok=True)
            self._beside(self.failures_at).unlink(missing_ok=True)

    @staticmethod
    def _beside(path: Path) -> Path:
        return path.with_name(path.name + ".part")
