"""The store: what was added, kept as content-named parts, and the published file that answers questions."""

from comity.ledger.adding import Added
from comity.ledger.building import Built
from comity.ledger.ledger import Ledger
from comity.ledger.running import Coded
from comity.ledger.syncing import Synced
from comity.ledger.texts import Taken

__all__ = ["Added", "Built", "Coded", "Ledger", "Synced", "Taken"]
