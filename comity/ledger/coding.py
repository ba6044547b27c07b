"""One document through the coder, whatever it holds."""

from __future__ import annotations

from typing import Protocol

from comity.schema import Coding, Document, Failure

CODED_LANGUAGES = frozenset({None, "en"})
"""Other languages are kept and marked uncoded. A text too short to tell its language is taken for English."""


class Coder(Protocol):
    """What codes a document; `comity.coding.coder.Coder` does."""

    def code(self, document: Document) -> Coding: ...


def coded(coder: Coder, document: Document) -> Coding:
    """The coding of a document; one with a failure and no rows where its language is not coded or the coder broke down.

    >>> german = Document.named("Der Minister kam.", lang="de")
    >>> coded(None, german).failures[0].reason
    'language de is not coded'
    """
    if document.lang not in CODED_LANGUAGES:
        return uncoded(document, f"language {document.lang} is not coded")
    try:
        return coder.code(document)
    except Exception as error:  # a document must not stop the thousands after it
        return uncoded(document, f"the coder broke down: {type(error).__name__}: {error}"[:300])


def uncoded(document: Document, reason: str) -> Coding:
    """A coding without rows that says why."""
    return Coding(document.id, (), (), (), (), (Failure(document.id, 0, reason),))
