"""What people are to be reminded of, how they want it, and what they took into their own calendar."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.records import OPEN_STEPS, Exported, Habits, Occasion, Reminder, Sending
from bot.storage.clock import hour, minutes
from bot.storage.fields import columns, values
from bot.storage.safe import Safe, owner_of
from bot.storage.statements import Row, Statement, Work, given, insert, insert_unless_there, mine, upsert
from bot.storage.tables import exported, habits, next_step, person, reminder, visit
from bot.storage.words import read

_KEY = ("person", "about", "occasion", "anchor")
_FIELDS = (*_KEY, "day", "due_at", "state", "message", "told_at")
_HABITS = ("since", "every_day", "paused_until", "digest", "discreet", "place", "wanted", "at", "consent")


def _is(*states: Sending) -> sa.ColumnElement[bool]:
    """Constants, not parameters: the partial index serves only a condition that reads like its own."""
    among: list[sa.ColumnElement[Any]] = [sa.literal_column(f"'{state.value}'") for state in states]
    return reminder.c.state == among[0] if len(among) == 1 else reminder.c.state.in_(among)


def _instead(becomes: Mapping[Sending, Sending]) -> sa.ColumnElement[str]:
    """The state that comes after each."""
    steps: list[tuple[Any, Any]] = [
        (_is(before), sa.literal_column(f"'{after.value}'")) for before, after in becomes.items()
    ]
    return sa.case(*steps)


_PENDING = _is(Sending.PENDING)
_ONE = mine(reminder, *_KEY)
_IN_MESSAGE = mine(reminder, "message")
_FIRST_DUE = (reminder.c.due_at, reminder.c.about, reminder.c.occasion, reminder.c.anchor, reminder.c.person)
_ALL = sa.select(*(reminder.c[name] for name in _FIELDS))

_OF_HABITS = Statement(sa.select(*columns(habits, _HABITS)).where(mine(habits, "person")))
_SAVE_HABITS = upsert(habits)
_OF = Statement(_ALL.where(mine(reminder, "person")).order_by(*_FIRST_DUE))
_ABOUT = Statement(_ALL.where(mine(reminder, "about")).order_by(*_FIRST_DUE))
_ADD = insert_unless_there(reminder)
_DROP = Statement(sa.delete(reminder).where(_ONE, _PENDING))
_due = (
    sa.select(reminder.c.person)
    .where(mine(reminder), _PENDING, reminder.c.due_at <= given(reminder.c.due_at, "now"))
    .order_by(reminder.c.due_at, reminder.c.person)
    .limit(sa.bindparam("limit", type_=sa.BigInteger()))
)
_DUE = Statement(
    _due,
    _due.join(person, (person.c.bot == reminder.c.bot) & (person.c.id == reminder.c.person)).with_for_update(
        key_share=True, of=person, skip_locked=True
    ),
)
_PUT_OFF = Statement(
    sa.update(reminder)
    .values(due_at=given(reminder.c.due_at, "until"))
    .where(mine(reminder, "person"), _PENDING, reminder.c.due_at < given(reminder.c.due_at, "until"))
)
_SENDING = Statement(
    sa.update(reminder)
    .values(
        state=_instead({Sending.PENDING: Sending.SENDING, Sending.CUT: Sending.TOLD_AGAIN}),
        message=given(reminder.c.message),
        told_at=given(reminder.c.told_at),
    )
    .where(_ONE, _is(Sending.PENDING, Sending.CUT))
)
_TOLD = Statement(
    sa.update(reminder)
    .values(state=_instead({Sending.SENDING: Sending.TOLD}))
    .where(_IN_MESSAGE, _is(Sending.SENDING))
)
_PUT_BACK = Statement(
    sa.update(reminder)
    .values(
        state=_instead({Sending.SENDING: Sending.PENDING, Sending.TOLD_AGAIN: Sending.CUT}),
        message=sa.null(),
        told_at=sa.null(),
    )
    .where(_IN_MESSAGE, _is(Sending.SENDING, Sending.TOLD_AGAIN))
)
_CUT = Statement(
    sa.update(reminder)
    .values(state=_instead({Sending.SENDING: Sending.CUT, Sending.TOLD_AGAIN: Sending.CUT}))
    .where(_IN_MESSAGE, _is(Sending.SENDING, Sending.TOLD_AGAIN))
)
# What a step that is still to be done was told of stays, however long that takes: else it would be told once more.
_PRUNE = Statement(
    sa.delete(reminder).where(
        mine(reminder),
        reminder.c.told_at < given(reminder.c.told_at, "before"),
        ~sa.exists().where(
            next_step.c.bot == reminder.c.bot,
            next_step.c.id == reminder.c.about,
            next_step.c.status.in_([sa.literal_column(f"'{each.value}'") for each in sorted(OPEN_STEPS)]),
        ),
    )
)
_EXPORTED = Statement(
    sa.select(exported.c.person, exported.c.about, exported.c.day)
    .where(mine(exported, "person"))
    .order_by(exported.c.day, exported.c.about)
)
_NO_MORE_EXPORTED = Statement(sa.delete(exported).where(mine(exported, "person")))
_EXPORT = insert(exported)
# What is still to be told of the steps and visits of a case; what was told says on which days somebody was written to.
FORGET_ABOUT = Statement(
    sa.delete(reminder).where(
        mine(reminder),
        _is(Sending.PENDING, Sending.CUT),
        reminder.c.about.in_(
            sa.union_all(
                *(sa.select(table.c.id).where(mine(table, "case_file")) for table in (next_step, visit))
            )
        ),
    )
)


class RemindersTable:
    """Reminders, each kept once; who is erased takes theirs along."""

    def __init__(self, work: Work, safe: Safe) -> None:
        self._work = work
        self._safe = safe

    async def habits(self, person: str) -> Habits:
        """Without the sentence agreed to, if it cannot be read."""
        for row in await self._work.rows(_OF_HABITS, person=person):
            since, every_day, paused_until, digest, discreet, place, wanted, at, sealed = row
            (consent,) = await read(self._safe, [(f"habits.consent/{person}", sealed)])
            return Habits(
                person,
                wanted=None if wanted is None else bool(wanted),
                consent=consent,
                since=since,
                at=hour(at),
                every_day=bool(every_day),
                paused_until=paused_until,
                digest=digest,
                discreet=bool(discreet),
                place=place,
            )
        return Habits(person)

    async def save_habits(self, habits: Habits) -> None:
        sealed = await self._safe.seal(
            owner_of(habits.person, None), f"habits.consent/{habits.person}", habits.consent or None
        )
        row = {**values(habits, ("person", *_HABITS)), "at": minutes(habits.at), "consent": sealed}
        await self._work.run(_SAVE_HABITS, **row)

    async def of(self, person: str) -> Sequence[Reminder]:
        return _reminders(await self._work.rows(_OF, person=person))

    async def about(self, about: str) -> Sequence[Reminder]:
        return _reminders(await self._work.rows(_ABOUT, about=about))

    async def add(self, reminders: Sequence[Reminder]) -> None:
        await self._work.run_each(_ADD, [_row(each) for each in _in_order(reminders)])

    async def drop(self, reminders: Sequence[Reminder]) -> None:
        await self._work.run_each(_DROP, [_key(each) for each in _in_order(reminders)])

    async def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Read `of` after it: what was due may have gone out a moment ago, when who sent it let go of the person."""
        rows = await self._work.rows(_DUE, now=now, limit=limit)
        return list(dict.fromkeys(person for (person,) in rows))

    async def put_off(self, person: str, until: datetime) -> None:
        await self._work.run(_PUT_OFF, person=person, until=until)

    async def sending(self, reminders: Sequence[Reminder], message: str, at: datetime) -> None:
        """Those that are told, or in another message, stay as they are."""
        sent = {"message": message, "told_at": at}
        await self._work.run_each(_SENDING, [{**_key(each), **sent} for each in _in_order(reminders)])

    async def told(self, message: str) -> None:
        await self._work.run(_TOLD, message=message)

    async def put_back(self, message: str) -> None:
        await put_back(self._work, message)

    async def cut(self, message: str) -> None:
        """The day counts as one on which the person was written to."""
        await self._work.run(_CUT, message=message)

    async def prune(self, before: datetime) -> None:
        await self._work.run(_PRUNE, before=before)

    async def exported(self, person: str) -> Sequence[Exported]:
        """The first day first."""
        return [Exported(*row) for row in await self._work.rows(_EXPORTED, person=person)]

    async def export(self, person: str, entries: Sequence[Exported]) -> None:
        await self._work.run(_NO_MORE_EXPORTED, person=person)
        rows = {each.about: {"person": person, "about": each.about, "day": each.day} for each in entries}
        await self._work.run_each(_EXPORT, list(rows.values()))


async def put_back(work: Work, message: str) -> None:
    """What was in `message` is pending again, or cut, as it was."""
    if message:
        await work.run(_PUT_BACK, message=message)


def _in_order(reminders: Sequence[Reminder]) -> list[Reminder]:
    """In one order for all: two transactions that change the same ones never wait for one another."""
    return sorted(reminders, key=lambda each: (each.person, each.about, each.occasion, each.anchor))


def _key(reminder: Reminder) -> dict[str, Any]:
    return {**values(reminder, _KEY), "occasion": reminder.occasion.value}


def _row(reminder: Reminder) -> dict[str, Any]:
    return {
        **values(reminder, _FIELDS),
        **_key(reminder),
        "state": reminder.state.value,
        "message": reminder.message or None,
    }


def _reminders(rows: Sequence[Row]) -> list[Reminder]:
    return [
        Reminder(
            person, about, Occasion(occasion), anchor, day, due_at, Sending(state), message or "", told_at
        )
        for person, about, occasion, anchor, day, due_at, state, message, told_at in rows
    ]
