"""The engine: one event in, one turn out. No I/O, no clock, no chance, no words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from bot.engine import sections
from bot.engine.accept import Fault, Problem, accept, accept_text, offered, shuffled, too_early
from bot.engine.dialogue import Catalogue, Dialogue, Inputs
from bot.engine.result import Result, conclude
from bot.engine.rulebook import Rulebook, compile_rules
from bot.engine.sections import Where
from bot.engine.session import (
    Ask,
    Back,
    Choose,
    Conclude,
    Confide,
    Edit,
    Effect,
    Enter,
    Event,
    Finish,
    Leave,
    Noted,
    Reject,
    Remark,
    Reply,
    Restored,
    Resume,
    Session,
    SetAside,
    Skip,
    Stale,
    StartAgain,
    Turn,
)
from bot.engine.values import Key, One, Unknown, Value
from bot.engine.walk import Walk, walk, walk_on


class Engine:
    """Plays one dialogue. Holds no session: every call is a function of its arguments."""

    def __init__(self, dialogue: Dialogue, catalogue: Catalogue) -> None:
        self.dialogue = dialogue
        self.catalogue = catalogue
        self.rules: Rulebook = compile_rules(dialogue, catalogue)

    def begin(self, inputs: Inputs) -> Turn:
        """The first question."""
        session = Session(
            self.dialogue.id,
            self.dialogue.version,
            inputs,
            (),
            walk(self.rules, inputs, {}),
            offered=inputs.offered,
            marks=inputs.confidential,
            sealed=self.dialogue.calling.kept is not None,
            **sections.first(self.dialogue)._asdict(),
        )
        return Turn(session, self.present(session))

    def advance(self, session: Session, event: Event) -> Turn:
        """The turn that `event` leads to. Never raises on what a person may send."""
        match event:
            case Reply(key, value):
                return self._reply(session, key, value)
            case Skip(key, why):
                return self._reply(session, key, Unknown(why))
            case Edit(key, value):
                return self._edit(session, key, value)
            case Back(to):
                return self._back(session, to)
            case Remark(key, text):
                return self._remark(session, key, text)
            case Resume():
                return self._moved(session, replace(session, log=(*session.log, event), back_at=None))
            case StartAgain():
                return self._start_again(session)
            case Enter() | Leave() | Finish():
                return self._among_sections(session, event)
            case Confide():
                return self._confide(session, event)
            case _:
                assert_never(event)

    def replay(self, inputs: Inputs, events: Iterable[Event]) -> Turn:
        """The turn after all of `events`, whichever version of the dialogue they were made with.

        Events that this version cannot take are passed over (see `bot.engine.carry` for telling which).
        """
        first = self.begin(inputs).session
        log: list[Event] = []
        answers: dict[Key, Value] = {}
        offers: Mapping[Key, Value] = inputs.offered
        remarks: dict[Key, tuple[str, ...]] = {}
        marks = inputs.confidential
        back_at: Key | None = None
        where = sections.first(self.dialogue)
        for event in events:
            log.append(event)
            match event:
                case Enter() | Leave() | Finish():
                    where, back_at = sections.after(self.dialogue, where, event), None
                case Reply(key) | Skip(key) | Edit(key):
                    value = self.accepted(key, _value_of(event))
                    if not isinstance(value, Problem):
                        answers[key] = value
                        back_at = None
                case Back(to):
                    back_at = to
                case Remark(key, text):
                    remarks[key] = (*remarks.get(key, ()), text)
                case Resume():
                    back_at = None
                case Confide(key):
                    if key in answers or key in remarks:
                        marks = _marked(marks, event)
                case StartAgain():
                    offers, answers, back_at = {**offers, **_known(answers)}, {}, None
                    where = sections.first(self.dialogue)
        session = replace(
            first,
            log=tuple(log),
            walk=walk(self.rules, inputs, answers),
            answers=answers,
            offered=offers,
            remarks=remarks,
            marks=marks,
            **where._asdict(),
        )
        session = replace(
            session, aside=self._aside(session), back_at=back_at if back_at in session.path else None
        )
        return Turn(session, self.present(session))

    def present(self, session: Session) -> tuple[Effect, ...]:
        """What to show where the session stands: its question, or its result."""
        if session.at is not None:
            return (Ask(session.at),)
        if not session.concluded:
            return (Choose(),)
        return (Conclude(self.result(session)),)

    def result(self, session: Session) -> Result:
        """The result of a finished session; of an open one, what its answers give so far."""
        whole = self.whole(session)
        return conclude(self.dialogue, self.catalogue, whole)

    def whole(self, session: Session) -> Walk:
        """The walk of `session` to the end, past the questions that still wait."""
        waiting = session.walk.at
        if waiting is None:
            return session.walk
        return walk_on(self.rules, session.walk, waiting, session.answers, past_gaps=True)

    def survey(self, inputs: Inputs, answers: Mapping[Key, Value]) -> Walk:
        """A walk to the end, in which questions without an answer count as not asked."""
        return walk(self.rules, inputs, answers, past_gaps=True)

    def accepted(self, key: Key, value: Value) -> Value | Problem:
        """`value` as an answer to `key`, in this version of the dialogue."""
        question = self.dialogue.questions.get(key.question)
        return Problem(Fault.WRONG_KIND) if question is None else accept(question, value)

    def taken(self, session: Session, key: Key, value: Value) -> Value | Problem:
        """`value` as an answer to `key` beside the others of `session`, or why it cannot be kept."""
        kept = self.accepted(key, value)
        if isinstance(kept, Problem):
            return kept
        if isinstance(kept, One) and kept.option not in self.options(session, key):
            return Problem(Fault.NO_SUCH_OPTION)
        return too_early(self.dialogue.questions[key.question], key, {**session.in_force, key: kept}) or kept

    def options(self, session: Session, key: Key) -> tuple[str, ...]:
        """The options of the question `key` that are offered in `session`, in order."""
        if session.walk.beside == key and session.walk.verdict is not None:
            return session.walk.verdict.options
        question = self.dialogue.questions[key.question]
        options = offered(question, session.walk.known)
        return shuffled(question, options, session.inputs.seed) if question.shuffled else options

    def _reply(self, session: Session, key: Key, value: Value) -> Turn:
        waiting = session.at or session.walk.beside
        if key != waiting:
            return Turn(session, (Stale(), *self.present(session)))
        return self._answered(session, Reply(key, value))

    def _edit(self, session: Session, key: Key, value: Value) -> Turn:
        if key not in session.path and key != session.at:
            return Turn(session, (Stale(), *self.present(session)))
        return self._answered(session, Edit(key, value))

    def _answered(self, session: Session, event: Reply | Edit) -> Turn:
        value = self.taken(session, event.key, event.value)
        if isinstance(value, Problem):
            return Turn(session, (Reject(event.key, value),))
        answers = {**session.answers, event.key: value}
        after = replace(
            session,
            log=(*session.log, replace(event, value=value)),
            walk=walk_on(self.rules, session.walk, event.key, answers),
            answers=answers,
            back_at=None,
        )
        after = replace(after, aside=self._aside(after))
        return self._moved(session, self._asking_again(after, event.key))

    def _asking_again(self, session: Session, changed: Key) -> Session:
        """`session` back at the first day that no longer comes after that of `changed`, if there is one."""
        asked = {key: self.dialogue.questions[key.question] for key in session.path}
        later = (key for key in session.path if asked[key].after == changed.question)
        key = next((key for key in later if too_early(asked[key], key, session.in_force)), None)
        return session if key is None else replace(session, log=(*session.log, Back(key)), back_at=key)

    def _back(self, session: Session, to: Key | None) -> Turn:
        if to is None:
            to = next(
                (key for key in reversed(sections.before(self.rules, session)) if key != session.walk.beside),
                None,
            )
        if to not in session.path:
            return Turn(session, self.present(session))
        return self._moved(session, replace(session, log=(*session.log, Back(to)), back_at=to))

    def _among_sections(self, session: Session, event: Enter | Leave | Finish) -> Turn:
        here = Where(session.section, session.concluded)
        there = sections.after(self.dialogue, here, event)
        if there == here and session.back_at is None:
            return Turn(session, (Stale(), *self.present(session)))
        return self._moved(
            session, replace(session, log=(*session.log, event), back_at=None, **there._asdict())
        )

    def _remark(self, session: Session, key: Key, text: str) -> Turn:
        kept = accept_text(text) if key.question in self.dialogue.questions else Problem(Fault.WRONG_KIND)
        if isinstance(kept, Problem):
            return Turn(session, (Reject(key, kept),))
        remarks = {**session.remarks, key: (*session.remarks.get(key, ()), kept)}
        noted = replace(session, log=(*session.log, Remark(key, kept)), remarks=remarks)
        return Turn(noted, (Noted(key), *self.present(noted)))

    def _confide(self, session: Session, event: Confide) -> Turn:
        if event.key not in session.answers and event.key not in session.remarks:
            return Turn(session, (Stale(), *self.present(session)))
        marks = _marked(session.marks, event)
        return Turn(replace(session, log=(*session.log, event), marks=marks), ())

    def _start_again(self, session: Session) -> Turn:
        again = replace(
            session,
            log=(*session.log, StartAgain()),
            walk=walk(self.rules, session.inputs, {}),
            answers={},
            offered={**session.offered, **_known(session.answers)},
            aside=frozenset(),
            back_at=None,
            **sections.first(self.dialogue)._asdict(),
        )
        return self._moved(session, again)

    def _moved(self, before: Session, after: Session) -> Turn:
        """The turn to `after`, with what was set aside or came back on the way."""
        effects: list[Effect] = []
        if gone := after.aside - before.aside:
            effects.append(SetAside(self.in_order(gone)))
        if back := before.aside & frozenset(after.path):
            effects.append(Restored(self.in_order(back)))
        return Turn(after, (*effects, *self.present(after)))

    def in_order(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """`keys` in the order of the dialogue."""
        return tuple(sorted(keys, key=lambda key: (self.rules.order.get(key.question, 0), key.item)))

    def _aside(self, session: Session) -> frozenset[Key]:
        """The answers that are on no part of the path that now lies ahead."""
        if len(session.answers) == len(session.path):
            return frozenset()
        return frozenset(session.answers) - frozenset(self.whole(session).path)


def _value_of(event: Reply | Skip | Edit) -> Value:
    return Unknown(event.why) if isinstance(event, Skip) else event.value


def _marked(marks: frozenset[Key], event: Confide) -> frozenset[Key]:
    return marks | {event.key} if event.on else marks - {event.key}


def _known(answers: Mapping[Key, Value]) -> dict[Key, Value]:
    return {key: value for key, value in answers.items() if not isinstance(value, Unknown)}
