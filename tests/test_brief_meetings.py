"""Meetings: what the list has, and how documents are added where there are none."""

from __future__ import annotations

from brief_asked import asked, tables, text

from comity.brief.meetings import meetings
from comity.measure import open_source


def test_the_list_is_told_with_its_years() -> None:
    made = meetings(asked("RUS", "CHN"), open_source())
    assert "from 2003 to 2018 has 224 meetings with Russia's side, twelve of them in 2018" in text(made)
    assert len(tables(made)[0].rows) == 16


def test_without_list_or_documents_it_says_what_to_add() -> None:
    said = text(meetings(asked("IND", "PAK"), open_source()))
    assert "No public list of meetings held here covers India and Pakistan" in said
    assert "comity add PATH --ledger DIR" in said
