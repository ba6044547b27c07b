"""Downloading one file: gone on with where it broke off, tried again, bounded, and refused where it is a web page."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from comity.errors import Refused, Unreachable, UnsafePath
from comity.intake.part import Part, Stamp
from comity.intake.web import MAX_REDIRECTS, MOVED, Limits, connection, hung_up, request_line, target, why

AGENT = "comity sync (fetches public data sets for its user)"
CHUNK = 1 << 18
LONGEST_PAUSE = 60.0
"""Seconds, also where a server asks to be left alone for longer."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes that came and the bytes expected, None where the server does not say."""

_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)")
_LATER = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence that end a try, fruitless tries that end a download, seconds before the second (then doubled)."""

    stall: float = 60.0
    tries: int = 5
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """The stamp the server gave; `changed` is False where the file is the one known, and nothing was downloaded."""

    stamp: Stamp
    changed: bool


class _Again(Exception):
    """Why a try failed that may go better next time; `wait` is what the server asks for, `silent` that none answered."""

    def __init__(self, reason: str, wait: float = 0.0, silent: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.silent = silent


@dataclass(frozen=True, slots=True)
class _Job:
    url: str
    part: Part
    known: Stamp
    limits: Limits
    patience: Patience
    progress: Progress | None
    deadline: float


def download(
    url: str,
    part: Part,
    known: Stamp | None = None,
    limits: Limits | None = None,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Bring the file at an address into `part`, unless it is still the one that `known` is the stamp of.

    Raises:
        UnsafePath: an address, or a redirect, that leads to a place that is not public, or from https to http.
        Unreachable: no server answers.
        Refused: a web page, an error, more bytes or seconds than allowed, or a body cut short however often it is asked
            for. What came of the last stays in `part`, and the next download goes on from there.
    """
    bounds, patient = limits or Limits(), patience or Patience()
    deadline = time.monotonic() + bounds.seconds
    job = _Job(url, part, known or Stamp(), bounds, patient, progress, deadline)
    most, failed = part.size, 0
    while True:
        try:
            return _tried(job)
        except _Again as again:
            failed = 1 if part.size > most else failed + 1
            most = max(most, part.size)
            pause = min(max(patient.pause * 2 ** (failed - 1), again.wait), LONGEST_PAUSE)
            late = time.monotonic() + pause >= deadline
            if late or failed >= patient.tries:
                raise _given_up(job, again, late) from again
            time.sleep(pause)


def _given_up(job: _Job, again: _Again, late: bool) -> Refused | Unreachable:
    if again.silent:
        return Unreachable(f"no server answers: {again}", where=job.url, next_step="try again when there is a network")
    bound = f"; {job.limits.seconds:g} seconds are allowed" if late else f"; tried {job.patience.tries} times"
    return Refused(f"{again}{bound}", where=job.url, next_step="run the same command again: it goes on where it can")


def _tried(job: _Job) -> Fetched:
    """One try, redirects and all."""
    url = job.url
    for _ in range(MAX_REDIRECTS + 1):
        host, port, addresses = target(url, job.limits)
        if not addresses:
            raise Unreachable(
                f"no address is known for {host}", where=url, next_step="try again when there is a network"
            )
        seconds = min(job.patience.stall, max(job.deadline - time.monotonic(), 0.001))
        line = connection(url, port, addresses, seconds, job.limits.context)
        with hung_up(line, job.deadline):
            answer = _asked(line, url, job)
            place = answer.headers.get("Location", "").strip().replace(" ", "%20")
            if answer.status not in MOVED or not place:
                return _received(answer, url, job)
        before, url = url, urljoin(url, place)
        if before.startswith("https:") and url.startswith("http:"):
            raise UnsafePath(
                "sent on from https to http", where=url[:200], next_step="ask the publisher for the address"
            )
    raise Refused(f"more than {MAX_REDIRECTS} redirects", where=job.url, next_step="ask the publisher for the address")


def _asked(line: http.client.HTTPConnection, url: str, job: _Job) -> http.client.HTTPResponse:
    held, stamp = job.part.held(job.url)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", **job.known.if_changed}
    if held:
        headers |= {"Range": f"bytes={held}-", "If-Range": stamp.exact}
    try:
        line.connect()
    except ssl.SSLCertVerificationError as error:
        raise Refused(
            f"its certificate does not hold: {error.verify_message}", where=url, next_step="check the clock"
        ) from error
    except (OSError, AttributeError) as error:
        raise _Again(why(error), silent=True) from error
    try:
        line.request("GET", request_line(url), headers=headers)
        return line.getresponse()
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        raise _Again(f"no answer: {why(error)}") from error


def _received(answer: http.client.HTTPResponse, url: str, job: _Job) -> Fetched:
    stamp = Stamp(answer.headers.get("ETag", "").strip(), answer.headers.get("Last-Modified", "").strip())
    if answer.status == 304 and job.known.if_changed:
        return Fetched(Stamp(stamp.etag or job.known.etag, stamp.modified or job.known.modified), changed=False)
    if answer.status == 416:
        job.part.drop()
        raise _Again("HTTP 416: the file is another one now")
    if answer.status in _LATER:
        asked = answer.headers.get("Retry-After", "").strip()
        raise _Again(f"HTTP {answer.status}", wait=float(asked) if asked.isdecimal() and len(asked) < 6 else 0.0)
    if answer.status not in (200, 206):
        raise Refused(f"HTTP {answer.status}", where=url, next_step="ask the publisher for the address")
    _stored(answer, url, stamp, job)
    return Fetched(stamp, changed=True)


def _stored(answer: http.client.HTTPResponse, url: str, stamp: Stamp, job: _Job) -> None:
    start = _start(answer, stamp, job)
    stated = answer.headers.get("Content-Length", "").strip()
    whole = start + int(stated) if stated.isdecimal() and len(stated) < 16 else None
    _refuse_large(whole or 0, url, job)
    size, head = start, b""
    with job.part.go_on() if start else job.part.begin(job.url, stamp) as file:
        for chunk in _chunks(answer):
            file.write(chunk)
            size += len(chunk)
            _refuse_large(size, url, job)
            if not start and len(head) < 512:
                head += chunk[:512]
                _refuse_page(head, url, job)
            if job.progress:
                job.progress(size, whole)
            if time.monotonic() >= job.deadline:
                raise _Again("not downloaded in time")
    if whole is not None and size < whole:
        raise _Again(f"cut short: {whole:,} bytes stated, {size:,} came")


def _start(answer: http.client.HTTPResponse, stamp: Stamp, job: _Job) -> int:
    """The byte the body begins at: that behind the last one held where the server goes on with the same file, else 0."""
    if answer.status == 200:
        return 0
    held, before = job.part.held(job.url)
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    if not held or found is None or int(found[1]) != held or stamp.exact not in ("", before.exact):
        job.part.drop()
        raise _Again("the server sent another part of the file than it was asked for")
    return held


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while True:
        try:
            chunk = answer.read1(CHUNK)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            raise _Again(f"broke off: {why(error)}") from error
        if not chunk:
            return
        yield chunk


def _refuse_large(size: int, url: str, job: _Job) -> None:
    if size > job.limits.max_bytes:
        job.part.drop()
        raise Refused(
            f"more than {job.limits.max_bytes:,} bytes", where=url, next_step="download it yourself and add the file"
        )


def _refuse_page(head: bytes, url: str, job: _Job) -> None:
    if _PAGE.match(head):
        job.part.drop()
        raise Refused(
            "data was expected, a web page came",
            where=url,
            next_step="look at the page: it may ask for a click or a login",
        )
