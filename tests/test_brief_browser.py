"""The page in a real browser: it loads nothing, fits a phone, follows the colour scheme, opens its evidence, prints.

Chromium is driven over a pipe with the standard library only; skipped loudly where it is not installed.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.brief import brief

BINARY = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(
    BINARY is None, reason="no chromium here: apt-get install chromium to test the page in a browser"
)

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Browser:
    """One page of a headless chromium, spoken to in the DevTools protocol over file descriptors 3 and 4."""

    def __init__(self, profile: Path) -> None:
        to_child, self._out = os.pipe()
        self._in, from_child = os.pipe()
        command = [str(BINARY), *FLAGS, f"--user-data-dir={profile}"]
        shell = f'exec "$0" "$@" 3<&{to_child} 4>&{from_child}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, *command],
            pass_fds=(to_child, from_child),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_child)
        os.close(from_child)
        self._ids, self._buffer, self.events, self._session = itertools.count(1), b"", [], ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{room}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]
            self.events.append(answer)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            got = os.read(self._in, 1 << 20)
            assert got, "chromium went away"
            self._buffer += got
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)  # type: ignore[no-any-return]

    def show(self, path: Path, width: int, dark: bool = False, media: str = "") -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def ask(self, expression: str) -> Any:
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def close(self) -> None:
        self.call("Browser.close")
        self._process.wait(20)
        os.close(self._out)
        os.close(self._in)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


@pytest.fixture(
    scope="module", params=["Russia China", "Kosovo Serbia", "USA GBR"], ids=lambda pair: pair.replace(" ", "-")
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    one, two = request.param.split()
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(brief(one, two).to_html(), encoding="utf-8")
    return path


def test_nothing_is_loaded_and_nothing_is_complained_of(browser: Browser, page: Path) -> None:
    browser.show(page, 1280)
    asked = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    assert asked == [page.as_uri()]
    assert [e for e in browser.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")] == []


@pytest.mark.parametrize("width", [360, 390, 768, 1280, 1920])
def test_the_page_never_scrolls_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.show(page, width)
    assert browser.ask("document.documentElement.scrollWidth") <= width
    outside = (
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg, [popover]') && "
        "e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert browser.ask(outside) == []


def test_drawings_change_with_the_width(browser: Browser, page: Path) -> None:
    shown = "[...document.querySelectorAll('svg.{}')].filter(e => e.getBoundingClientRect().width > 0).length"
    browser.show(page, 1280)
    wide, none = browser.ask(shown.format("wide")), browser.ask(shown.format("narrow"))
    browser.show(page, 390)
    assert (browser.ask(shown.format("wide")), browser.ask(shown.format("narrow"))) == (none, wide) == (0, wide)
    smallest = "Math.min(12, ...[...document.querySelectorAll('svg text')].map(e => e.getBoundingClientRect().height).filter(h => h))"
    assert browser.ask(smallest) >= 9


def test_dark_and_light_differ_and_both_are_legible(browser: Browser, page: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor + '|' + getComputedStyle(document.body).color"
    seen = []
    for dark in (False, True):
        browser.show(page, 1280, dark)
        back, ink = (luminance(colour) for colour in browser.ask(ground).split("|"))
        assert (max(back, ink) + 0.05) / (min(back, ink) + 0.05) > 12
        seen.append(back)
    assert seen[0] > 0.9
    assert seen[1] < 0.05
    small = "[...document.querySelectorAll('.foot, .strip dt, .n, svg text')].map(e => getComputedStyle(e)).map(s => s.fill && s.fill != 'rgb(0, 0, 0)' ? s.fill : s.color)"
    for dark in (False, True):
        browser.show(page, 1280, dark)
        back = luminance(browser.ask("getComputedStyle(document.body).backgroundColor"))
        inks = {luminance(colour) for colour in browser.ask(small) if not colour.startswith("none")} - {back}
        assert all((max(back, ink) + 0.05) / (min(back, ink) + 0.05) > 4.5 for ink in inks)


def luminance(colour: str) -> float:
    """Relative luminance of a CSS rgb() colour, as WCAG 2 defines it."""
    parts = [int(float(part)) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_opens_its_evidence_in_place(browser: Browser, page: Path, width: int) -> None:
    browser.show(page, width)
    before = browser.ask("document.querySelectorAll('[popover]:popover-open').length")
    browser.ask("document.querySelector('button.fig').click()")
    box = browser.ask(
        "(e => e && {text: e.innerText, r: e.getBoundingClientRect().toJSON()})(document.querySelector('[popover]:popover-open'))"
    )
    assert before == 0
    assert "comity why " in box["text"]
    assert box["r"]["left"] >= -1
    assert box["r"]["right"] <= width + 1
    assert box["r"]["height"] > 60


def test_without_popovers_the_numbered_notes_are_there(browser: Browser, page: Path) -> None:
    browser.show(page, 1280)
    assert browser.ask(
        "[...document.querySelectorAll('a.n')].every(a => document.querySelector(a.getAttribute('href')))"
    )
    assert (
        browser.ask("document.querySelectorAll('.notes > li').length")
        == browser.ask("document.querySelectorAll('[popover]').length")
        > 0
    )


def test_print_is_dark_on_white_with_its_notes(browser: Browser, page: Path) -> None:
    browser.show(page, 1280, dark=True, media="print")
    assert luminance(browser.ask("getComputedStyle(document.body).backgroundColor")) > 0.9
    assert luminance(browser.ask("getComputedStyle(document.body).color")) < 0.01
    assert browser.ask(
        "[...document.querySelectorAll('.notes > li > div > code')].every(e => e.getBoundingClientRect().height > 0)"
    )
    assert browser.ask("getComputedStyle(document.querySelector('nav')).display") == "none"


def test_the_printed_brief_is_a4_and_no_book(browser: Browser, page: Path) -> None:
    browser.show(page, 1280)
    pdf = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    assert pdf.startswith(b"%PDF")
    text = pdf + b"".join(inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S))
    pages = len(re.findall(rb"/Type\s*/Page\b", text))
    assert 2 <= pages <= 34
    assert re.search(rb"/MediaBox\s*\[0 0 59[4-6](\.\d+)? 84[1-3]", text)


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
