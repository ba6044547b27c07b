"""Bytes to text: the encoding they are in, not the one they claim; every repair is named."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from comity.intake.documents import language

FEW = 4
"""Bytes outside UTF-8 below which nothing can be told of an encoding: they are read one by one as Windows-1252."""

LATIN_SHARE = 0.4
"""Share of letters above ASCII up to which a text is in Latin letters; Turkish and Czech reach 0.2, Cyrillic has 1."""

SAMPLE = 1 << 16

_META = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_ASCII_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SIGNS = re.compile("[\x80-\x9f\u00a2-\u00b9\u00bc-\u00be\u00d7\u00f7\ufffd]")
_BY_LANGUAGE = (
    (("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), ("iso8859-2", "cp1250")),
    (("tr", "az"), ("cp1254",)),
    (("et", "lv", "lt"), ("cp1257",)),
)
_OTHER_SCRIPTS = [
    "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7", "cp1255", "cp1256", "iso8859_6", "gb18030",
    "big5", "cp932", "euc_jp", "cp949", "cp874",
]  # fmt: skip
_NO_ENCODING_OF_TEXT = ("undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape",
    "raw-unicode-escape", "utf-7")  # fmt: skip
"""Codecs that Python has and no page is written in: they fail, or make other text out of plain ASCII."""

_ASCII_LOOKALIKE = ("ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1", "iso8859-1")


def decode(content: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Text of some bytes and the repairs made.

    UTF-8 is tried first whatever was declared, since no other encoding passes for it
    by accident; then the declared one; then UTF-8 with stray bytes of Windows-1252;
    then what `charset-normalizer` finds.

    >>> decode("Zürich".encode("cp1252"))
    ('Zürich', ('1 byte outside UTF-8 read as Windows-1252',))
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(), ()
    except UnicodeDecodeError:
        pass
    codec = _codec(declared)
    if codec not in ("", "utf-8"):
        try:
            return content.decode(codec), (f"read as {codec}, as declared",)
        except UnicodeError:
            pass
    return _repaired(content)


def declared_in(head: bytes) -> str:
    """The encoding a page or feed declares for itself, or ''.

    >>> declared_in(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    found = _META.search(head[:4096])
    return found[1].decode("ascii", "ignore") if found else ""


@lru_cache(maxsize=256)
def _codec(name: str) -> str:
    if name.strip().lower() in _ASCII_LOOKALIKE:
        return "cp1252"  # as browsers do: pages that declare Latin-1 mean Windows-1252
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    usable = getattr(info, "_is_text_encoding", True) and info.name not in _NO_ENCODING_OF_TEXT
    return info.name if usable else ""


def _repaired(content: bytes) -> tuple[str, tuple[str, ...]]:
    decoded = content.decode("utf-8", "surrogateescape")
    strays = sum("\udc80" <= char <= "\udcff" for char in decoded)
    sample = content[:SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if strays < FEW or strays < 0.5 * high:
        unit = "byte" if strays == 1 else "bytes"
        text = decoded.encode("utf-8", "surrogateescape").decode("utf-8", _STRAY)
        return text, (f"{strays} {unit} outside UTF-8 read as Windows-1252",)
    letters = high + sum(byte in _ASCII_LETTERS for byte in sample)
    codec = _latin(sample) if high < LATIN_SHARE * letters else _guessed(sample)
    return content.decode(codec, _STRAY), (f"no encoding declared: read as {codec}",)


def _latin(sample: bytes) -> str:
    """The encoding of a text in Latin letters: its language shows in the unaccented ones."""
    lang = language.detect(sample.decode("ascii", "replace").replace("\ufffd", " ")) or ""
    codecs_of = next((codecs for langs, codecs in _BY_LANGUAGE if lang in langs), ("cp1252",))
    return min(codecs_of, key=lambda codec: len(_SIGNS.findall(sample.decode(codec, "replace"))))


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
    return (_codec(best.encoding) if best else "") or "cp1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = bytes(error.object[error.start : error.end])
    return stray.decode("cp1252", "replace"), error.end


_STRAY = "comity-windows-1252"
codecs.register_error(_STRAY, _as_windows)
