"""Briefs: the answer an analyst reads, every number of it with its evidence; as text, as a page, as JSON.

>>> from comity.brief import brief
>>> brief("Russia", "China", until="2020-12-31").section("headline").title
'In short'
"""

from __future__ import annotations

import sys
from types import ModuleType

from comity.brief.compose import brief
from comity.brief.document import Brief

__all__ = ["Brief", "brief"]


class _Room(ModuleType):
    """This module, callable: `from comity import brief` finds the room where it looks for the function in it.

    >>> import comity.brief
    >>> comity.brief("Russia", "China", until="2020-12-31").state2.id
    'CHN'
    """

    __call__ = staticmethod(brief)


sys.modules[__name__].__class__ = _Room
