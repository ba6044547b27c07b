"""Simulated GDP and population with standard deviations (Fariss, Anders, Markowitz and Barnum 2022), 1945 on.

Indicators and units, one record a figure and year: `fariss_gdp` (million constant US$ on the Penn World Table scale),
`fariss_gdp_per_head` (constant US$ on the Maddison scale), `fariss_population` (million people), and of each its
standard deviation in the same unit: `fariss_gdp_sd`, `fariss_gdp_per_head_sd`, `fariss_population_sd`.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Figure, StateYears
from comity.intake.records.states import finder

_PWT, _HEAD, _PEOPLE = (
    "million constant US$ (Penn World Table scale)",
    "constant US$ a head (Maddison scale)",
    "million people",
)

TABLE = StateYears(
    "Simulated GDP and population",
    "ccode",
    "year",
    (
        Figure("pwtrgdp", "fariss_gdp", _PWT),
        Figure("sd_pwtrgdp", "fariss_gdp_sd", _PWT),
        Figure("mrgdppc", "fariss_gdp_per_head", _HEAD),
        Figure("sd_mrgdppc", "fariss_gdp_per_head_sd", _HEAD),
        Figure("pwtpop", "fariss_population", _PEOPLE),
        Figure("sd_pwtpop", "fariss_population_sd", _PEOPLE),
    ),
    finder("cow"),
    frozenset({"", "NA"}),
)

ADAPTER = Adapter(
    "fariss",
    "Simulated GDP, GDP a head and population with standard deviations (Fariss and others), by state and year.",
    (TABLE.layout("fariss", "state-years, estimates with their standard deviations"),),
    {
        "fariss": Publisher(
            "Christopher J. Fariss, Therese Anders, Jonathan N. Markowitz, Miriam Barnum",
            "article data public with citation; as packaged in isard: GPL-2",
            "Fariss, Anders, Markowitz, Barnum (2022), New Estimates of Over 500 Years of Historic GDP and Population "
            "Data, Journal of Conflict Resolution 66(3), 553-591",
            "https://doi.org/10.1177/00220027211054432",
        )
    },
)
