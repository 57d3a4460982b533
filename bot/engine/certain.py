"""What is certain of an interview while some of its answers are hidden: the conditions of `bot.engine.conditions`, with
« it depends » as a third value. Where this says `YES` or `NO`, it is so whatever the hidden answers are; where it says
`EITHER`, they may decide, or seem to.
"""

from collections.abc import Collection

from bot.engine.conditions import All, Any, Between, Condition, Differs, Is, Not, Standing, holds
from bot.engine.facts import CONFIDENCE, Choices, Known
from bot.engine.meaning import Row, Rows
from bot.engine.rulebook import Rulebook
from bot.engine.values import Key

Truths = frozenset[bool]
"""What a condition can be."""
YES: Truths = frozenset((True,))
NO: Truths = frozenset((False,))
EITHER: Truths = YES | NO


class Certain:
    """Looks at what is `known` while the answers to the `hidden` keys could be anything, or not be there.

    Both may grow: it remembers nothing.
    """

    def __init__(self, rules: Rulebook, known: Known, hidden: Collection[Key]) -> None:
        self.rules = rules
        self.known = known
        self.hidden = hidden

    def truths(self, condition: Condition | None) -> Truths:
        """What `condition` can be."""
        match condition:
            case None:
                return YES
            case Is(name):
                return self._is(condition) if self._depends(name) else self._plain(condition)
            case Between(name):
                return EITHER if self._depends(name) else self._plain(condition)
            case Differs(name, other):
                return EITHER if self._depends(name) or self._depends(other) else self._plain(condition)
            case Not(inner):
                return frozenset(not truth for truth in self.truths(inner))
            case All(conditions):
                return self._together(conditions, deciding=NO)
            case Any(conditions):
                return self._together(conditions, deciding=YES)

    def _plain(self, condition: Condition) -> Truths:
        return YES if holds(condition, self.known) else NO

    def _together(self, conditions: tuple[Condition, ...], deciding: Truths) -> Truths:
        """What several conditions are together, if one that is certainly `deciding` decides for all."""
        each = [self.truths(condition) for condition in conditions]
        return deciding if deciding in each else frozenset().union(*each)

    def _depends(self, name: str) -> bool:
        """Whether a hidden answer may lie beneath `name`."""
        if name in self.rules.dialogue.questions:
            item = self.known.item if name in self.rules.loop_questions else ""
            return Key(name, item) in self.hidden
        if name == CONFIDENCE:
            return bool(self.hidden)
        beneath = self.rules.rests_on.get(name, frozenset())
        return any(key.question in beneath for key in self.hidden)

    def _is(self, condition: Is) -> Truths:
        possible = self._possible(condition.name)
        if possible is None:
            return EITHER
        return frozenset().union(*(_of(condition, choices) for choices in possible))

    def _possible(self, name: str) -> set[Choices] | None:
        """What `name` can be; None: anything."""
        if not self._depends(name):
            return {self.known.choices(name)}
        fact = self.rules.dialogue.facts.get(name)
        if not isinstance(fact, Rows):
            return None
        found: set[Choices] = set()
        for row in fact.rows:
            truths = self.truths(row.when)
            values = self._values(row) if True in truths else set[Choices]()
            if values is None:
                return None
            found |= values
            if truths == YES:
                return found
        return found | {None}

    def _values(self, row: Row) -> set[Choices] | None:
        if row.same_as is not None:
            return self._possible(row.same_as)
        return {None if row.value is None else frozenset((row.value,))}


def _of(condition: Is, choices: Choices) -> Truths:
    """What `condition` is of a name with these `choices`; whether it was asked is left open."""
    if choices is not None:
        return YES if choices & condition.values or Standing.KNOWN in condition.standings else NO
    if Standing.UNKNOWN in condition.standings:
        return YES
    return EITHER if Standing.NOT_GIVEN in condition.standings else NO
