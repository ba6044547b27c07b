"""Military spending in current US$ (SIPRI Military Expenditure Database): the sheet "Current US$", saved as CSV or made long.

Indicator `sipri_milex`, unit "million current US$". "..." (no data) and "xxx" (no state then) are missing and give no
record. A 0 is a figure only for the states without armed forces; elsewhere it stands where no dollar figure was worked
out (Czechoslovakia 1956 to 1989, Yugoslavia 1958 to 1990) and is left out and counted.

The layout of the sheet as it is (`sheet`: headings of regions, a column a year) is written from its well-known form; the
file this was built beside is the long one.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Doubt, Figure, Figures, StateYears
from comity.intake.records.states import printed
from comity.intake.records.wide_states import WideStates
from comity.intake.rows import Dialect, Sheet

NO_STATE = "a body, no state"
NOT_WORKED_OUT = "0 for a state that had armed forces: no dollar figure was worked out"

WITHOUT_FORCES = {"CRI": (1949, 9999), "ISL": (1945, 9999), "PAN": (1990, 9999), "HTI": (1995, 2017)}
"""States without armed forces, first and last whole year."""

SAME = {
    "Germany": ("DEU",),
    "Congo, DR": ("COD",),
    "Congo, Republic": ("COG",),
    # until 2005 the figures are those of the common state with Montenegro
    "Serbia": ("SCG", "SRB"),
    "Yemen": ("YEM",),
}


def doubts(sheet: Sheet) -> Doubt:
    """Doubt about zeros of states that had armed forces."""
    return zeros


def zeros(code: str, state: str, year: int, figures: Figures) -> str:
    """Why a row of the long table, or a figure of the sheet, is left out."""
    first, last = WITHOUT_FORCES.get(state, (9999, 0))
    return NOT_WORKED_OUT if figures == (0.0,) and not first <= year <= last else ""


_TITLE = "SIPRI Military Expenditure Database, current US$"
_MISSING = frozenset({"", "...", "..", ". .", "xxx"})

TABLE = StateYears(
    _TITLE,
    "country",
    "year",
    (Figure("milex_current_usd_m_raw", "sipri_milex", "million current US$"),),
    printed(SAME),
    _MISSING,
    {"European Union": NO_STATE},
    territories=True,
    doubts=doubts,
)

SHEET = WideStates(
    _TITLE,
    "Country",
    "Notes",
    "",
    "sipri_milex",
    "million current US$",
    printed(SAME),
    _MISSING,
    {"European Union": NO_STATE},
    zeros,
)

_SIPRI = Publisher(
    "Stockholm International Peace Research Institute",
    "© SIPRI; about a tenth may be reproduced without asking",
    "SIPRI Military Expenditure Database",
    "https://www.sipri.org/databases/milex",
)

ADAPTER = Adapter(
    "sipri_milex",
    "Military spending in current US$ (SIPRI), by state and year.",
    (
        TABLE.layout("long", "one row per country and year, figures as text with their marks"),
        SHEET.layout("sheet", "one row per country, a column a year, headings of regions between them"),
    ),
    {"long": _SIPRI, "sheet": _SIPRI},
    dialect=Dialect(headers=(frozenset(SHEET.required), frozenset(TABLE.required))),
)
