"""Shares of partners in a reporter's trade, as World Bank WITS shows them: one row per reporter and partner.

Indicators `wits_import_share` and `wits_export_share`: state1 the reporter, state2 the partner, unit "per cent of the
reporter's imports" (or exports), 1 January to 31 December. A blank is missing; 0 is less than half of 0.0001 per cent.
Partners that are no state are left out and counted. One of these, "Other Asia, nes", is mostly Taiwan.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.state_years import Skip
from comity.intake.records.states import printed
from comity.intake.records.wide_pairs import Kind, WidePairs
from comity.intake.rows import Values

REMAINDER = "a remainder or group, no single state"
TERRITORY = "a territory that is no state"

REMAINDERS = (
    "Belgium-Luxembourg",
    "Bunkers",
    "Free Zones",
    "Neutral Zone",
    "Other Asia, nes",
    "Pacific Islands",
    "Special Categories",
    "Unspecified",
    "World",
)
TERRITORIES = (
    "American Samoa",
    "Anguila",
    "Antarctica",
    "Aruba",
    "Bermuda",
    "Bonaire",
    "Bouvet Island",
    "Br. Antr. Terr",
    "British Indian Ocean Ter.",
    "British Virgin Islands",
    "Cayman Islands",
    "Christmas Island",
    "Cocos (Keeling) Islands",
    "Cook Islands",
    "Cura?ao",
    "Curaçao",
    "Faeroe Islands",
    "Falkland Island",
    "Fr. So. Ant. Tr",
    "French Guiana",
    "French Polynesia",
    "Gibraltar",
    "Greenland",
    "Guadeloupe",
    "Guam",
    "Heard Island and McDonald Isla",
    "Hong Kong, China",
    "Macao",
    "Martinique",
    "Mayotte",
    "Montserrat",
    "Netherlands Antilles",
    "New Caledonia",
    "Niue",
    "Norfolk Island",
    "Northern Mariana Islands",
    "Pitcairn",
    "Reunion",
    "Saint Barth?lemy",
    "Saint Barthélemy",
    "Saint Helena",
    "Saint Maarten (Dutch part)",
    "Saint Pierre and Miquelon",
    "South Georgia and the South Sa",
    "Tokelau",
    "Turks and Caicos Isl.",
    "United States Minor Outlying I",
    "Us Msc.Pac.I",
    "Wallis and Futura Isl.",
)
SAME = {
    "Ethiopia(excludes Eritrea)": ("ETH",),
    "Ethiopia(includes Eritrea)": ("ETH",),
    "Fm Sudan": ("SDN",),
    "Germany": ("DEU",),
    "Korea, Dem. Rep.": ("PRK",),
    "Micronesia, Fed. Sts.": ("FSM",),
    "Occ.Pal.Terr": ("PSE",),
    "Serbia, FR(Serbia/Montenegro)": ("SCG", "SRB"),
    "Yemen": ("YAR", "YEM"),
    "Yemen Democratic": ("YMD",),
    # the name of the later state, cut off at 30 letters, over figures of 1988 to 1991
    "Yugoslavia,FR(Serbia/Montenegr": ("YUG", "SCG"),
}
SHARES: dict[tuple[str, str], Kind] = {
    ("Import", "Import Partner Share (%)"): ("wits_import_share", "per cent of the reporter's imports"),
    ("Export", "Export Partner Share (%)"): ("wits_export_share", "per cent of the reporter's exports"),
}


def kind(told: Values) -> Kind | Skip | str:
    """What a row measures, by trade flow and indicator."""
    flow, indicator = (text.strip() for text in told)
    known = " or ".join(name for _, name in SHARES)
    return SHARES.get((flow, indicator), f"{flow[:20]} and {indicator[:40]!r}: {known} expected")


TABLE = WidePairs(
    "WITS partner shares",
    "Reporter Name",
    "Partner Name",
    ("Trade Flow", "Indicator"),
    kind,
    printed(SAME),
    nobody={**dict.fromkeys(REMAINDERS, REMAINDER), **dict.fromkeys(TERRITORIES, TERRITORY)},
)

ADAPTER = Adapter(
    "wits",
    "Shares of partners in a state's imports or exports (World Bank WITS), by year.",
    (TABLE.layout("partner_share", "one row per reporter and partner, a column a year"),),
    {
        "partner_share": Publisher(
            "World Bank, World Integrated Trade Solution, from UN Comtrade",
            "WITS terms: reuse with attribution; Comtrade limits re-dissemination",
            "World Bank, World Integrated Trade Solution (WITS), Partner Share, from UN Comtrade",
            "https://wits.worldbank.org/",
        )
    },
)
