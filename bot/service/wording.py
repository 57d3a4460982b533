"""The words of one dialogue, as said to one voice."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Self

from bot.engine.conditions import Condition, holds
from bot.engine.dialogue import Dialogue, Voice
from bot.engine.explain import Change
from bot.engine.session import Session
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why
from bot.service.dates import say_day
from bot.texts.catalogues import ITEM, Texts
from bot.texts.keys import COMMON, QUOTED, quoted_in
from bot.texts.numbers import say_number


@dataclass(frozen=True, slots=True)
class Wording:
    """Finds the texts of `dialogue` for `voice`; `labels` has what the items of its loops are called."""

    texts: Texts
    dialogue: Dialogue
    voice: Voice
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_others(self) -> bool:
        """Whether what is said is about others than who answers."""
        return self.voice is Voice.OFFICER and not self.dialogue.calling.oneself

    def text(self, key: str) -> str:
        """The text `key` of the dialogue, or of the one that it extends."""
        own, other = self.dialogue.id, self.dialogue.extends
        there = not other or self.texts.has(own, key, self.voice)
        return self.texts.of(own if there else other, key, self.voice)

    def maybe(self, key: str) -> str:
        """The text `key`, "" where there is none."""
        domains = (self.dialogue.id, self.dialogue.extends)
        return (
            self.text(key) if any(self.texts.has(each, key, self.voice) for each in domains if each) else ""
        )

    def advice(self, advice: str, part: str) -> str:
        """The text `part` (title, why, how, first_step) of a recommendation."""
        return self.texts.of("advice", f"{advice}.{part}", self.voice)

    def ask(self, session: Session, key: Key) -> str:
        """The question itself, in the wording that fits what is known."""
        return self._about(key, f"ask{self._variant(session, key)}")

    def option(self, session: Session, key: Key, option: str) -> str:
        """An option of the question, in the wording that fits what is known; an outcome goes by its name."""
        if self.dialogue.questions[key.question].weighs_outcomes:
            return self.outcome(session, option, "name")
        return self.text(f"{key.question}.{option}{self._variant(session, key)}")

    def outcome(self, session: Session, outcome: str, part: str) -> str:
        """The name of an outcome, or what it says, in the wording that fits what is known."""
        return self.text(f"{outcome}.{part}{_fitting(self.dialogue.outcomes[outcome].wordings, session)}")

    def cause(self, outcome: str, cause: str, part: str) -> str:
        """The text `part` (name, first_move, next_question, step.…) of a cause. Raises `KeyError` if there is none such."""
        causes = self.dialogue.outcomes[outcome].causes
        common = any(each.common for each in causes if each.id == cause)
        return self.text(f"{COMMON if common else outcome}.{cause}.{part}")

    def hint(self, key: Key) -> str:
        """What helps to answer; "" when nothing does."""
        name, inherited = f"{key.question}.hint", self.dialogue.inherited
        domains = [self.dialogue.id]
        if key.question in inherited.questions:
            domains.append(self.dialogue.extends)
        there = any(self.texts.has(domain, name, self.voice) for domain in domains)
        return self._about(key, "hint") if there else ""

    def topic(self, key: Key) -> str:
        """What the question is about, in a few words."""
        return self._about(key, "topic")

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

    def quoted(self, key: str) -> tuple[str, ...]:
        """The questions whose answers the text `key` quotes, and `item`."""
        return quoted_in(self.text(key))

    def quoting(self, session: Session, key: str, names: Mapping[str, Key], item: str = "") -> str:
        """The text `key` with the answers of `names` in it, and what `item` is called."""

        def filled(name: re.Match[str]) -> str:
            if name[0] == ITEM:
                return self.named(item)
            answer = names[name[1]]
            return self.value(session, answer, session.answers[answer])

        return QUOTED.sub(filled, self.text(key))  # in one pass: what somebody wrote is no name in braces

    def fact(self, session: Session, key: Key) -> str:
        """A question and its answer, in one line."""
        value, topic = self.value(session, key, session.answers[key]), self.topic(key)
        if not key.item or ITEM in self.text(f"{key.question}.topic"):
            return self.texts.say("{topic}: {answer}", topic=topic, answer=value)
        label = self.labels.get(key.item)
        item = key.item if label is None else self.texts.say("“{name}”", name=label)
        return self.texts.say("{topic} ({item}): {answer}", topic=topic, item=item, answer=value)

    def _topic_of_item(self, key: Key) -> str:
        """The topic, with the item that it is about."""
        if not key.item or ITEM in self.text(f"{key.question}.topic"):
            return self.topic(key)
        return self.texts.say("{topic} ({item})", topic=self.topic(key), item=self.item(key))

    def change(self, session: Session, change: Change) -> str:
        """The answer that would have to be another, as a clause: « if… »."""
        key, now = change.key, session.answers.get(change.key)
        before = set(now.options) if isinstance(now, Several) else set[str]()
        if not isinstance(change.value, Several) or not before:
            said = self.value(session, key, change.value)
            return self.texts.say(
                "if the answer to “{topic}” were “{answer}”", topic=self._topic_of_item(key), answer=said
            )
        after = set(change.value.options)
        order = self.dialogue.questions[key.question].option_ids
        names = {option: self.option(session, key, option) for option in order if option in before ^ after}
        added = [name for option, name in names.items() if option in after]
        gone = [name for option, name in names.items() if option in before]
        topic = self._topic_of_item(key)
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

    def _about(self, key: Key, part: str) -> str:
        """A text of the question that may name the item: only the text is a template, never the label."""
        return self.text(f"{key.question}.{part}").replace(ITEM, self.item(key))

    def item(self, key: Key) -> str:
        """What the item is called that `key` is about."""
        named = (each.loop for each in self.dialogue.states if each.question == key.question and each.loop)
        unnamed = next((self.text(f"{loop.id}.unnamed") for loop in named if loop.named), key.item)
        return self.labels.get(key.item, unnamed)

    def named(self, item: str) -> str:
        """What an item of the loop that has names is called; only one loop of a dialogue has."""
        by = next((state.loop.named for state in self.dialogue.states if state.loop and state.loop.named), "")
        return self.item(Key(by, item)) if by else self.labels.get(item, item)

    def naming(self, session: Session) -> Self:
        """The same, with the items called as they are named in `session`."""
        names = {state.loop.named for state in self.dialogue.states if state.loop is not None}
        called = {
            key.item: value.text
            for key, value in session.answers.items()
            if key.question in names and isinstance(value, Text)
        }
        return replace(self, labels={**self.labels, **called}) if called else self

    def _variant(self, session: Session, key: Key) -> str:
        return _fitting(self.dialogue.questions[key.question].wordings, session)


def _fitting(wordings: tuple[tuple[str, Condition], ...], session: Session) -> str:
    return next((f"@{name}" for name, condition in wordings if holds(condition, session.walk.known)), "")


def lowered(text: str, place: int) -> str:
    """`text` with a small first letter, unless it comes first or begins with a name or an acronym."""
    return text if place == 0 or text[1:2].isupper() else text[:1].lower() + text[1:]
