"""What is said of a claim: one of four words, why in one line, and the figures it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.brief.objects import Figure
from comity.errors import NoEvidence

SUPPORTED = "supported"
CONTRADICTED = "contradicted"
DEPENDS = "depends on the yardstick"
UNCHECKED = "cannot be checked"
_OPPOSITE = {SUPPORTED: CONTRADICTED, CONTRADICTED: SUPPORTED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` is one of the four; `reason` says what the record says, so it holds for the claim and for its denial.

    A verdict other than UNCHECKED cannot be made without a figure. `to` is the last year of the record where that lies before the
    claim's own: the verdict then goes only so far.
    """

    name: str
    reason: str
    figures: tuple[Figure, ...] = ()
    to: int | None = None

    def __post_init__(self) -> None:
        if self.name != UNCHECKED and not self.figures:
            raise NoEvidence("a verdict without evidence", where=self.reason, next_step="give the figures it rests on")

    @property
    def denied(self) -> Verdict:
        """The verdict on the denial of the claim.

        >>> Verdict(UNCHECKED, "the record ends in 2010").denied.name
        'cannot be checked'
        """
        return replace(self, name=_OPPOSITE.get(self.name, self.name))

    @property
    def said(self) -> str:
        """The verdict as a reader sees it."""
        return (
            f"{self.name}, as far as the record goes (to {self.to})"
            if self.to and self.name != UNCHECKED
            else self.name
        )


def unchecked(reason: str, *figures: Figure) -> Verdict:
    """A claim the record cannot judge."""
    return Verdict(UNCHECKED, reason, figures)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict on a claim about several: supported or contradicted where all are, else a matter of the yardstick.

    >>> together([Verdict(UNCHECKED, "a"), Verdict(UNCHECKED, "b")]).reason
    'a; b'
    """
    if len(verdicts) == 1:
        return verdicts[0]
    names = {one.name for one in verdicts}
    if not names:
        return unchecked("nobody is named of whom the record speaks")
    known = names - {UNCHECKED}
    name = (
        names.pop()
        if len(names) == 1
        else CONTRADICTED
        if CONTRADICTED in known and SUPPORTED not in known
        else DEPENDS
    )
    if UNCHECKED in {one.name for one in verdicts} and known and name != CONTRADICTED:
        name = UNCHECKED
    reasons = "; ".join(dict.fromkeys(one.reason for one in verdicts))
    figures = tuple(dict.fromkeys(figure for one in verdicts for figure in one.figures))
    return Verdict(name, reasons, figures, min((one.to for one in verdicts if one.to), default=None))
