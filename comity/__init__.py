"""comity: how aligned are two states, since when, against whom, and why.

>>> from comity import similarity
>>> similarity("RUS", "CHN", until="2020-12-31").title
'Similarity of China and Russia in UN General Assembly votes'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.actors import resolve
    from comity.brief import brief
    from comity.ledger import Ledger
    from comity.measure.votes.similarity import record, similarity

__version__ = "0.1.0"

_HOMES = {
    "Ledger": "comity.ledger",
    "brief": "comity.brief",
    "record": "comity.measure",
    "resolve": "comity.actors",
    "similarity": "comity.measure",
}
"""Public names and the room each lives in; imported on first use so that `import comity` stays instant."""

__all__ = ["Ledger", "__version__", "brief", "record", "resolve", "similarity"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
