"""The list of recommendations of a case, or of a person: worked out from its trace, of which nothing is ever taken away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.records import Change, Doing, PlanEvent

SETTLED = frozenset({Doing.UNDER_WAY, Doing.STUCK, Doing.DONE, Doing.DECLINED, Doing.DONE_BEFORE})


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation on the list.

    `advice` is its id in the catalogue, "" for one in somebody's own words; `words` replace its title. `diagnosis` gave
    it, or `by` added it. `judged`: somebody has kept, moved, reworded or answered it, so that no diagnosis drops it.
    """

    id: str
    advice: str
    words: str
    status: Doing
    since: datetime
    by: str
    diagnosis: str
    confidential: bool = False
    judged: bool = False


def items(trace: Iterable[PlanEvent]) -> tuple[Item, ...]:
    """The list that follows from `trace`, in its order. What is not about an item on the list changes nothing."""
    listed: list[Item] = []
    for event in trace:
        at = next((place for place, item in enumerate(listed) if item.id == event.item), None)
        if event.change in {Change.GIVEN, Change.ADDED}:
            if at is None:
                listed.append(_new(event))
        elif at is not None:
            _change(listed, at, event)
    return tuple(listed)


def _new(event: PlanEvent) -> Item:
    return Item(
        id=event.item,
        advice=event.advice,
        words=event.words,
        status=Doing.PROPOSED,
        since=event.at,
        by=event.by,
        diagnosis=event.diagnosis,
        confidential=event.confidential,
        judged=event.change is Change.ADDED,
    )


def _change(listed: list[Item], at: int, event: PlanEvent) -> None:
    item = listed[at]
    match event.change:
        case Change.REMOVED | Change.DROPPED:
            del listed[at]
        case Change.MOVED:
            del listed[at]
            listed.insert(max(0, min(event.place, len(listed))), replace(item, judged=True))
        case Change.REWORDED:
            listed[at] = replace(item, words=event.words, judged=True)
        case Change.STATUS:
            listed[at] = replace(item, status=Doing(event.status), since=event.at, judged=True)
        case _:
            listed[at] = replace(item, judged=True)


def settled(trace: Sequence[PlanEvent]) -> frozenset[str]:
    """The catalogue's recommendations that a new result should pass over: in hand, done, declined, or taken from the list."""
    removed = {event.item for event in trace if event.change is Change.REMOVED}
    names = {event.item: event.advice for event in trace if event.advice}
    on_list = {item.advice for item in items(trace) if item.status in SETTLED}
    return frozenset({names[item] for item in removed if item in names} | on_list) - {""}


def after_result(
    trace: Sequence[PlanEvent], advice: Sequence[str], others: Collection[str] = ()
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """What a result that gives `advice` changes: the items it drops, and the recommendations it brings to the list.

    What somebody has judged stays, and so does what one of the results `others` gave; what somebody has taken from the
    list does not come back.
    """
    now = items(trace)
    there = {item.advice for item in now} | settled(trace)
    dropped = tuple(
        item
        for item in now
        if item.diagnosis and item.diagnosis not in others and not item.judged and item.advice not in advice
    )
    return dropped, tuple(each for each in advice if each not in there)
