"""M6, whether the two work together and whether they like each other: two axes, told apart, and where they part."""

from __future__ import annotations

from comity.actors import get
from comity.brief.deeds_charts import chart, data, kinds
from comity.brief.findings import Findings
from comity.brief.indexed import named_year, spread, valued
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence
from comity.brief.statements import Phrase, joined, say
from comity.brief.texts import last_day, last_year, ledger_of
from comity.brief.wording import index, named, percent
from comity.measure.affinity.axes import Axes, View, axes
from comity.measure.affinity.in_texts import InTexts, in_texts
from comity.measure.source import Source
from comity.schema import Estimate

TITLE = "Deeds and warmth"
APART = Remark(
    "Deeds and warmth are two axes and no number is made of both. Newspapers report arrests and clashes more than deliveries, and "
    "meetings more than quarrels, so that most pairs lie below nought in deeds and near one in words: the place among pairs says more than "
    "the level. Polls are few and of some countries only."
)


def deeds(findings: Findings, source: Source) -> Section:
    """Deeds, words and opinion of the two, where they part, and what the documents of a ledger say."""
    until = last_year(findings)
    found = axes(source.kept, findings.state1.id, findings.state2.id, until)
    told = (*balances(findings, found), *opinion(found), *parted(found), *_documents(findings, source))
    if not told:
        gap = (
            f"Of deeds, words and opinion between {findings.both} nothing is on record here: too few reported events "
            "to strike a balance, and no poll asked in one about the other."
        )
        return Section("deeds", TITLE, (Paragraph((Remark(gap),)),))
    blocks: list[Block] = [
        Paragraph((*told, *_ends(found, source, until), APART)),
        *kinds(findings, found, source, until),
    ]
    if len(found.deeds) > 1 or any(len(view.favourable) > 1 for view in found.views):
        blocks += [chart(findings, found), data(findings, found)]
    return Section("deeds", TITLE, tuple(blocks))


def _ends(found: Axes, source: Source, until: int) -> tuple[Said, ...]:
    """That the counts of events end before the years asked about."""
    covered = source.kept.covered("deeds/balance") if found.year else None
    if covered is None or covered[1] >= until:
        return ()
    return (Remark(f"The counts of reported events end in {covered[1]}; what came after is not in these balances."),)


def balances(findings: Findings, found: Axes) -> tuple[Said, ...]:
    """The balance of deeds and of words in the last year that has both, with their places among pairs."""
    year = found.year
    if year is None:
        return ()
    out: list[Said] = []
    deed, word = found.deeds.get(year), found.words.get(year)
    if deed is not None:
        head: Phrase = ["In ", _year(deed, year), f" reported deeds between {findings.both} stood at ", valued(deed)]
        scale = " on a scale from minus one, all hostile, to one, all co-operative ("
        out.append(
            say(head, scale, spread(deed, True), "; ", _events(deed), ")", _place(found.deeds_place.get(year)), ".")
        )
    if word is not None:
        head = [
            "What they said of each other stood at "
            if deed
            else ["In ", _year(word, year), f" what {findings.both} said of each other stood at "]
        ]
        out.append(say(head, valued(word), " (", _events(word), ")", _place(found.words_place.get(year)), "."))
    return tuple(out)


def _events(estimate: Estimate) -> Figure:
    return Figure(f"{estimate.n_evidence:,} events", estimate)


def _place(place: Estimate | None) -> Phrase:
    """The share of pairs that stand lower, as a clause."""
    if place is None or place.value is None:
        return ""
    return [
        ", higher than ",
        Figure(percent(place.value), place),
        " of the ",
        Figure(f"{place.n_evidence:,} pairs", place),
        " compared",
    ]


def _year(estimate: Estimate, year: int) -> Figure:
    return named_year(estimate.evidence, year)


def opinion(found: Axes) -> tuple[Said, ...]:
    """What people of each think of the other, last asked, and who thinks better of whom in the last year both were asked."""
    out: list[Said] = [_view(view, at == 0) for at, view in enumerate(found.views)]
    return (*out, *(_better(*found.better) if found.better is not None else ()))


def _better(more: View, less: View, year: int) -> tuple[Said, ...]:
    if year == more.year == less.year:
        return ()
    high, low = more.favourable[year], less.favourable[year]
    head: Phrase = [
        "When both were last asked, in ",
        _year(high, year),
        f", people in {_named(more.asked)} thought clearly better of ",
    ]
    return (say(head, f"{_named(more.of)} (", _share(high), ") than the other way round (", _share(low), ")."),)


def _view(view: View, first: bool) -> Sentence:
    last, bad = view.last, view.unfavourable.get(view.year)
    people, other = f"people in {_named(view.asked)}", _named(view.of)
    head: Phrase = [
        "Asked by Pew in " if first else "Asked in ",
        _year(last, view.year),
        ", ",
        _share(last),
        f" of {people} thought well of {other}",
    ]
    against: Phrase = [" and ", _share(bad), " ill"] if bad is not None else ""
    return say(head, against, " (", Figure(f"{last.n_evidence:,} asked", last), ").")


def _share(estimate: Estimate) -> Figure:
    return Figure(percent(estimate.value or 0.0), estimate)


def _named(id: str) -> str:
    return named(get(id))


def parted(found: Axes) -> tuple[Said, ...]:
    """Where the axes disagree, or that they do not, with the figures that show it."""
    deed, word = (places.get(found.year or 0) for places in (found.deeds_place, found.words_place))
    acting, speaking = found.third(found.deeds_place), found.third(found.words_place)
    out: list[Said] = []
    if deed is not None and acting > 0 and found.cool:
        out.append(
            say(
                "They work together more than most, ",
                _below(deed),
                " below, and are not warm",
                _while(found.cool, ": "),
                ".",
            )
        )
    elif deed is not None and acting < 0 and found.warm:
        out.append(
            say(
                "They are liked better than they deal with each other, ",
                _below(deed),
                " below in deeds",
                _while(found.warm, ": "),
                ".",
            )
        )
    elif found.cool and found.warm:
        out.append(say("Liking is one-sided", _while(found.warm, ": "), _while(found.cool, ", but "), "."))
    if deed is None or word is None:
        return tuple(out)
    if found.ahead:
        more, less, first, second = (
            ("deeds", "words", deed, word) if found.ahead == "deeds" else ("words", "deeds", word, deed)
        )
        out.append(
            say(
                f"Beside other pairs they stand clearly higher in {more} (",
                _below(first),
                f" below) than in {less} (",
                _below(second),
                ").",
            )
        )
    elif acting == speaking and acting:
        where = "upper" if acting > 0 else "lower"
        out.append(
            say(
                f"In deeds and in words alike they stand in the {where} third of pairs (",
                _below(deed),
                " and ",
                _below(word),
                " below).",
            )
        )
    return tuple(out)


def _below(place: Estimate) -> Figure:
    return Figure(f"{percent(place.value or 0.0)} of pairs", place)


def _while(views: tuple[View, ...], link: str) -> Phrase:
    """Views as a clause: "34% of people in A think well of B"."""
    parts: list[Phrase] = [
        [_share(view.last), f" of people in {_named(view.asked)} think well of {_named(view.of)}"] for view in views
    ]
    return [link, joined(parts)]


def _documents(findings: Findings, source: Source) -> tuple[Said, ...]:
    """What the user's own documents tell of the same."""
    ledger = ledger_of(source)
    if ledger is None:
        return ()
    found = in_texts(ledger, findings.state1.id, findings.state2.id, last_day(findings), source.made)
    return () if found.empty else _told(findings, found)


def _told(findings: Findings, found: InTexts) -> tuple[Said, ...]:
    out: list[Said] = []
    place = "in the documents of the ledger"
    if found.deeds is not None:
        out.append(say(f"Deeds between {findings.both} told {place} balance at ", _with_interval(found.deeds), "."))
    words: list[Phrase] = [[_with_interval(one), f" for {_named(id)}"] for id, one in found.words.items()]
    if words:
        where = "there" if out else place
        out.append(say(f"What each is told {where} to have said to the other balances at ", joined(words), "."))
    sides: list[Phrase] = [[_with_interval(one), f" for {_named(id)}"] for id, one in found.officials.items()]
    if sides:
        out.append(
            say(f"Statements {place} in which officials take a side on the other balance at ", joined(sides), ".")
        )
    return tuple(out)


def _with_interval(estimate: Estimate) -> Phrase:
    return [valued(estimate), " (", Figure(f"{index(estimate.low or 0.0)} to {index(estimate.high or 0.0)}", estimate), " on ", Figure(f"{estimate.n_evidence:,}", estimate), ")"]  # fmt: skip
