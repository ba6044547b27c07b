"""Who said what, in whose words: speaker, cue and content of every statement in a text."""

from comity.coding.attribution.attribute import attribute
from comity.coding.attribution.attributed import Attributed

__all__ = ["Attributed", "attribute"]
