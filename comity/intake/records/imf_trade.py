"""IMF Direction of Trade Statistics (now International Trade in Goods by Partner Country), bulk download with a column a year.

Indicators `imf_exports_fob`, `imf_imports_cif` and `imf_imports_fob` as the reporter states them: state1 the reporter,
state2 the partner, unit "current US$" as in the file (not millions). What A reports as imports from B is not what B
reports as exports to A. Columns of quarters and months are not read. Rows of other attributes than Value, of groups and of
territories are left out and counted. Russia's figures begin in 1992; the Soviet Union is a country of its own there.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Skip
from comity.intake.records.states import printed
from comity.intake.records.wide_pairs import Kind, WidePairs
from comity.intake.rows import Values

GROUP = "a group, remainder or territory, no single state"
NO_VALUE = "an attribute other than Value"
BALANCE = "trade balance: exports less imports, both read already"

UNIT = "current US$"
FLOWS: dict[str, Kind | Skip] = {
    "TXG_FOB_USD": ("imf_exports_fob", UNIT),
    "TMG_CIF_USD": ("imf_imports_cif", UNIT),
    "TMG_FOB_USD": ("imf_imports_fob", UNIT),
    "TBG_USD": Skip(BALANCE),
}

# Names as the IMF prints them, written from its country lists; the file these were tried on has six countries.
SAME = {
    "Afghanistan, Islamic Rep. of": ("AFG",),
    "Armenia, Rep. of": ("ARM",),
    "Azerbaijan, Rep. of": ("AZE",),
    "Bahrain, Kingdom of": ("BHR",),
    "Belarus, Rep. of": ("BLR",),
    "China, P.R.: Mainland": ("CHN",),
    "Congo, Dem. Rep. of the": ("COD",),
    "Congo, Rep. of": ("COG",),
    "Croatia, Rep. of": ("HRV",),
    "Eastern Germany": ("DDR",),
    "Egypt, Arab Rep. of": ("EGY",),
    "Equatorial Guinea, Rep. of": ("GNQ",),
    "Eritrea, The State of": ("ERI",),
    "Estonia, Rep. of": ("EST",),
    "Eswatini, Kingdom of": ("SWZ",),
    "Ethiopia, The Federal Dem. Rep. of": ("ETH",),
    "Fiji, Rep. of": ("FJI",),
    "Germany": ("DEU",),
    "Iran, Islamic Rep. of": ("IRN",),
    "Kazakhstan, Rep. of": ("KAZ",),
    "Korea, Dem. People's Rep. of": ("PRK",),
    "Korea, Rep. of": ("KOR",),
    "Kosovo, Rep. of": ("XKX",),
    "Kyrgyz Rep.": ("KGZ",),
    "Lao People's Dem. Rep.": ("LAO",),
    "Lesotho, Kingdom of": ("LSO",),
    "Madagascar, Rep. of": ("MDG",),
    "Marshall Islands, Rep. of the": ("MHL",),
    "Mauritania, Islamic Rep. of": ("MRT",),
    "Moldova, Rep. of": ("MDA",),
    "Mozambique, Rep. of": ("MOZ",),
    "Nauru, Rep. of": ("NRU",),
    "Netherlands, The": ("NLD",),
    "North Macedonia, Republic of": ("MKD",),
    "Palau, Rep. of": ("PLW",),
    "Poland, Rep. of": ("POL",),
    "San Marino, Rep. of": ("SMR",),
    "Serbia, Rep. of": ("SRB",),
    "Slovenia, Rep. of": ("SVN",),
    "South Sudan, Rep. of": ("SSD",),
    "Syrian Arab Rep.": ("SYR",),
    "São Tomé and Príncipe, Dem. Rep. of": ("STP",),
    "Taiwan Province of China": ("TWN",),
    "Tajikistan, Rep. of": ("TJK",),
    "Tanzania, United Rep. of": ("TZA",),
    "Timor-Leste, Dem. Rep. of": ("TLS",),
    "Türkiye, Rep of": ("TUR",),
    "Uzbekistan, Rep. of": ("UZB",),
    "Venezuela, Rep. Bolivariana de": ("VEN",),
    "Yemen Arab Rep.": ("YAR",),
    "Yemen, P.D. Rep.": ("YMD",),
    "Yemen, Rep. of": ("YEM",),
    "Yugoslavia, SFR": ("YUG",),
}
GROUPS = (
    "Advanced Economies",
    "Africa",
    "All Countries, excluding the IO",
    "American Samoa",
    "Anguilla",
    "Aruba, Kingdom of the Netherlands",
    "Belgium-Luxembourg",
    "Bermuda",
    "China, P.R.: Hong Kong",
    "China, P.R.: Macao",
    "Countries & Areas not specified",
    "Curaçao, Kingdom of the Netherlands",
    "CIS",
    "Emerging and Developing Asia",
    "Emerging and Developing Economies",
    "Emerging and Developing Europe",
    "EU",
    "Euro Area",
    "Europe",
    "Export earnings: fuel",
    "Export earnings: nonfuel",
    "Falkland Islands (Malvinas)",
    "Faroe Islands",
    "French Territories: French Polynesia",
    "French Territories: New Caledonia",
    "Gibraltar",
    "Greenland",
    "Guam",
    "Middle East",
    "Middle East and Central Asia",
    "Middle East, North Africa, Afghanistan, and Pakistan",
    "Montserrat",
    "Netherlands Antilles",
    "Other Countries n.i.e",
    "Saint Helena",
    "Sint Maarten, Kingdom of the Netherlands",
    "South African Common Customs Area (SACCA)",
    "Special Categories",
    "Sub-Saharan Africa",
    "Western Hemisphere",
    "World",
)


def kind(told: Values) -> Kind | Skip | str:
    """What a row measures, by indicator code and attribute."""
    code, attribute = (text.strip() for text in told)
    if attribute != "Value":
        return Skip(NO_VALUE)
    return FLOWS.get(code, f"indicator code {code[:40]!r}: {', '.join(FLOWS)} expected")


TABLE = WidePairs(
    "IMF Direction of Trade Statistics",
    "Country Name",
    "Counterpart Country Name",
    ("Indicator Code", "Attribute"),
    kind,
    printed(SAME),
    nobody=dict.fromkeys(GROUPS, GROUP),
)

ADAPTER = Adapter(
    "imf_trade",
    "Exports and imports as each state reports them (IMF DOTS, now IMTS), by partner and year.",
    (TABLE.layout("bulk", "one row per country, indicator and counterpart, a column a year"),),
    {
        "bulk": Publisher(
            "International Monetary Fund",
            "IMF terms: non-commercial use with attribution",
            "International Monetary Fund, Direction of Trade Statistics (International Trade in Goods by Partner Country)",
            "https://data.imf.org/en/datasets/IMF.STA:IMTS",
        )
    },
)
