"""The words of one dialogue, as said to one voice."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from bot.engine.conditions import Condition, holds
from bot.engine.dialogue import Dialogue, Voice
from bot.engine.explain import Change
from bot.engine.session import Session
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why
from bot.service.dates import say_day
from bot.texts.catalogues import Texts
from bot.texts.numbers import say_number


@dataclass(frozen=True, slots=True)
class Wording:
    """Finds the texts of `dialogue` for `voice`."""

    texts: Texts
    dialogue: Dialogue
    voice: Voice

    def text(self, key: str) -> str:
        """The text `key` of the dialogue."""
        return self.texts.of(self.dialogue.id, key, self.voice)

    def advice(self, advice: str, part: str) -> str:
        """The text `part` (title, why, how, first_step) of a recommendation."""
        return self.texts.of("advice", f"{advice}.{part}", self.voice)

    def ask(self, session: Session, key: Key) -> str:
        """The question itself, in the wording that fits what is known."""
        return self.text(f"{key.question}.ask{self._variant(session, key)}")

    def option(self, session: Session, key: Key, option: str) -> str:
        """An option of the question, in the wording that fits what is known; an outcome goes by its name."""
        if self.dialogue.questions[key.question].weighs_outcomes:
            return self.outcome(session, option, "name")
        return self.text(f"{key.question}.{option}{self._variant(session, key)}")

    def outcome(self, session: Session, outcome: str, part: str) -> str:
        """The name of an outcome, or what it says, in the wording that fits what is known."""
        return self.text(f"{outcome}.{part}{_fitting(self.dialogue.outcomes[outcome].wordings, session)}")

    def hint(self, key: Key) -> str:
        """What helps to answer; "" when nothing does."""
        name = f"{key.question}.hint"
        return self.text(name) if self.texts.has(self.dialogue.id, name, self.voice) else ""

    def topic(self, key: Key) -> str:
        """What the question is about, in a few words."""
        return self.text(f"{key.question}.topic")

    def value(self, session: Session, key: Key, value: Value) -> str:
        """An answer, as it is said."""
        match value:
            case One(option):
                return self.option(session, key, option)
            case Several(options):
                names = (lowered(self.option(session, key, each), at) for at, each in enumerate(options))
                return reduce(
                    lambda one, other: self.texts.say("{one}; {other}", one=one, other=other), names
                )
            case Number(amount):
                return say_number(amount, self.texts.language)
            case Day(day):
                return say_day(self.texts, day)
            case Text(text):
                return text
            case Unknown(Why.DONT_KNOW):
                return self.texts.say("not known for now")
            case Unknown():
                return self.texts.say("passed")

    def fact(self, session: Session, key: Key) -> str:
        """A question and its answer, in one line."""
        value = self.value(session, key, session.answers[key])
        return self.texts.say("{topic}: {answer}", topic=self.topic(key), answer=value)

    def change(self, session: Session, change: Change) -> str:
        """The answer that would have to be another, as a clause: « if… »."""
        key, now = change.key, session.answers.get(change.key)
        before = set(now.options) if isinstance(now, Several) else set[str]()
        if not isinstance(change.value, Several) or not before:
            said = self.value(session, key, change.value)
            return self.texts.say(
                "if the answer to “{topic}” were “{answer}”", topic=self.topic(key), answer=said
            )
        after = set(change.value.options)
        order = self.dialogue.questions[key.question].option_ids
        names = {option: self.option(session, key, option) for option in order if option in before ^ after}
        added = [name for option, name in names.items() if option in after]
        gone = [name for option, name in names.items() if option in before]
        topic = self.topic(key)
        if added and gone:
            return self.texts.say(
                "if you chose {added} instead of {gone} for “{topic}”",
                topic=topic,
                added=self._quoted(added),
                gone=self._quoted(gone),
            )
        if added:
            return self.texts.say(
                "if you also chose {added} for “{topic}”", topic=topic, added=self._quoted(added)
            )
        return self.texts.say(
            "if you did not choose {gone} for “{topic}”", topic=topic, gone=self._quoted(gone)
        )

    def listed(self, names: Iterable[str]) -> str:
        """The names in one line, apart from each other."""
        return reduce(lambda one, other: self.texts.say("{one}; {other}", one=one, other=other), names)

    def _quoted(self, names: list[str]) -> str:
        quoted = (self.texts.say("“{name}”", name=name) for name in names)
        return reduce(lambda one, other: self.texts.say("{one} and {other}", one=one, other=other), quoted)

    def _variant(self, session: Session, key: Key) -> str:
        return _fitting(self.dialogue.questions[key.question].wordings, session)


def _fitting(wordings: tuple[tuple[str, Condition], ...], session: Session) -> str:
    return next((f"@{name}" for name, condition in wordings if holds(condition, session.walk.known)), "")


def lowered(text: str, place: int) -> str:
    """`text` with a small first letter, unless it comes first or begins with a name or an acronym."""
    return text if place == 0 or text[1:2].isupper() else text[:1].lower() + text[1:]
