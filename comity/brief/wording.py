"""How a brief says numbers, dates and names: British English, for a reader who is not a statistician."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from comity.brief.objects import Figure
from comity.schema import Actor, Estimate

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"

THE = re.compile(
    r"^(United |Union |Kingdom |Republic |Democratic Republic|Federa|Soviet|Holy See|Netherlands|Philippines|Bahamas|Gambia|"
    r"Maldives|Comoros|Central |Collective |Commonwealth|Council |North Atlantic|Warsaw|Non-Aligned|Alliance |Shanghai |Arab |"
    r"African |European |Eurasian |Western European|Southeast Asia|Association |League |Gulf Coop|Group |Quad|Five Eyes|"
    r"Organi[sz]ation |Economic |permanent |Comprehensive |GUAM |Dominican Republic|West$)"
    r"|( Islands| Republic| Union| Emirates| States| Kingdom| Federation| Organi[sz]ation| Pact| League| Treaty)$"
)
NO_THE = re.compile(r"^(Cook Islands|Solomon Islands)$")
CONVENTIONAL = {
    "ASEAN": "ASEAN",
    "APEC": "APEC",
    "CENTO": "CENTO",
    "COMECON": "Comecon",
    "CPTPP": "the CPTPP",
    "CSTO": "the CSTO",
    "ECOWAS": "ECOWAS",
    "EFTA": "EFTA",
    "G20": "the G20",
    "G7": "the G7",
    "G77": "the G77",
    "G8": "the G8",
    "NATO": "NATO",
    "OECD": "the OECD",
    "OPEC": "OPEC",
    "OSCE": "the OSCE",
    "QUAD": "the Quad",
    "SAARC": "SAARC",
    "SEATO": "SEATO",
    "UNSC_P5": "the permanent five of the UN Security Council",
    "WARSAW_PACT": "the Warsaw Pact",
    "WEU": "the Western European Union",
}
"""Bodies that a British newspaper calls by initials or a short name; the tables give the name in full."""


EARLIER = {
    "EU": (date(1993, 11, 1), "the European Communities"),
    "OSCE": (date(1995, 1, 1), "the CSCE"),
}
"""Bodies that bore another name before a day."""


def named_then(actor: Actor, day: date) -> str:
    """The name of a body as it was on a day.

    >>> from comity.actors import get
    >>> named_then(get("EU"), date(1989, 12, 31)), named_then(get("EU"), date(2020, 1, 1))
    ('the European Communities', 'the European Union')
    """
    renamed = EARLIER.get(actor.id)
    return renamed[1] if renamed and day < renamed[0] else named(actor)


def named(actor: Actor | str) -> str:
    """The name as it stands inside a sentence, with its article and without what it has in brackets.

    >>> named("United States"), named("Russia"), named("the West (G7 and Five Eyes)"), named("Solomon Islands")
    ('the United States', 'Russia', 'the West', 'Solomon Islands')
    """
    if isinstance(actor, Actor) and actor.id in CONVENTIONAL:
        return CONVENTIONAL[actor.id]
    name = (actor if isinstance(actor, str) else actor.name).split(" (")[0]
    if name.startswith(("The ", "the ")):
        return "the " + name[4:]
    return f"the {name}" if THE.search(name) and not NO_THE.search(name) else name


def start(text: str) -> str:
    """The text with a capital, as a sentence starts.

    >>> start("the United States")
    'The United States'
    """
    return text[:1].upper() + text[1:]


def possessive(name: str) -> str:
    """The possessive of a name.

    >>> possessive("the United States"), possessive("China")
    ("the United States'", "China's")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names as a list in a sentence.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def index(value: float, places: int = 2) -> str:
    """A number on a scale around nought, with a true minus sign and no "-0.00".

    >>> index(0.538), index(-0.351), index(-0.001)
    ('0.54', '−0.35', '0.00')
    """
    text = f"{abs(value):.{places}f}"
    return f"{MINUS}{text}" if value < 0 and float(text) else text


def percent(share: float, places: int = 0) -> str:
    """A share between 0 and 1 as a percentage; never "100%" or "0%" of something that is not all or none.

    >>> percent(0.928, 1), percent(0.61), percent(0.9996), percent(0.0004), percent(1.0)
    ('92.8%', '61%', 'more than 99%', 'less than 1%', '100%')
    """
    text = f"{share:.{places}%}"
    if places == 0 and text == "100%" and share < 1:
        return "more than 99%"
    if places == 0 and text == "0%" and share > 0:
        return "less than 1%"
    return text


def chance(probability: float) -> str:
    """A bootstrap probability; its ends are not certainty, so they are never said as such.

    >>> chance(0.61), chance(1.0), chance(0.0)
    ('61%', 'more than 99%', 'less than 1%')
    """
    return percent(min(max(probability, 1e-9), 1 - 1e-9))


def amount(value: float, form: str, places: int | None = None) -> str:
    """A value of a yardstick: `form` "percent" or "index"."""
    if form == "percent":
        return percent(value, 0 if places is None else places)
    return index(value, 2 if places is None else places)


def interval(estimate: Estimate, form: str, places: int | None = None) -> str:
    """The interval of an estimate, or "" where there is none.

    >>> interval(Estimate(-.1, -.2, .05, .9, 9, date(2020, 1, 1), "", "e"), "index")
    '−0.20 to 0.05'
    """
    if estimate.low is None or estimate.high is None:
        return ""
    low, high = amount(estimate.low, form, places), amount(estimate.high, form, places)
    return f"{low} to {high}"


def bracket(estimate: Estimate, form: str) -> str:
    """The interval as a table prints it.

    >>> bracket(Estimate(.9, .87, .925, .9, 9, date(2020, 1, 1), "", "e"), "percent")
    '[87.0, 92.5]'
    """
    if estimate.low is None or estimate.high is None:
        return ""
    low, high = (
        amount(edge, form, 1 if form == "percent" else 2).rstrip("%") for edge in (estimate.low, estimate.high)
    )
    return f"[{low}, {high}]"


def day(when: date) -> str:
    """A day as printed in Britain, without a leading nought.

    >>> day(date(2021, 12, 17))
    '17 December 2021'
    """
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """A day as a table prints it.

    >>> short_day(date(2021, 12, 17))
    '17 Dec 2021'
    """
    return f"{when.day} {when:%b %Y}"


def month(when: date) -> str:
    """Month and year of a day.

    >>> month(date(2001, 6, 15))
    'June 2001'
    """
    return f"{when:%B %Y}"


def prose_days(text: str) -> str:
    """ISO days in a text as a reader's days.

    >>> prose_days("ATOP ends on 2018-12-31; later")
    'ATOP ends on 31 December 2018; later'
    """
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: day(date.fromisoformat(found.group())), text)


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count(number: int, one: str, many: str = "") -> str:
    """A count with its noun; small numbers are spelt out.

    >>> count(1, "treaty", "treaties"), count(2, "treaty", "treaties"), count(98, "vote"), count(0, "vote")
    ('one treaty', 'two treaties', '98 votes', 'no votes')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{WORDS[number] if number < len(WORDS) else f'{number:,}'} {noun}"


STRENGTHS = (
    (1.0, "complete"),
    (0.81, "near-complete"),
    (0.61, "substantial"),
    (0.41, "moderate"),
    (0.21, "fair"),
    (0.01, "slight"),
)
"""Bands of kappa named by Landis and Koch (1977), Biometrics 33, 159-174: almost perfect, substantial ... slight, poor."""


def strength(kappa: float) -> str:
    """The customary word for a kappa.

    >>> strength(0.538), strength(-0.2), strength(0.0)
    ('moderate', 'no', 'no')
    """
    return next((word for floor, word in STRENGTHS if kappa >= floor), "no")


def said(text: str, value: float | None, as_of: date, method: str, evidence: str, n: int = 1, unit: str = "") -> Figure:
    """A figure for a fact that has no interval: a date of entry, a count of treaties, a name."""
    return Figure(text, Estimate(value, None, None, 0.0, n, as_of, method, evidence, unit))
