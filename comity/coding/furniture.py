"""Lines that are no running text: datelines, bylines, captions, source lines, boilerplate, headlines."""

from __future__ import annotations

import re

from comity.coding.spacing import wordset

AGENCIES = (
    "AA|AAP|ABC News|AFP|Agence France-Presse|Agencies|Al Arabiya|Al Jazeera|Anadolu(?: Agency)?|ANI|ANSA|AP|"
    "Associated Press|BBC(?: News)?|Bloomberg(?: News)?|CBS News|CGTN|CNN|Deutsche Welle|dpa|DPA|DW|EFE|Euronews|"
    "Financial Times|France 24|FT|Interfax|IRNA|ITAR-TASS|KCNA|Kyodo(?: News)?|Mehr|NHK|NPR|PA Media|PTI|RFE/RL|RIA Novosti|"
    "RIA|Reuters|REUTERS|RT|SANA|SPA|Sputnik|TASS|Tasnim|The Associated Press|The Canadian Press|The Guardian|TRT World|TRT|TRTWorld|UPI|"
    "Ukrinform|VOA(?: News)?|WAM|Xinhua|XINHUA|Yonhap"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}\b)?"
_DASH = r"(?:-{1,2}|[\u2013\u2014])"
_PLACE = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*(?: [A-Z\u00c0-\u00de][\w.'\u2019-]*){0,3}"

DATE_LINE = re.compile(rf"(?:{_WEEKDAY},? )?{_DATE}(?:,? (?:at )?{_CLOCK})?\.?|{_CLOCK}(?: \(Local\))?")
"""A whole line that is a date, with or without an hour, or an hour alone."""

TRAILING_DATE = re.compile(rf"\s{_WEEKDAY}, {_DATE}$")
"""A full date glued to the end of a headline, as Wikinews prints it."""

_OPENINGS = (
    rf"{_PLACE}(?:, {_PLACE})?(?:, {_DATE})? ?\((?:{AGENCIES})\) ?{_DASH}+\s",
    rf"\((?:{AGENCIES})\) ?{_DASH}+\s",
    rf"{_PLACE}(?:, {_PLACE})?, {_DATE}\.? ?(?:\((?:{AGENCIES})\) ?)?{_DASH}+\s",
    rf"[A-Z]{{3,}}[A-Z .'\u2019-]{{0,30}}, {_DATE}\.? ?/(?:{AGENCIES})/\.\s",
    rf"(?:[A-Z\u00c0-\u00de]{{3,}}|[A-Z]{{2,}}\.)(?: [A-Z\u00c0-\u00de.]{{2,}}){{0,3}}(?:, {_PLACE}){{0,2}} ?{_DASH}+\s",
)
DATELINE = re.compile("|".join(_OPENINGS))
"""Place, day and agency before the first sentence: "MOSCOW, May 5 (Reuters) - "."""

BYLINE = re.compile(
    r"(?:By|BY|by) (?!THE NUMBERS)(?:the |our )?[A-Z][^.?!\u201c\"]{2,90}(?:\.[a-z]{2,3})?|"
    r"\(?(?:Additional |Writing and )?(?:[Rr]eporting|[Ww]ritten|[Ww]riting|[Ee]diting|[Ee]dited) (?:and editing )?by [A-Z].{2,250}"
)
ATTRIBUTION = re.compile(
    rf"(?:\u2014|\u2015|\u2013|--) ?(?!I\b){_PLACE}(?:,[^.?!]{{0,120}}| (?:of|on|in|from|calling|to|at)\b[^.?!]{{0,120}})?"
)
"""The name under a set-off quotation: "\u2014Troy Roberts"."""

_PHOTO = r"(?:Image|Photo|Photograph|Picture|Pictured|Video|Caption|File photo|FILE PHOTO|File|Image credit|Photo credit|Screenshot)"
CAPTION = re.compile(
    rf"[\[(]?{_PHOTO}(?:\s?:|\sby\s|\s[\u2013\u2014-]\s|\scourtesy)\s?.{{0,400}}|"
    rf".{{2,400}}?[\s(.\[]{_PHOTO}(?:\scredit)?\s?[:;]\s?[^:]{{1,80}}|"
    r".{2,400}(?:/ ?Getty Images|/ ?AFP|/ ?AP|/ ?Reuters|REUTERS/[A-Z]|AP Photo|Getty Images|via Getty)[^.?!]{0,60}[.)\]]{0,3}|"
    r".{2,300}\((?:left|right|centre|center|file photo|pictured|[LR])\)(?=[ ,]).{0,200}"
)
SOURCE = re.compile(
    rf"(?:Sources?|SOURCES?)\s?:.{{1,200}}|"
    rf"[\[(\u2014\u2013/-]?\s?(?:{AGENCIES})(?:,? (?:and|with|/) (?:agencies|{AGENCIES}))*\s?[\])/]?\.?|"
    rf"[Ww]ith (?:inputs? from |reporting (?:from|by) )?(?:agencies|{AGENCIES})\.?|Via (?:{AGENCIES})\.?"
)
BOILERPLATE = re.compile(
    r"[*\u2022\s]+|<\W*>|#{2,}|-{3,}|_{3,}|={3,}|-30-|\W+|(?:Page|PAGE) \d{1,4}(?: of \d{1,4})?|"
    r"END(?: .{0,20})?|THE WHITE HOUSE(?: Office of the Press Secretary)?.{0,90}|(?:For|FOR) (?:Immediate|IMMEDIATE) (?:Release|RELEASE).{0,40}|"
    r"(?:Copyright|\u00a9|\(c\)) .{0,200}|.{0,200}[Aa]ll rights reserved.{0,100}|"
    r"(?:ADVERTISEMENT|Advertisement|Sponsored|SPONSORED|Read more|READ MORE|Read also|READ ALSO|See also|ALSO READ|Also read|Related(?: (?:articles?|stor(?:y|ies)|topics?|news|links?))?"
    r"|Sister links?|External links?|Share this|Categor(?:y|ies)|Tags?|Keywords|More on this story|Most read|Trending|Recommended|Newsletter)\s?(?::.{0,200})?|"
    r"(?:Sign up|Subscribe|Click here|Follow us|Download (?:our|the) app|Join our|Log ?in|Share (?:on|via)|Skip to|Print this|Have (?:an opinion|a tip)|Enter your e-?mail|We use cookies|This (?:site|website) uses cookies).{0,200}|"
    r"(?:This (?:article|story|report) (?:was|is|has been) (?:originally |first )?(?:published|updated|translated|edited)|The views expressed).{0,250}|"
    r"(?:Share|Print|E-?mail|Tweet|Facebook|Twitter|WhatsApp|Telegram|Comments?|Menu|Search|Home|Listen|Watch live)(?:[ |\u00b7]+(?:Share|Print|E-?mail|Tweet|Facebook|Twitter|WhatsApp|Telegram|Comments?))*|"
    r"\([A-Z][^().]{0,30}\.?\)|https?://\S+"
)
_WHOLE = (
    ("dateline", DATE_LINE),
    ("source", SOURCE),
    ("boilerplate", BOILERPLATE),
    ("byline", BYLINE),
    ("attribution", ATTRIBUTION),
    ("caption", CAPTION),
)
LONGEST = 450
"""No furniture is longer than this; a longer line is running text, and is not tried."""

_ASIDE = re.compile(r"[.?!\u2026\u2014-]\s*\([^()]*\)$")
_SMALL = wordset("a an and as at but by for from in into of off on or over the to up via vs with")


def kind_of(line: str) -> str | None:
    """What a whole trimmed line is, or None for running text.

    >>> [kind_of(x) for x in ("Source: Reuters", "TRT World.", "By Ann Smith", "* * *", "Talks went on.")]
    ['source', 'source', 'byline', 'boilerplate', None]
    """
    if len(line) > LONGEST:
        return None
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(line):
            return kind
    return None


def dateline_length(line: str) -> int:
    """Characters of a dateline before the first sentence, 0 if there is none.

    >>> dateline_length("PARIS (AFP) - France protested."), dateline_length("RUSSIA - CHINA TALKS OPEN")
    (14, 0)
    """
    found = DATELINE.match(line[:160])
    if not found or (found.end() < len(line) and line[found.end() :].isupper()):
        return 0
    return found.end()


def titled(line: str, longest: int = 90) -> bool:
    """Whether a line has the shape of a headline: short, begins high, no stop at its end.

    >>> titled("Escape room fire kills five"), titled("Talks failed."), titled("colleagues")
    (True, False, False)
    """
    if (
        len(line) > longest
        or _ASIDE.search(line)
        or not line[0].isalnum()
        or line[0].islower()
        or line[-1] in ".?!:;,\u2026\u201d\"'\u2019\u2014-"
    ):
        return False
    words = line.split()
    high = sum(not word[0].islower() for word in words if word not in _SMALL)
    return len(words) <= 8 or high >= 0.6 * sum(word not in _SMALL for word in words)
