"""The order of a dialogue as a state machine, compiled once and shared by all sessions.

The machine keeps nothing of anybody: a throwaway cursor is moved over it and dropped. This is the only file that
knows the library; what it costs and why it is used this way is in docs/decisions/003-state-machine.md.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from transitions import Machine

from bot.engine.conditions import holds
from bot.engine.dialogue import END, YES, Loop, State
from bot.engine.facts import Known
from bot.engine.values import Key, One

__all__ = ["START", "Cursor", "Machine", "compile_machine", "go_on"]

logging.getLogger("transitions").setLevel(logging.WARNING)  # it logs every callback at INFO

START = "@start"  # no question can be called so
_GO_ON = "go_on"


class Cursor:
    """Where a walk stands: its state, the item of the loop it is in, and what is known there."""

    __slots__ = ("item", "known", "state")

    def __init__(self, known: Known, state: str = START, item: str = "") -> None:
        self.known = known
        self.state = state
        self.item = item


class Move(Protocol):
    """What the library tells of a move: only the cursor matters here."""

    model: Cursor


Guard = Callable[[Move], bool]


def compile_machine(states: tuple[State, ...]) -> Machine:
    """The rule book for the order of `states`: the next state is the first one whose guard holds."""
    return Machine(
        model=None,
        initial=START,
        states=[START, *(state.id for state in states), END],
        transitions=[*_ways_on(START, None, states), *_ways_from_each(states)],
        auto_transitions=False,
        send_event=True,
    )


def go_on(machine: Machine, cursor: Cursor) -> None:
    """Move `cursor` to the next state that applies."""
    machine.events[_GO_ON].trigger(cursor)
    cursor.known.item = cursor.item


def _ways_from_each(states: tuple[State, ...]) -> Iterator[Mapping[str, Any]]:
    for index, state in enumerate(states):
        yield from _ways_on(state.id, state.loop, states[index + 1 :], _first_of(state.loop, states))


def _first_of(loop: Loop | None, states: tuple[State, ...]) -> State | None:
    return None if loop is None else next(state for state in states if state.loop is loop)


def _ways_on(
    source: str, loop: Loop | None, later: tuple[State, ...], again: State | None = None
) -> Iterator[Mapping[str, Any]]:
    """The ways out of `source`, in order: the rest of its loop, the loop's next item, what comes after."""
    for state in later:
        if loop is not None and state.loop is loop:
            yield _way(source, state.id, _guard_within(state))
    if loop is not None and again is not None:
        yield _way(source, again.id, _guard_next_item(loop), _enter_next_item(loop))
    entered: set[str] = set()
    for state in later:
        if loop is not None and state.loop is loop:
            continue
        if state.loop is None:
            yield _way(source, state.id, _guard(state), _leave_loop)
            if state.when is None and not state.beside:
                return
        elif state.loop.id not in entered:  # a loop is entered by its first question
            entered.add(state.loop.id)
            yield _way(source, state.id, _guard_enter(state.loop), _enter_loop(state.loop))
    yield {"trigger": _GO_ON, "source": source, "dest": END, "before": _leave_loop}


def _way(
    source: str, dest: str, guard: Guard, before: Callable[[Move], None] | None = None
) -> Mapping[str, Any]:
    return {"trigger": _GO_ON, "source": source, "dest": dest, "conditions": guard, "before": before}


def _applies(state: State, known: Known, item: str) -> bool:
    if Key(state.question, item) in known.answers:
        return False  # asked already, further up
    if state.loop is not None and state.question == state.loop.again and not _room_for_more(state.loop, item):
        return False
    known.item = item
    return state.when is None or holds(state.when, known)


def _room_for_more(loop: Loop, item: str) -> bool:
    return loop.at_least <= int(item) < loop.at_most


def _guard(state: State) -> Guard:
    return lambda event: _applies(state, event.model.known, "")


def _guard_within(state: State) -> Guard:
    return lambda event: _applies(state, event.model.known, event.model.item)


def _guard_enter(loop: Loop) -> Guard:
    return lambda event: _item_after(loop, event.model.known, "") is not None


def _guard_next_item(loop: Loop) -> Guard:
    return lambda event: _item_after(loop, event.model.known, event.model.item) is not None


def _item_after(loop: Loop, known: Known, item: str) -> str | None:
    """The item that comes after `item` ("": the first one); None after the last."""
    if loop.over:
        items = tuple(filter(None, dict.fromkeys(known.inputs.items.get(loop.over, ()))))
        rest = items[items.index(item) + 1 :] if item else items
        return rest[0] if rest else None
    count = int(item or 0)
    wanted = count < loop.at_least or known.answers.get(Key(loop.again, item)) == One(YES)
    return str(count + 1) if wanted and count < loop.at_most else None


def _enter_loop(loop: Loop) -> Callable[[Move], None]:
    def enter(event: Move) -> None:
        event.model.item = _item_after(loop, event.model.known, "") or ""

    return enter


def _enter_next_item(loop: Loop) -> Callable[[Move], None]:
    def enter(event: Move) -> None:
        event.model.item = _item_after(loop, event.model.known, event.model.item) or ""

    return enter


def _leave_loop(event: Move) -> None:
    event.model.item = ""
