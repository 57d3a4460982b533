"""What changed between two results about the same: gained, lifted, new; and the move between situations that it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine.codec import decode_value
from bot.engine.values import Key, One, Several, Unknown, Value
from bot.records import DiagnosisRecord, Standing
from bot.service.standings import situating

_TOGETHER = ("joint", "joint_again")  # the questions whose ticks are facts of working together
_NOTHING = "nothing"
_NONE = "none"  # the answer that nothing is done with others
Cause = tuple[str, str]  # the situation that it belongs to, and its id


@dataclass(frozen=True, slots=True)
class Difference:
    """From one result to a later one.

    `gained` and `lost` are facts of working together, `lifted` and `new` what holds back, `changed` the questions
    answered otherwise, with both answers. `moved`: the situation or the stage is another.
    """

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    lifted: tuple[Cause, ...]
    new: tuple[Cause, ...]
    changed: tuple[tuple[Key, Value, Value], ...]
    moved: bool

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.gained or self.lost or self.lifted or self.new or self.changed or self.moved)


def difference(before: DiagnosisRecord, after: DiagnosisRecord) -> Difference:
    """What changed from `before` to `after`. What was not asked both times is no change, but for facts of working together
    that were not asked about because nothing was going on: they were not there.
    """
    then, now = _answers(before), _answers(after)
    had, has = {} if _nothing_going_on(then) else _together(then), _together(now)
    asked_both = had is not None and has is not None
    had, has = (had or {}, has or {}) if asked_both else ({}, {})
    held, holds = _causes(before), _causes(after)
    # a visit does not look for the causes of the first diagnosis again: only the same kind of interview tells
    same_kind = before.dialogue == after.dialogue
    return Difference(
        gained=tuple(option for option in has if option not in had),
        lost=tuple(option for option in had if option not in has),
        lifted=tuple(each for each in held if each[1] not in {id for _, id in holds}) if same_kind else (),
        new=tuple(each for each in holds if each[1] not in {id for _, id in held}) if same_kind else (),
        changed=tuple(
            (key, then[key], value)
            for key, value in now.items()
            if key in then and not key.item and key.question not in _TOGETHER and _otherwise(then[key], value)
        ),
        moved=(before.outcome, before.stage) != (after.outcome, after.stage),
    )


def _answers(record: DiagnosisRecord) -> dict[Key, Value]:
    return {
        Key(each["question"], each["item"]): decode_value(each["value"]) for each in record.reasons["answers"]
    }


def _nothing_going_on(answers: Mapping[Key, Value]) -> bool:
    return answers.get(Key("activity")) == One(_NONE) and not any(Key(name) in answers for name in _TOGETHER)


def _together(answers: Mapping[Key, Value]) -> dict[str, None] | None:
    """The facts ticked, in order; None when it was not asked."""
    asked = [answers[Key(name)] for name in _TOGETHER if Key(name) in answers]
    if not any(not isinstance(each, Unknown) for each in asked):
        return None
    ticked = (option for each in asked if isinstance(each, Several) for option in each.options)
    return dict.fromkeys(option for option in ticked if option != _NOTHING)


def _causes(record: DiagnosisRecord) -> list[Cause]:
    return [(record.outcome, cause) for cause in record.reasons["causes"]]


def _otherwise(then: Value, now: Value) -> bool:
    return not isinstance(then, Unknown) and not isinstance(now, Unknown) and then != now


def pending(results: Sequence[DiagnosisRecord], standings: Sequence[Standing]) -> DiagnosisRecord | None:
    """The newest of `results` about where they stand, if it says otherwise than what stands and nobody has answered that."""
    last = next(iter(situating(results)), None)
    if last is None or not standings:
        return None
    stands = standings[0]
    moved = (last.outcome, last.stage) != (stands.situation, stands.stage)
    return last if moved and last.id != stands.diagnosis else None
