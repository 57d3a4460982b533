"""A session: the log of what a person did in one interview, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.accept import Problem
from bot.engine.dialogue import Inputs
from bot.engine.result import Result
from bot.engine.values import Key, Unknown, Value, Why
from bot.engine.walk import Walk

# Events: what a person can do.


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the question that waits."""

    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Skip:
    """The question that waits is passed, or the person does not know."""

    key: Key
    why: Why = Why.SKIPPED


@dataclass(frozen=True, slots=True)
class Edit:
    """Another answer to a question that was asked earlier."""

    key: Key
    value: Value


@dataclass(frozen=True, slots=True)
class Back:
    """To the question before, or to `to`. Nothing is lost."""

    to: Key | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A free remark on a question."""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Resume:
    """On to the first question without an answer."""


@dataclass(frozen=True, slots=True)
class StartAgain:
    """From the first question, with the earlier answers offered to be confirmed."""


@dataclass(frozen=True, slots=True)
class Enter:
    """Into a section: its first question without an answer is put."""

    section: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Out of the section, to choose another one."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Enough of the sections for now: the result, please."""


@dataclass(frozen=True, slots=True)
class Confide:
    """The answer to `key`, and the remarks on it, are confidential, or (`on` is false) no longer."""

    key: Key
    on: bool


Event = Reply | Skip | Edit | Back | Remark | Resume | StartAgain | Enter | Leave | Finish | Confide

# Effects: what the outside world has to do.


@dataclass(frozen=True, slots=True)
class Ask:
    """Put the question."""

    key: Key


@dataclass(frozen=True, slots=True)
class Choose:
    """Let the person choose a section."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """Show the result."""

    result: Result


@dataclass(frozen=True, slots=True)
class Reject:
    """The answer cannot be kept; nothing has changed."""

    key: Key
    problem: Problem


@dataclass(frozen=True, slots=True)
class Stale:
    """The event was about a question that does not wait; nothing has changed."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """These answers are no longer on the path; they are kept and come back if the path does."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """These answers were set aside and count again."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The remark is kept."""

    key: Key


Effect = Ask | Choose | Conclude | Reject | Stale | SetAside | Restored | Noted


@dataclass(frozen=True, slots=True)
class Session:
    """One interview of one person.

    The log is the truth; the rest follows from it and is kept so that a turn is a single step. `answers` are the
    last ones given, on the path or set aside; `offered` earlier ones to confirm; `back_at` is the question that the
    person went back to; `marks` are the keys marked confidential, be there anything under them or not; `sealed`: all
    that is said is confidential. `section` is the one entered last, "" outside; `concluded`: no section is wanted any
    more, as is always so where there are none.
    """

    dialogue: str
    version: str
    inputs: Inputs
    log: tuple[Event, ...]
    walk: Walk
    answers: Mapping[Key, Value] = field(default_factory=dict)
    offered: Mapping[Key, Value] = field(default_factory=dict)
    remarks: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    aside: frozenset[Key] = frozenset()
    back_at: Key | None = None
    marks: frozenset[Key] = frozenset()
    sealed: bool = False
    section: str = ""
    concluded: bool = True

    @property
    def confidential(self) -> frozenset[Key]:
        """The keys whose answer and remarks the person keeps to the conversation."""
        if self.sealed:
            return frozenset((*self.answers, *self.remarks))
        return frozenset(key for key in self.marks if key in self.answers or key in self.remarks)

    @property
    def at(self) -> Key | None:
        """The question that waits; None when the interview is finished, or a section is to be chosen."""
        return self.back_at or self.walk.at or self.walk.waiting.get(self.section)

    @property
    def finished(self) -> bool:
        """Whether there is a result and no question waits."""
        return self.concluded and self.at is None

    @property
    def path(self) -> tuple[Key, ...]:
        """The questions answered, in order."""
        return self.walk.path

    @property
    def in_force(self) -> Mapping[Key, Value]:
        """The answers that are not set aside."""
        return {key: self.answers[key] for key in self.path}

    def given(self, key: Key) -> Value | None:
        """The answer to show with the question `key`: the one in force, else an earlier one to confirm."""
        value = self.answers.get(key, self.offered.get(key))
        return None if isinstance(value, Unknown) else value


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event leads to: the new session, and what the outside world has to do."""

    session: Session
    effects: tuple[Effect, ...]
