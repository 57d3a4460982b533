"""Records to keep."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bot.engine.dialogue import Inputs, Voice
from bot.engine.session import Back, Edit, Event, Remark, Reply, Resume, Skip, StartAgain
from bot.engine.values import Day, Key, Number, One, Several, Text, Unknown, Value, Why
from bot.ports import Store
from bot.records import (
    Address,
    Card,
    Chat,
    DiagnosisRecord,
    Exported,
    Favourite,
    GivenAdvice,
    GivenStep,
    Habits,
    Occasion,
    Outgoing,
    PageKind,
    PageRef,
    Person,
    PutAside,
    Reminder,
    SessionRecord,
    Status,
    Update,
)

NOW = datetime(2026, 11, 22, 10, 30, 15, 123457, tzinfo=UTC)
HOME = Address("telegram", "4711")
ANNE = Person("a" * 32, NOW, Voice.OFFICER, "fr", "Indian/Reunion")
WORD = "Zébulon-l’indicible"  # said by a person, and to be found nowhere once they are erased

LOG: tuple[Event, ...] = (
    Reply(Key("place"), Text(f"Chez {WORD} « œ » \U0001f33e\nà côté")),
    Reply(Key("allies", "mairie"), Several(("one", "two"))),
    Skip(Key("budget"), Why.DONT_KNOW),
    Edit(Key("budget"), Number(Decimal("12500.10"))),
    Back(),
    Back(Key("place")),
    Remark(Key("place"), WORD),
    Reply(Key("begun"), Day(date(2025, 2, 28))),
    Resume(),
    StartAgain(),
    Reply(Key("first"), One("yes")),
)
INPUTS = Inputs(
    Voice.OFFICER,
    {"phase": "idea"},
    {"allies": ("mairie", "école")},
    frozenset({"b", "a"}),
    {Key("name"): Text(WORD), Key("size", "x"): Unknown()},
)


def later(**more: float) -> datetime:
    return NOW + timedelta(**more)


def session(id: str = "s" * 32, person: str = ANNE.id, log: tuple[Event, ...] = LOG) -> SessionRecord:
    return SessionRecord(
        id, person, "main", "f00d", INPUTS, Status.OPEN, NOW, later(seconds=1), "place", log=log
    )


def diagnosis(id: str = "d" * 32, session: str = "s" * 32, person: str = ANNE.id) -> DiagnosisRecord:
    return DiagnosisRecord(
        id,
        session,
        person,
        NOW,
        "main",
        "f00d",
        "willing",
        "started",
        "high",
        reasons={"because": [WORD, 1, None, True]},
        report={"blocks": [{"heading": WORD, "level": 1}]},
        advice=(GivenAdvice("find_allies", 0, ("alone", "far")), GivenAdvice("visit", 1, (), "done")),
        steps=(
            GivenStep("f" * 32, "call", "alone", date(2027, 1, 31), "next_meeting"),
            GivenStep("e" * 32, "write", "far", date(2026, 12, 1), ""),
        ),
    )


def outgoing(id: str, chat: str = HOME.external, due: datetime = NOW, **more: object) -> Outgoing:
    return replace(Outgoing(id, chat, "draw", {"text": WORD}, NOW, due), **more)  # type: ignore[arg-type]


def update(id: int, sender: str = HOME.external) -> Update:
    return Update(id, sender, f'{{"text": "{WORD}"}}', NOW)


async def settle(store: Store, person: Person = ANNE, address: Address = HOME, salt: str = "") -> None:
    """Fill every table for `person`; `salt` makes the ids differ from another person's."""
    key = salt + "s" * 32
    async with store.transaction() as tx:
        await tx.people.add(person, address)
        await tx.sessions.add(session(key, person.id))
        record = diagnosis(salt + "d" * 32, key, person.id)
        steps = tuple(replace(step, id=salt + step.id) for step in record.steps)
        await tx.diagnoses.add(replace(record, steps=steps))
        await tx.chats.save(Chat(address, person.id, key, 7))
        await tx.chats.save_card(Card(key, address, 7, {"text": WORD}, "99"))
        await tx.chats.save_card(Card("menu", address, 6, {"text": "menu"}))
        await tx.reminders.save_habits(Habits(person.id, wanted=True, consent=f"Oui, {WORD}", since=NOW))
        await tx.reminders.add(
            [Reminder(person.id, salt + "e" * 32, Occasion.DUE, NOW.date(), NOW.date(), NOW)]
        )
        await tx.reminders.export(person.id, [Exported(person.id, salt + "e" * 32, NOW.date())])
        page = PageRef(PageKind.ADVICE, "find_allies")
        await tx.reference.add(Favourite(person.id, page, NOW))
        await tx.reference.put_aside(PutAside(salt + "p" * 32, person.id, "o" * 32, page, NOW))
        await tx.publications.add("main", "f00d", "source", {"a.ask": "?"}, NOW)
        await tx.signs.note("receiving", NOW)
        first = len(salt) * 1000
        await tx.inbox.put([update(first + n, address.external) for n in (1, 2, 3, 4)])
        await tx.inbox.done(first + 1, NOW)
        await tx.inbox.failed(first + 2, "KeyError", None)
        await tx.inbox.failed(first + 3, "KeyError", later(hours=1))
        await tx.outbox.add(outgoing(salt + "1", address.external))
        await tx.outbox.add(outgoing(salt + "2", address.external, card=key))
        await tx.outbox.sending([salt + "1"])


_KEYS = st.builds(Key, st.text(max_size=8), st.text(max_size=3))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.builds(One, _TEXTS),
    st.builds(Several, st.lists(_TEXTS, min_size=1).map(tuple)),
    st.builds(Number, st.decimals(allow_nan=False, allow_infinity=False)),
    st.builds(Day, st.dates()),
    st.builds(Text, st.text(max_size=40)),
    st.builds(Unknown),
)
_ASKED = st.builds(Key, st.text("abcde_", min_size=1, max_size=8), st.text("xyz0", max_size=3))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Reply, _ASKED, _VALUES),
    st.builds(Skip, _ASKED, st.sampled_from(Why)),
    st.builds(Edit, _ASKED, _VALUES),
    st.builds(Back, st.none() | _ASKED),
    st.builds(Remark, _ASKED, st.text(max_size=40)),
    st.just(Resume()),
    st.just(StartAgain()),
)
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones())  # noqa: DTZ001
