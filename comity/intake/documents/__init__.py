"""What is read: documents out of text, pages, rows, crawls and feeds, each with what is known of it."""

from comity.intake.documents.job import Note
from comity.intake.documents.reading import read

__all__ = ["Note", "read"]
