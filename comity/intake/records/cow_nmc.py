"""National material capabilities (COW): six measures of power and the composite index CINC, 1945 on.

Indicators and units, one record a figure and year: `cow_milex` (thousand current US$), `cow_milper` (thousand people),
`cow_irst` iron and steel (thousand tons), `cow_pec` primary energy (thousand coal-ton equivalents), `cow_tpop` and
`cow_upop` total and urban population (thousand people), `cow_cinc` (share of all states' capabilities, 0 to 1).
-9 and blank are missing and give no record.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Figure, StateYears
from comity.intake.records.states import finder

TABLE = StateYears(
    "National material capabilities",
    "ccode",
    "year",
    (
        Figure("milex", "cow_milex", "thousand current US$"),
        Figure("milper", "cow_milper", "thousand people"),
        Figure("irst", "cow_irst", "thousand tons"),
        Figure("pec", "cow_pec", "thousand coal-ton equivalents"),
        Figure("tpop", "cow_tpop", "thousand people"),
        Figure("upop", "cow_upop", "thousand people"),
        Figure("cinc", "cow_cinc", "share 0 to 1"),
    ),
    finder("cow"),
)

ADAPTER = Adapter(
    "cow_nmc",
    "National material capabilities and CINC (COW): soldiers, spending, steel, energy and people by state and year.",
    (TABLE.layout("nmc", "state-years, six capabilities and CINC"),),
    {
        "nmc": Publisher(
            "J. David Singer and the Correlates of War project",
            "free with citation (Correlates of War terms)",
            "Singer, Bremer, Stuckey (1972), Capability Distribution, Uncertainty, and Major Power War; "
            "Singer (1987), International Interactions 14, 115-132",
            "https://correlatesofwar.org/data-sets/national-material-capabilities/",
        )
    },
)
