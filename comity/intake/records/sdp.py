"""GDP, population and surplus domestic product, logged (Anders, Fariss and Markowitz 2020), 1945 on.

Indicators, natural logarithms as in the file: `sdp_gdp` and `sdp_surplus` (of constant 2011 US$), `sdp_gdp_per_head`
(of constant 2011 US$ a head), `sdp_population` (of people). A surplus of 0 is no product above subsistence, as the
authors define it, and is kept. The table also covers territories before they were states; those rows are counted as skipped.

The column `ccode` of the table as packaged holds Gleditsch-Ward numbers, not COW's: 970 has Kiribati's people and 971
Nauru's, and 260 and 678 go on as Germany and Yemen. Which of the two it holds is told by 260 after 1990.
"""

from __future__ import annotations

from dataclasses import replace

from comity.intake.records.annual import year_in
from comity.intake.records.base import Adapter, Built, Layout, Publisher, Sheets
from comity.intake.records.state_years import Figure, StateYears
from comity.intake.records.state_years import build as build_table
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure

TABLE = StateYears(
    "GDP, population and surplus domestic product",
    "ccode",
    "year",
    (
        Figure("wbgdp2011est", "sdp_gdp", "natural log of constant 2011 US$"),
        Figure("wbpopest", "sdp_population", "natural log of people"),
        Figure("sdpest", "sdp_surplus", "natural log of constant 2011 US$"),
        Figure("wbgdppc2011est", "sdp_gdp_per_head", "natural log of constant 2011 US$ a head"),
    ),
    finder("cow"),
    frozenset({"", "NA"}),
    territories=True,
)


def build(sheets: Sheets) -> Built:
    """The table as a data set, its codes read by the system that they belong to."""
    return build_table(replace(TABLE, find=finder(system_of(sheets["sdp"]))), "sdp", sheets)


def system_of(sheet: Sheet) -> str:
    """gw where Germany after 1990 is 260, as Gleditsch and Ward number it, else cow, where it is 255."""
    for _, values in sheet.rows(("ccode", "year")):
        if not isinstance(values, Failure) and values[0] == "260" and year_in(values[1]) > 1990:
            return "gw"
    return "cow"


ADAPTER = Adapter(
    "sdp",
    "GDP, population and surplus domestic product, logged (Anders, Fariss and Markowitz), by state and year.",
    (Layout("sdp", "state-years, natural logarithms", TABLE.required, build),),
    {
        "sdp": Publisher(
            "Therese Anders, Christopher J. Fariss, Jonathan N. Markowitz",
            "GPL-2 as packaged in peacesciencer",
            "Anders, Fariss, Markowitz (2020), Bread Before Guns or Butter: Introducing Surplus Domestic Product (SDP), "
            "International Studies Quarterly 64(2), 392-405",
            "https://svmiller.com/peacesciencer/",
        )
    },
)
