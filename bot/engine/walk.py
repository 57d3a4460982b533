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
class Stop:
    """Where a walk stood when it met a question, before its answer: from here it can be walked on otherwise."""

    state: str
    item: str
    known: Known
    path: tuple[Key, ...]
    missing: tuple[Key, ...]
    beside: Key | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers lead.

    `path`: the questions answered, in order. `at`: the first one without an answer; None at the end. `missing`: in a
    walk past gaps, all those without. `beside`: a question offered beside the result, answered or not. `known` is
    what the answers on the path mean; it is never changed once the walk is made. `stops` has every question met.
    Through sections a walk always goes past gaps: `waiting` has the first question without an answer of each.
    """

    path: tuple[Key, ...]
    at: Key | None
    known: Known = field(compare=False)
    missing: tuple[Key, ...]
    beside: Key | None
    verdict: Verdict | None
    stops: Mapping[Key, Stop] = field(compare=False)
    waiting: Mapping[str, Key] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether nothing more has to be asked before the result."""
        return self.at is None


def walk(rules: Rulebook, inputs: Inputs, answers: Mapping[Key, Value], *, past_gaps: bool = False) -> Walk:
    """Walk from the beginning to the first question without an answer.

    `past_gaps` goes on past questions without an answer, which then count as not asked.
    """
    return _walk_on(rules, _Steps(Cursor(Known(rules, inputs)), {}), answers, past_gaps=past_gaps)


def walk_on(
    rules: Rulebook, before: Walk, key: Key, answers: Mapping[Key, Value], *, past_gaps: bool = False
) -> Walk:
    """Walk on from where `before` met the question `key`, which `answers` now answer otherwise or at last."""
    stop = before.stops[key]
    kept = {each: before.stops[each] for each in (*stop.path, *stop.missing, key)}
    steps = _Steps(Cursor(stop.known.copy(), stop.state, stop.item), kept)
    steps.path, steps.missing = list(stop.path), list(stop.missing)
    steps.beside, steps.verdict = stop.beside, stop.verdict
    if not _put(rules, steps, key, answers) and key != stop.beside:
        steps.missing.append(key)
    return _walk_on(rules, steps, answers, past_gaps=past_gaps)


class _Steps:
    """A walk in the making."""

    def __init__(self, cursor: Cursor, stops: dict[Key, Stop]) -> None:
        self.cursor = cursor
        self.stops = stops
        self.path: list[Key] = []
        self.missing: list[Key] = []
        self.beside: Key | None = None
        self.verdict: Verdict | None = None

    def meet(self, key: Key) -> None:
        cursor = self.cursor
        self.stops[key] = Stop(
            cursor.state,
            cursor.item,
            cursor.known.copy(),
            tuple(self.path),
            tuple(self.missing),
            self.beside,
            self.verdict,
        )

    def end(self, at: Key | None, section_of: Mapping[str, str]) -> Walk:
        known, waiting = self.cursor.known, dict[str, Key]()
        for key in self.missing if section_of else ():
            waiting.setdefault(section_of[key.question], key)
        return Walk(
            tuple(self.path),
            at,
            known,
            tuple(self.missing),
            self.beside,
            self.verdict,
            self.stops,
            waiting,
        )


def _walk_on(rules: Rulebook, steps: _Steps, answers: Mapping[Key, Value], *, past_gaps: bool) -> Walk:
    cursor = steps.cursor
    while True:
        go_on(rules.machine, cursor)
        if cursor.state == END:
            if steps.verdict is None:
                steps.verdict = Verdict(cursor.known.confidence)
            return steps.end(None, rules.section_of)
        state = rules.states[cursor.state]
        key = Key(state.question, cursor.item)
        if state.beside:
            options = offered(rules.dialogue.questions[key.question], cursor.known)
            steps.beside, steps.verdict = key, Verdict(cursor.known.confidence, options)
        steps.meet(key)
        if _put(rules, steps, key, answers) or state.beside:
            continue
        if not past_gaps and not rules.section_of:
            return steps.end(key, rules.section_of)
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
