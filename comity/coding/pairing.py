"""Quotation marks of one paragraph in pairs: by alternation, with the neighbours of a mark deciding where it fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.marks import SINGLE, Mark

REVERSED = {
    ("\u201e", "\u201c"),
    ("\u00bb", "\u00ab"),
    ("\u203a", "\u2039"),
    ("\u201a", "\u2018"),
    ("\u201d", "\u201c"),
}
"""Pairs whose second mark has the form of an opener elsewhere: German and Danish use, and curly marks mixed up."""

DEEPEST = 3
"""Quotations of one family that may stand inside one another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening and a closing mark; None where the paragraph lacks it."""

    opening: Mark | None
    closing: Mark | None


def pairs(found: Sequence[Mark]) -> list[Pair]:
    """Pairs of the marks of one family in one paragraph, in order.

    A mark that can only close while nothing is open has lost its opener; an open one that meets a clear opener, with a
    closer still to come, has lost its closer.

    >>> from comity.coding.marks import marks
    >>> [(p.opening.start, p.closing.start) for p in pairs(marks('"a" he said "b."', 0, 16))]
    [(0, 2), (12, 15)]
    """
    if found and found[0].family == SINGLE:
        return _singles(found)
    even, spare = len(found) % 2 == 0, _spare(found)
    done: list[Pair] = []
    opened: list[Mark] = []
    for place, mark in enumerate(found):
        rest = found[place + 1 : place + 3]
        if not opened:
            _first(mark, rest, even, done, opened)
        elif len(opened) < DEEPEST and _nests(opened, mark, rest, spare[place]):
            opened.append(mark)
        elif _shuts(opened[-1], mark, rest, even):
            done.append(Pair(opened.pop(), mark))
        else:
            done.append(Pair(opened.pop(), None))
            opened.append(mark)
    return done + [Pair(mark, None) for mark in opened]


def _spare(found: Sequence[Mark]) -> list[int]:
    """For each place, how many marks from there on only close less how many only open."""
    total, sums = 0, []
    for mark in reversed(found):
        total += (mark.closes and not mark.opens) - (mark.opens and not mark.closes)
        sums.append(total)
    return sums[::-1]


def _first(mark: Mark, rest: Sequence[Mark], even: bool, done: list[Pair], opened: list[Mark]) -> None:
    """A mark met while nothing is open: an opener, unless form or neighbours say that its opener is lost."""
    if mark.opens and mark.closes:
        lost = mark.right and not even
    elif mark.closes:
        lost = not (mark.left and rest and (rest[0].closes or rest[0].right))
    else:
        lost = mark.right and not rest
    if lost:
        done.append(Pair(None, mark))
    else:
        opened.append(mark)


def _shuts(opening: Mark, mark: Mark, rest: Sequence[Mark], even: bool) -> bool:
    """Whether a mark closes the open quotation."""
    if mark.closes and not mark.opens:
        return True
    if (opening.form, mark.form) in REVERSED and not mark.left:
        return True
    if mark.opens and not mark.closes:
        return mark.right
    return not (mark.left and not even and rest and not rest[0].left)


def _nests(opened: Sequence[Mark], mark: Mark, rest: Sequence[Mark], spare: int) -> bool:
    """Whether an opener of the family that is open is nested: the closers to come are enough for both."""
    if not mark.left:
        return False
    if mark.opens and not mark.closes:
        return spare >= len(opened)
    return mark.opens and len(rest) == 2 and all(one.right and one.form == mark.form for one in rest)


def _singles(found: Sequence[Mark]) -> list[Pair]:
    """Single marks: only a clear opener opens and only a clear closer closes; a plural's apostrophe closes at last resort."""
    done: list[Pair] = []
    opening: Mark | None = None
    resort: Mark | None = None
    for mark in found:
        if mark.left and mark.opens:
            if opening and (resort or opening.form == "\u2018"):
                done.append(Pair(opening, resort))
            opening, resort = mark, None
        elif opening and mark.right and mark.form not in "\u2018\u201a\u2039":
            resort = resort or mark
            if not mark.plural:
                done.append(Pair(opening, mark))
                opening, resort = None, None
    if opening and (resort or opening.form == "\u2018"):
        done.append(Pair(opening, resort))
    return done


def _plural(mark: Mark) -> bool:
    return mark.plural
