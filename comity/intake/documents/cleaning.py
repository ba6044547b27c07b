"""Text as it is stored: no invisible characters that split words, no lone surrogates, one kind of line end."""

from __future__ import annotations

import re

_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufffe\uffff]")
_WINDOWS = re.compile("[\x80-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\ufeff\u180e\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
"""Soft hyphen, zero-width space, joiners of words, byte-order marks, marks of direction: they change no word, and hide
one from every reader that compares characters."""

_JOINERS = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
"""Zero-width joiners beside Latin letters. Persian and the Indic scripts spell with them, so they stay there."""

_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)
_LIKELY = re.compile("[\u00a0-\u017f\u0370-\u04ff\u0590-\u06ff\u2010-\u2122\U0001f300-\U0001faff]")
"""What mangled news text held: letters of Europe and the Near East, dashes, quotation marks, the euro. A run that reads
as anything else (an accent before a closing quotation mark can) is left alone."""

_LEADS = re.compile("[\u00c2-\u00f4]")


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text to store and what was changed beyond line ends and blanks behind the end. Those before the beginning stay, so that offsets are those of the file.

    >>> clean("Zel\\u200bensky met\\r\\nPutin")
    ('Zelensky met\\nPutin', ('1 invisible character dropped',))
    >>> clean("Orb\\u00c3\\u00a1n said \\u00e2\\u20ac\\u0153no\\u00e2\\u20ac\\u009d")[0]
    'Orbán said “no”'
    """
    notes: list[str] = []
    text = _put_right(_unmangled(_joined(text, notes), notes), notes)
    text = _ENDS.sub("\n", text)
    if not text.isascii() or not text.isprintable():
        text = _dropped(text, notes)
    return (text.rstrip() if text.strip() else ""), tuple(notes)


def clean_line(text: str | None) -> str | None:
    """A title or name on one line, or None where nothing is left.

    >>> clean_line("  President meets\\n Prime Minister ")
    'President meets Prime Minister'
    """
    if text is None:
        return None
    return " ".join(clean(text)[0].split()) or None


def _joined(text: str, notes: list[str]) -> str:
    if text.isascii() or not _SURROGATES.search(text):
        return text
    notes.append("halves of characters joined or replaced")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unmangled(text: str, notes: list[str]) -> str:
    """UTF-8 that was once read as Windows-1252, read again. One short pair alone proves nothing and stays."""
    if text.isascii() or not _LEADS.search(text):
        return text
    found = [run for match in _MOJIBAKE.finditer(text) if (run := _reread(match[0])[0])]
    if len(found) < 2 and not any(len(run) > 2 for run in found):
        return text
    notes.append(f"{len(found)} pieces of UTF-8 once read as Windows-1252 repaired")
    return _MOJIBAKE.sub(lambda match: _reread(match[0])[1], text)


def _put_right(text: str, notes: list[str]) -> str:
    """Windows-1252 once read as Latin-1: its quotation marks and dashes stand as control characters nobody writes."""
    if text.isascii():
        return text
    text, count = _WINDOWS.subn(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    if count:
        notes.append(f"{count} character{'s' if count > 1 else ''} of Windows-1252 read as Latin-1 put right")
    return text


def _reread(piece: str) -> tuple[str, str]:
    """(the mangled run or '', the piece as it was) where the piece starts with one likely character of UTF-8."""
    for length in range(len(piece), 1, -1):
        try:
            again = _windows_bytes(piece[:length]).decode()
        except UnicodeError:
            continue
        if len(again) == 1 and _LIKELY.match(again):
            return piece[:length], again + piece[length:]
    return "", piece


def _windows_bytes(run: str) -> bytes:
    return b"".join(char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in run)


def _dropped(text: str, notes: list[str]) -> str:
    for pattern, name in ((_CONTROLS, "control"), (_INVISIBLE, "invisible"), (_JOINERS, "joining")):
        text, count = pattern.subn("", text)
        if count:
            notes.append(f"{count} {name} character{'s' if count > 1 else ''} dropped")
    return text
