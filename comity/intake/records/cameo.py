"""CAMEO, the scheme GDELT and ICEWS code events by: its twenty roots, its country codes that are no state, and its tables.

Sources: Gerner, Schrodt and Yilmaz (2009), Conflict and Mediation Event Observations, codebook 1.1b3; values after
Goldstein (1992), Journal of Conflict Resolution 36(2), as CAMEO assigns them to its codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.actors import present
from comity.intake.records.cells import decimal
from comity.intake.records.matching import Part
from comity.intake.records.states import finder
from comity.intake.rows import Sheet
from comity.schema import Failure

ROOTS = {
    "01": "statement",
    "02": "appeal",
    "03": "intent",
    "04": "consult",
    "05": "diplomatic_cooperation",
    "06": "material_cooperation",
    "07": "aid",
    "08": "yield",
    "09": "investigate",
    "10": "demand",
    "11": "disapprove",
    "12": "reject",
    "13": "threaten",
    "14": "protest",
    "15": "force_posture",
    "16": "reduce_relations",
    "17": "coerce",
    "18": "assault",
    "19": "fight",
    "20": "mass_violence",
}
"""First two digits of a code to the word that ends the name of an indicator."""

REGIONS = frozenset(
    {
        *("AFR", "ASA", "BLK", "CRB", "CAU", "CFR", "CAS", "CEU", "EIN", "EAF", "EEU", "EUR", "LAM", "MEA", "MDT"),
        *("NAF", "NMR", "PGS", "SCN", "SAM", "SAS", "SEA", "SAF", "WAF", "WST"),
    }
)
"""Country codes of CAMEO that stand for a part of the world or for bodies in it: WST is also NATO, MEA the Arab League."""

TERRITORIES = frozenset(
    {
        *("ABW", "AIA", "ALA", "ANT", "ASM", "BMU", "COK", "CYM", "FLK", "FRO", "GGY", "GIB", "GLP"),
        *("GRL", "GUF", "GUM", "HKG", "IMN", "IMY", "JEY", "MAC", "MNP", "MSR", "MTQ", "MYT", "NCL"),
        *("NFK", "NIU", "PCN", "PRI", "PYF", "REU", "SHN", "SJM", "SPM", "TCA", "TKL", "VGB", "VIR"),
        *("WLF"),
    }
)
"""Country codes of CAMEO that stand for a territory of a state: no guess is made whether its state acted."""

_OWN = {"ROM": "ROU", "TMP": "TLS", "MTN": "MNE", "KSV": "XKX", "WSB": "PSE", "GZS": "PSE", "BAG": "IRQ"}
"""Codes of CAMEO that ISO gives to nobody, or to nobody any more."""

_BEFORE = {"RUS": "SUN", "CZE": "CSK"}
"""CAMEO knows no Soviet Union and no Czechoslovakia: Moscow and Prague are RUS and CZE in 1982 too."""

_iso3 = finder("iso3")

NAMES = Part("cameo_codes", ("code", "name", "goldstein"), "a table of CAMEO codes with names and Goldstein values")


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code and its Goldstein value, -10 (hostile) to 10 (friendly)."""

    code: str
    goldstein: float


def state(code: str, day: date) -> str:
    """The state a CAMEO country code meant on a day. UnknownActor, NotThen as `comity.actors.by_code`.

    >>> state("RUS", date(1982, 5, 1)), state("RUS", date(2000, 5, 1)), state("ROM", date(2000, 5, 1))
    ('SUN', 'RUS', 'ROU')
    """
    code = _OWN.get(code, code)
    return _iso3(_BEFORE[code] if code in _BEFORE and not present(code, day) else code, day)


def root_of(code: str) -> str:
    """The word of a code's root; the empty string where it is no CAMEO code.

    >>> root_of("0841"), root_of("190"), root_of("99")
    ('yield', 'fight', '')
    """
    return ROOTS.get(code[:2], "") if code.isdecimal() and 2 <= len(code) <= 4 else ""


def read_names(sheet: Sheet) -> dict[str, Code]:
    """Codes by their name in small letters, from a table of CAMEO codes; of equal names the longer code: events are coded 130, not 13.

    Rows without a usable code, name or value are left out: a name that is asked for and missing fails where it is used.
    """
    codes: dict[str, Code] = {}
    for _, values in sheet.rows(NAMES.required):
        if isinstance(values, Failure):
            continue
        goldstein = decimal(values[2])
        name = values[1].strip().lower()
        if root_of(values[0]) and goldstein is not None and name:
            held = codes.get(name)
            if held is None or len(values[0]) > len(held.code):
                codes[name] = Code(values[0], goldstein)
    return codes
