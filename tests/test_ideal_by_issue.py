"""An axis by issue: refused where there is too little, comparable with the axis of all votes where there is enough."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba", reason="the extra `estimate` is not installed")

from comity.errors import ComityError, Refused
from comity.measure.ideal.best import best_points
from comity.measure.ideal.by_issue import ISSUES, LEAST_VOTES, IssuePoints, by_issue
from comity.measure.ideal.sample import Sample, sample


def votes_on_two_matters() -> Sample:
    """30 units, 6 sessions; items 1-120 follow the first trait, items 1001-1060 the second, which is .6 alike; in session
    6 the unit U05 votes on two of the latter only."""
    rng = np.random.default_rng(8)
    one = rng.standard_normal(30)
    two = 0.6 * one + 0.8 * rng.standard_normal(30)
    rows = []
    for trait, first, per in ((one, 1, 20), (two, 1001, 10)):
        for t in range(6):
            for k in range(per):
                z = 1.5 * trait * rng.choice([-1, 1]) + rng.standard_normal(30) + rng.normal(0, 0.6)
                choice = 1 + (z > -0.3) + (z > 0.3)
                for u in range(30):
                    if not (first > 1 and t == 5 and u == 5 and k > 1):
                        rows.append(("USA" if u == 0 else f"U{u:02d}", t + 1, first + t * per + k, choice[u]))
    return sample(*zip(*rows, strict=True))


@pytest.fixture(scope="module")
def votes() -> Sample:
    return votes_on_two_matters()


@pytest.fixture(scope="module")
def second(votes: Sample) -> IssuePoints:
    return by_issue(votes, "hr", np.arange(1001, 1061))


def test_refuses_too_few_roll_calls(votes: Sample) -> None:
    with pytest.raises(Refused, match="10 roll calls on human rights, too few"):
        by_issue(votes, "hr", np.arange(1001, 1011))
    with pytest.raises(Refused, match="0 roll calls on colonialism"):
        by_issue(votes, "co", [7777])


def test_refuses_a_position_that_rests_on_too_little(second: IssuePoints) -> None:
    with pytest.raises(Refused, match="2 votes of U05 on human rights in session 6"):
        second.position("U05", 6)
    with pytest.raises(Refused, match="no vote on human rights"):
        second.position("XXX", 6)
    assert second.position("U05", 5)[2] >= LEAST_VOTES


def test_the_scale_is_that_of_all_votes(votes: Sample, second: IssuePoints) -> None:
    whole = best_points(votes, dims=1)
    place = {(u, t): c for c, (u, t) in enumerate(zip(whole.sample.cell_unit, whole.sample.cell_session, strict=True))}
    part = second.points.sample
    at = [
        place[whole.sample.units.index(part.units[u]), t]
        for u, t in zip(part.cell_unit, part.cell_session, strict=True)
    ]
    same = whole.fit.theta[at, 0]
    own = second.points.fit.theta[:, 0]
    assert own.mean() == pytest.approx(same.mean(), abs=1e-6)
    assert own.std() == pytest.approx(same.std(), abs=1e-6)
    assert np.corrcoef(own, same)[0, 1] == pytest.approx(second.alike)
    assert 0.4 < second.alike < 0.97


def test_counts_are_the_votes_on_the_issue(votes: Sample, second: IssuePoints) -> None:
    assert second.n_votes.sum() == (votes.items[votes.item] > 1000).sum()
    assert second.points.profile == "best by issue"
    assert set(ISSUES) == {"me", "nu", "di", "co", "hr", "ec"}


def test_an_overall_fit_of_other_units_gives_no_scale(votes: Sample) -> None:
    other = best_points(sample([*"ABC"] * 2, [1] * 6, [1] * 3 + [2] * 3, [1, 2, 3, 1, 1, 3]), dims=1)
    with pytest.raises(ComityError, match="shares no unit-session"):
        by_issue(votes, "hr", np.arange(1001, 1061), other)
