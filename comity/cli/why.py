"""comity why: from a number, an event or a statement to its evidence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import DEFAULT_LEDGER, form_option, held, ledger_option, show
from comity.cli.safely import safe, safe_value
from comity.errors import LedgerError, NoEvidence

if TYPE_CHECKING:
    from comity.results import Table

_TEXT_ID = re.compile("[esd][0-9a-f]{16}")
"""Ids of events, statements and stories, documents."""


@click.command()
@click.argument("evidence")
@form_option
@ledger_option
def why(evidence: str, form: str, ledger: Path | None) -> None:
    """Follow a number, event or statement to its evidence.

    For an id of a brief: the votes, treaty rows and memberships behind it. For an event, statement, document or story:
    the sentence with the deciding words between ** and **, its place in the document, and what decided.
    """
    path = held(ledger)
    found = _in_texts(path, evidence.strip()) if path else None
    if found is None and _TEXT_ID.fullmatch(evidence.strip()):
        raise NoEvidence(
            f"no event, statement, story or document answers to {evidence.strip()!r}",
            where=str(path or DEFAULT_LEDGER),
            next_step="comity show events; ids of an older coding go when a document is coded anew",
        )
    if found is None:
        from comity.measure import open_source
        from comity.outlook import why as explain

        found = explain(evidence.strip(), open_source(path))
    show(found, form)


def _in_texts(path: Path, id: str) -> Table | None:
    from comity.ledger.folder import Folder
    from comity.ledger.text_evidence import why as text_behind
    from comity.results import Table

    try:
        found = text_behind(Folder(path.absolute()), id)
    except LedgerError:
        return None
    if found is None:
        return None
    columns = {name: [safe_value(value) for value in column] for name, column in found.columns.items()}
    return Table(safe(found.title), columns, note=safe(found.note))
