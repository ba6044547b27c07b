"""Repeated resolutions found from titles and votes, held against the authors' own list."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.measure.ideal.matching import Repeats, agreement, checked, mutual, repeats
from comity.measure.ideal.matching_text import likeness, rarity, words

Shared = Callable[[str], Path]


def test_refuses_columns_that_differ_in_length() -> None:
    with pytest.raises(ComityError, match="differ in length"):
        repeats([1, 2], ["one"], [1, 2], np.ones((2, 3), dtype=np.int8))


def test_titles_lose_what_all_say() -> None:
    assert words("The occupied Syrian Golan : resolution / adopted by the General Assembly") == [
        "occupi",
        "syrian",
        "golan",
    ]
    assert words('Draft resolution V is entitled "Towards a nuclear-weapon-free world"') == [
        "toward",
        "nuclea",
        "weapon",
        "free",
        "world",
    ]
    weights = rarity(["The Syrian Golan", "Oceans and the law of the sea"])
    like = likeness(
        ["The Syrian Golan"], ["Syrian Golan : resolution / adopted by the General Assembly", "Oceans"], weights
    )
    assert like[0].tolist() == pytest.approx([1.0, 0.0])


def test_agreement_by_hand() -> None:
    old = np.array([[1] * 10 + [0] * 5], dtype=np.int8)
    new = np.array([[1] * 5 + [2] * 3 + [3] * 2 + [1] * 5, [1] * 9 + [0] * 6], dtype=np.int8)
    found = agreement(old, new)
    assert found[0, 0] == pytest.approx(1 - (3 * 0.5 + 2) / 10)
    assert np.isnan(found[0, 1])


def test_a_pair_needs_the_same_votes_and_the_next_session() -> None:
    votes = np.array([[1], [3], [1]], dtype=np.int8) * np.ones(12, dtype=np.int8)
    titles = ["Question of Cyprus"] * 3
    assert repeats([1, 2, 3], titles, [1, 2, 3], votes).pairs.tolist() == []
    assert repeats([1, 2, 3], titles, [1, 1, 2], votes).pairs.tolist() == [[1, 3]]
    assert len(repeats([1, 3], titles[:2], [1, 4], votes[[0, 2]])) == 0


def test_two_equally_likely_partners_are_no_pair() -> None:
    votes = np.ones((3, 12), dtype=np.int8)
    assert len(repeats([1, 2, 3], ["Namibia"] * 3, [1, 1, 2], votes)) == 0


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 10**6))
def test_mutual_pairs_are_one_to_one(rows: int, columns: int, seed: int) -> None:
    one, two = mutual(np.random.default_rng(seed).integers(-1, 5, (rows, columns)) / 4)
    assert len(set(one.tolist())) == len(one) == len(set(two.tolist()))


def _roll_calls(calls: Path, votes: Path) -> tuple[np.ndarray, list[str], np.ndarray, np.ndarray]:
    with duckdb.connect() as con:
        items = con.execute(
            f"SELECT rcid::BIGINT AS id, session::BIGINT AS session, concat_ws(' . ', short, descr) AS title FROM '{calls}' ORDER BY id"
        ).fetchnumpy()
        cells = con.execute(f"""SELECT rcid::BIGINT AS id, dense_rank() OVER (ORDER BY country) - 1 AS s,
            CASE vote::VARCHAR WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 ELSE 3 END AS vote FROM '{votes}' WHERE rcid IN (SELECT rcid FROM '{calls}')""").fetchnumpy()
    table = np.zeros((len(items["id"]), int(cells["s"].max()) + 1), dtype=np.int8)
    table[np.searchsorted(items["id"], cells["id"]), cells["s"]] = cells["vote"]
    return items["id"], [str(title) for title in items["title"]], items["session"], table


def test_against_the_authors_list(shared: Shared) -> None:
    """Precision .989 and recall .842 over all sessions; from session 61, where titles are regular, 1.000 and .995."""
    calls = _roll_calls(
        shared("data/un/voeten_2021_un_roll_calls_sessions1_74.parquet"),
        shared("data/un/voeten_2021_un_votes_sessions1_74.parquet"),
    )
    with gzip.open(shared("data/un/voeten_matches_raw.csv.gz"), "rt") as lines:
        listed = np.array([[int(float(x)) for x in line.replace('"', "").split(",")[1:]] for line in list(lines)[1:]])
    known = listed[np.isin(listed, calls[0]).all(axis=1)]
    assert len(known) == 947
    found = repeats(*calls)
    check = checked(found, known)
    assert check.precision >= 0.98
    assert check.recall >= 0.83
    session = dict(zip(calls[0].tolist(), calls[2].tolist(), strict=True))
    late, ours = (np.array([session[b] > 60 for b in pairs[:, 1].tolist()]) for pairs in (known, found.pairs))
    check = checked(Repeats(found.pairs[ours], found.like[ours], found.agreed[ours]), known[late])
    assert check.precision >= 0.995
    assert check.recall >= 0.98


def test_beyond_the_list(shared: Shared) -> None:
    calls = _roll_calls(
        shared("data/un/voeten_roll_calls_1946_2023.parquet"), shared("data/un/voeten_un_votes_1946_2023.parquet")
    )
    late = calls[2] >= 74
    found = repeats(
        calls[0][late], [t for t, k in zip(calls[1], late, strict=True) if k], calls[2][late], calls[3][late]
    )
    titles = dict(zip(calls[0].tolist(), calls[1], strict=True))
    assert len(found) > 150
    assert any(
        "occupied Syrian Golan" in titles[a] and "occupied Syrian Golan" in titles[b] for a, b in found.pairs.tolist()
    )
