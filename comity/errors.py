"""The exception tree. Every error says what is wrong, where, and what to do next."""

from __future__ import annotations


class ComityError(Exception):
    """Base of every error comity raises on purpose.

    `what` names the problem, `where` the file, row or argument, `next_step` the
    one thing the reader should do. `str(error)` joins the three.

    >>> str(ComityError("no votes", where="2031", next_step="choose a year up to 2025"))
    'no votes (2031). Next: choose a year up to 2025'
    """

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        place = f" ({where})" if where else ""
        step = f". Next: {next_step}" if next_step else ""
        super().__init__(f"{what}{place}{step}")


class UnknownActor(ComityError):
    """No actor answers to this name. `candidates` holds the nearest names."""

    def __init__(self, what: str, *, candidates: tuple[str, ...] = (), **rest: str) -> None:
        self.candidates = candidates
        super().__init__(what, **rest)


class AmbiguousActor(UnknownActor):
    """Several actors answer to this name on this date."""


class NotThen(ComityError):
    """The actor did not exist on the date asked for."""


class Refused(ComityError):
    """Input comity will not take; nothing of it was stored."""


class WrongFile(Refused):
    """The file is not what the adapter reads: expected and found are named."""


class UnsafePath(Refused):
    """A path that is no plain readable file, or that expands beyond its bounds."""


class Unreachable(ComityError):
    """No server answers at an address: there is no network, or the publisher is down."""


class LedgerError(ComityError):
    """The ledger is missing, damaged or locked."""


class QueryRefused(LedgerError):
    """The SQL is not a single read-only query over the ledger's own tables."""


class NoEvidence(ComityError):
    """Nothing answers to this evidence id here."""
