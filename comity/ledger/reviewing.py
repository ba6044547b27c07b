"""What is there to be reviewed: a row as it stands, its judgements, and the rows least sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comity.errors import NoEvidence
from comity.ledger.folder import Folder
from comity.ledger.published import lists
from comity.schema import Judgement

_LEAST_SURE = """
SELECT e.id FROM {kind} e LEFT JOIN (SELECT DISTINCT "row" FROM judgements) j ON j."row" = e.id
WHERE j."row" IS NULL AND e.confidence < ? ORDER BY e.confidence, e.id
"""


def least_sure(folder: Folder, kind: str, below: float) -> Iterator[str]:
    """Ids of the events or statements not judged yet, the least sure first. LedgerError."""
    return iter(lists(folder, _LEAST_SURE.format(kind=kind), [below])["id"])


def changes_so_far(folder: Folder, row: str) -> dict[str, str]:
    """The fields that the newest judgement of a row sets anew.

    Raises:
        NoEvidence: no published event or statement answers to the id.
        LedgerError: nothing is published.
    """
    import json

    kind = "statements" if row.startswith("s") else "events"
    if not lists(folder, f"SELECT id FROM {kind} WHERE id = ?", [row])["id"]:
        raise NoEvidence("no event or statement of this ledger has this id", where=row, next_step="comity show events")
    newest = lists(folder, 'SELECT changes FROM judgements WHERE "row" = ? AND current', [row])["changes"]
    return dict(json.loads(newest[0])) if newest else {}


def judgement(row: str, verdict: str, changes: Mapping[str, Any], note: str, by: str) -> Judgement:
    """A judgement not stored yet; the moment is set when it is."""
    return Judgement(row, verdict, tuple(sorted((name, str(value)) for name, value in changes.items())), note, by, "")
