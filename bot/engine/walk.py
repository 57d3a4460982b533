"""Walking through a dialogue with the answers at hand: which questions are on the path, and which one waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.accept import offered, usable
from bot.engine.dialogue import END, Inputs
from bot.engine.facts import Confidence, Known
from bot.engine.machine import Cursor, go_on
from bot.engine.rulebook import Rulebook
from bot.engine.values import Key, Value


@dataclass(frozen=True, slots=True)
class Verdict:
    """How sure the result is by itself, and the outcomes offered beside it to choose from."""

    confidence: Confidence
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers lead.

    `path`: the questions answered, in order. `at`: the first one without an answer; None at the end. `missing`: in a
    walk past gaps, all those without. `beside`: a question offered beside the result, answered or not. `known` is
    what the answers on the path mean; it is never changed once the walk is made.
    """

    path: tuple[Key, ...]
    at: Key | None
    state: str
    item: str
    known: Known = field(compare=False)
    missing: tuple[Key, ...] = ()
    beside: Key | None = None
    verdict: Verdict | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more has to be asked before the result."""
        return self.at is None


def walk(
    rules: Rulebook,
    inputs: Inputs,
    answers: Mapping[Key, Value],
    *,
    past_gaps: bool = False,
    until: Key | None = None,
) -> Walk:
    """Walk from the beginning, to the first question without an answer or to the question `until`.

    `past_gaps` goes on past questions without an answer, which then count as not asked.
    """
    return _walk_on(rules, _Steps(Cursor(Known(rules, inputs))), answers, past_gaps=past_gaps, until=until)


def walk_on(
    rules: Rulebook, before: Walk, waiting: Key, answers: Mapping[Key, Value], *, past_gaps: bool = False
) -> Walk:
    """Go on from `before`, whose `waiting` question has been answered in `answers`."""
    steps = _Steps(Cursor(before.known.copy(), before.state, before.item), list(before.path))
    steps.beside, steps.verdict = before.beside, before.verdict
    _put(rules, steps, waiting, answers)
    return _walk_on(rules, steps, answers, past_gaps=past_gaps)


class _Steps:
    """A walk in the making."""

    def __init__(self, cursor: Cursor, path: list[Key] | None = None) -> None:
        self.cursor = cursor
        self.path: list[Key] = [] if path is None else path
        self.missing: list[Key] = []
        self.beside: Key | None = None
        self.verdict: Verdict | None = None

    def end(self, at: Key | None) -> Walk:
        cursor = self.cursor
        return Walk(
            tuple(self.path),
            at,
            cursor.state,
            cursor.item,
            cursor.known,
            tuple(self.missing),
            self.beside,
            self.verdict,
        )


def _walk_on(
    rules: Rulebook, steps: _Steps, answers: Mapping[Key, Value], *, past_gaps: bool, until: Key | None = None
) -> Walk:
    cursor = steps.cursor
    while True:
        go_on(rules.machine, cursor)
        if cursor.state == END:
            if steps.verdict is None:
                steps.verdict = Verdict(cursor.known.confidence)
            return steps.end(at=None)
        state = rules.states[cursor.state]
        key = Key(state.question, cursor.item)
        if key == until:
            return steps.end(at=key)
        if state.beside:
            options = offered(rules.dialogue.questions[key.question], cursor.known)
            steps.beside, steps.verdict = key, Verdict(cursor.known.confidence, options)
        if _put(rules, steps, key, answers) or state.beside:
            continue
        if not past_gaps:
            return steps.end(at=key)
        steps.missing.append(key)


def _put(rules: Rulebook, steps: _Steps, key: Key, answers: Mapping[Key, Value]) -> bool:
    value = answers.get(key)
    if value is None:
        return False
    value = usable(rules.dialogue.questions[key.question], value, steps.cursor.known)
    if value is None:
        return False
    steps.cursor.known.put(key, value)
    steps.path.append(key)
    return True
