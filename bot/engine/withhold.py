"""An interview without some of its answers, as it may be shown to others.

Leaving the answers out is not enough: which other questions were asked can give them away. So an answer stays only if
its question is asked whatever the withheld answers are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.engine.accept import usable
from bot.engine.certain import EITHER, NO, YES, Certain, Truths
from bot.engine.dialogue import YES as AGAIN
from bot.engine.dialogue import Inputs, Loop, State
from bot.engine.engine import Engine
from bot.engine.facts import Known
from bot.engine.session import Session
from bot.engine.values import Key, One, Unknown, Value


def withhold(engine: Engine, session: Session, keys: frozenset[Key] | None = None) -> Session:
    """`session` as if the answers to `keys` had been passed over; None: those that the person marked confidential.

    It is finished, past all gaps. It has no log, nothing offered, marked or set aside, and remarks only on what is
    on its path. It is the same whatever the withheld answers were, and so is its result.
    """
    withheld = session.confidential if keys is None else keys
    inputs = replace(session.inputs, offered={}, confidential=frozenset())
    kept = _Sieve(engine, inputs, session.answers, withheld).kept()
    return Session(
        session.dialogue,
        session.version,
        inputs,
        log=(),
        walk=engine.survey(inputs, kept),
        answers=kept,
        remarks={key: texts for key, texts in session.remarks.items() if key in kept.keys() - withheld},
    )


class _Sieve:
    """Goes along the path once, and keeps the answers whose questions are asked in any case."""

    def __init__(
        self, engine: Engine, inputs: Inputs, answers: Mapping[Key, Value], withheld: frozenset[Key]
    ) -> None:
        self.dialogue = engine.dialogue
        self.answers = answers
        self.withheld = withheld
        self.known = Known(engine.rules, inputs)
        # What is withheld, and what may or may not have been asked because of it:
        self.hidden: set[Key] = set()
        self.certain = Certain(engine.rules, self.known, self.hidden)

    def kept(self) -> Mapping[Key, Value]:
        """The answers that stay; those withheld as passed over."""
        for key, asked in self._places():
            if key in self.known.answers or asked == NO:
                continue
            if asked == EITHER or EITHER in self._offers(key):
                self.hidden.add(key)
            else:
                self._keep(key)
        return dict(self.known.answers)

    def _keep(self, key: Key) -> None:
        value = self.answers.get(key)
        if key in self.withheld:
            self.hidden.add(key)
            value = None if value is None else Unknown()
        if value is None or usable(self.dialogue.questions[key.question], value, self.known) is None:
            return
        if key not in self.withheld:
            self.hidden.discard(key)  # if it was not asked further up, it is here
        self.known.put(key, value)

    def _offers(self, key: Key) -> Iterator[Truths]:
        """Whether each option of the question is offered: what was chosen can tell what there was to choose."""
        for option in self.dialogue.questions[key.question].options:
            further_up = option.when is not None and key in self.hidden
            yield EITHER if further_up else self.certain.truths(option.when)

    def _places(self) -> Iterator[tuple[Key, Truths]]:
        """The places of the path in order, and whether the question is asked there, unless it was further up."""
        entered: set[str] = set()
        for state in self.dialogue.states:
            self.known.item = ""
            if state.loop is None:
                yield Key(state.question), self.certain.truths(state.when)
            elif state.loop.id not in entered:
                entered.add(state.loop.id)
                yield from self._rounds(state, state.loop)

    def _rounds(self, first: State, loop: Loop) -> Iterator[tuple[Key, Truths]]:
        states = [state for state in self.dialogue.states if state.loop is loop]
        for item, sure in self._items(loop):
            self.known.item = item
            for state in states:
                if state.question == loop.again and not loop.at_least <= int(item) < loop.at_most:
                    continue
                asked = YES if state is first else self.certain.truths(state.when)
                yield Key(state.question, item), asked if sure else asked | NO

    def _items(self, loop: Loop) -> Iterator[tuple[str, bool]]:
        """The items of a loop, and whether it surely comes to them."""
        if loop.over:
            items = filter(None, dict.fromkeys(self.known.inputs.items.get(loop.over, ())))
            yield from ((item, True) for item in items)
            return
        sure = True
        for number in range(1, loop.at_most + 1):
            yield str(number), sure
            again = Key(loop.again, str(number))
            sure = sure and again not in self.hidden
            if sure and number >= loop.at_least and self.known.answers.get(again) != One(AGAIN):
                return
