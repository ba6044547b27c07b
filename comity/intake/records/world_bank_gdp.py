"""GDP in current US$ as the World Bank publishes it (NY.GDP.MKTP.CD), as downloaded or one row per country and year.

Indicator `wb_gdp`, unit "current US$", from 1 January to 31 December. Rows of groups and regions ("Arab World"), of
territories that are no states and of years before a state existed are left out and counted. Codes are ISO 3166 but for XKX
and the groups; the figures of a code are those of its present territory, also where the state began in mid-year (RUS in 1991).
Ukraine and Belarus, members of the UN from 1945, are states throughout.

The layout as downloaded (`wide`) is written from its well-known form; the file it was built beside is the long one.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Figure, StateYears
from comity.intake.records.states import finder
from comity.intake.records.wide_states import WideStates
from comity.intake.rows import Dialect

GROUP = "a region or group of states"
TERRITORY = "a territory that is no state"

_GROUPS = (
    "AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX INX LAC LCN LDC LIC LMC LMY LTE "
    "MEA MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA TSS UMC WLD"
)
_TERRITORIES = "ABW ASM BMU CHI CUW CYM FRO GIB GRL GUM HKG IMN MAC MAF MNP NCL PRI PYF SXM TCA VGB VIR"

NOBODY = {**dict.fromkeys(_GROUPS.split(), GROUP), **dict.fromkeys(_TERRITORIES.split(), TERRITORY)}
"""Code -> why its rows are left out."""

_TITLE = "GDP (current US$), World Development Indicators NY.GDP.MKTP.CD"
_MISSING = frozenset({"", ".."})

LONG = StateYears(
    _TITLE,
    "Country Code",
    "Year",
    (Figure("Value", "wb_gdp", "current US$"),),
    finder("iso3"),
    _MISSING,
    NOBODY,
    territories=True,
)
WIDE = WideStates(
    _TITLE,
    "Country Code",
    "Indicator Code",
    "NY.GDP.MKTP.CD",
    "wb_gdp",
    "current US$",
    finder("iso3"),
    _MISSING,
    NOBODY,
)

_WORLD_BANK = Publisher(
    "World Bank",
    "CC BY 4.0",
    "World Bank, World Development Indicators, GDP (current US$), NY.GDP.MKTP.CD",
    "https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
)

ADAPTER = Adapter(
    "world_bank_gdp",
    "GDP in current US$ (World Bank), by state and year.",
    (
        LONG.layout("long", "one row per country and year"),
        WIDE.layout("wide", "one row per country, a column a year, as downloaded"),
    ),
    {"long": _WORLD_BANK, "wide": _WORLD_BANK},
    dialect=Dialect(headers=(frozenset(WIDE.required), frozenset(LONG.required))),
)
