"""What a scenario may say: three sentences, and a refusal that lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.errors import Refused

FORMS = (
    "pressure as in 2014",
    "sanctions lifted",
    "pressure +1 sd for 24 months",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A scenario as understood: `kind` is "as in", "lifted" or "shift"; `year` of the first, `sds` and `months` of the last."""

    kind: str
    text: str
    year: int = 0
    sds: float = 0.0
    months: int = 0


_AS_IN = re.compile(r"pressure\s+(?:as\s+)?in\s+(\d{4})")
_LIFTED = re.compile(r"(?:all\s+)?sanctions\s+(?:are\s+)?(?:lifted|ended|end)")
_SHIFT = re.compile(r"pressure\s+([+\-\N{MINUS SIGN}]?\s*\d+(?:\.\d+)?)\s*sds?(?:\s+for\s+(\d+)\s*(months?|years?))?")
LARGEST = 3.0
"""Standard deviations beyond which nothing like it was ever seen."""


def understood(text: str) -> Wish:
    """The scenario in a text; Refused with the list of what is understood.

    >>> understood("Pressure as in 2014"), understood("pressure -0.5 sd for 2 years")
    (Wish(kind='as in', text='pressure as in 2014', year=2014, sds=0.0, months=0), Wish(kind='shift', text='pressure -0.5 sd for 2 years', year=0, sds=-0.5, months=24))
    >>> understood("China invades")
    Traceback (most recent call last):
    comity.errors.Refused: no such scenario (China invades). Next: say "pressure as in 2014", "sanctions lifted" or "pressure +1 sd for 24 months", with any year, number and months
    """
    plain = " ".join(text.lower().split())
    if found := _AS_IN.fullmatch(plain):
        return Wish("as in", plain, year=int(found[1]))
    if _LIFTED.fullmatch(plain):
        return Wish("lifted", plain)
    if found := _SHIFT.fullmatch(plain):
        sds = float(found[1].replace("\N{MINUS SIGN}", "-").replace(" ", ""))
        months = int(found[2] or 0) * (12 if (found[3] or "").startswith("year") else 1)
        if abs(sds) <= LARGEST and sds:
            return Wish("shift", plain, sds=sds, months=months)
    said = ", ".join(f'"{form}"' for form in FORMS[:-1]) + f' or "{FORMS[-1]}"'
    raise Refused("no such scenario", where=text, next_step=f"say {said}, with any year, number and months")
