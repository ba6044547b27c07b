"""Progress on standard error: how far, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def with_progress(work: Callable[[Any], Any], label: str, unit: str) -> Any:
    """Run `work` with a function it calls with what is done and what there is to do, None where that is not known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    speed = TextColumn("{task.fields[speed]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(Text(label).plain.replace("[", "("), total=None, speed="")

        def tell(done: int, total: int | None) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(
                task, completed=done, total=total, speed=f"{done / elapsed:,.0f} {unit}/s" if elapsed > 1 else ""
            )

        return work(tell)
