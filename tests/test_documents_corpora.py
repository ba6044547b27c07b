"""The development corpora are read whole: counts, languages, dates, and main text against gold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.intake.documents import read
from comity.schema import Document, Failure


@pytest.mark.parametrize(
    ("name", "count", "lang", "undated"),
    [
        ("kremlin-en-2012-2020", 1_555, "en", 0),
        ("kremlin-ru-2025", 200, "ru", 9),
        ("ungd-2014-2023", 1_940, "en", 0),
        ("whitehouse-2021-2026", 2_745, "en", 0),
        ("whitehouse-briefings-2009-2017", 256, "en", 0),
        ("wikinews-2019-2020", 294, "en", 0),
        ("wp-current-events-2025-2026", 10_276, "en", 0),
    ],
)
def test_articles(shared: Callable[[str], Path], name: str, count: int, lang: str, undated: int) -> None:
    outcomes = list(read(shared(f"corpora/articles/{name}.jsonl.gz")))
    documents = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    assert (len(documents), len(outcomes)) == (count, count)
    assert {document.lang for document in documents} == {lang}
    assert sum(document.published is None for document in documents) == undated
    assert all(document.text.strip() and document.publisher for document in documents)


def word_f1(found: str, gold: str) -> float:
    """Harmonic mean of precision and recall over words as a bag."""
    ours, theirs = Counter(found.split()), Counter(gold.split())
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def test_pages_against_gold(shared: Callable[[str], Path]) -> None:
    folder = shared("corpora/html")
    scores, right = [], Counter[str]()
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        (page,) = read(folder / gold["file"])
        assert isinstance(page, Document)
        if "text" in gold:
            scores.append(word_f1(page.text, gold["text"]))
            right.update(field for field in ("title", "lang", "url") if getattr(page, field) == gold[field])
            right["date"] += page.published == gold["date"]
        for words in gold.get("must_contain", []):
            assert words in page.text
        for words in gold.get("must_not_contain", []):
            assert words not in page.text
    assert sum(scores) / len(scores) >= 0.99
    assert min(scores) >= 0.88
    assert right == {"title": 60, "lang": 60, "url": 60, "date": 60}


def test_rows_without_text_fail_one_by_one(shared: Callable[[str], Path]) -> None:
    outcomes = list(read(shared("corpora/gold/unscon-dev.jsonl.gz")))
    assert len(outcomes) == 39
    assert all(isinstance(outcome, Failure) and "found id, source, meeting" in outcome.reason for outcome in outcomes)


def test_text_without_invisible_characters_is_stored_as_it_stands(shared: Callable[[str], Path]) -> None:
    """Gold spans count characters of the text as given, so what needs no repair must not move."""
    given = {json.loads(line)["text"] for line in _lines(shared("corpora/gold/gum-wikinews.jsonl.gz"))}
    stored = {
        outcome.text for outcome in read(shared("corpora/gold/gum-wikinews.jsonl.gz")) if isinstance(outcome, Document)
    }
    assert stored == given


def _lines(path: Path) -> list[str]:
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return stream.readlines()
