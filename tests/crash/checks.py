"""What the people did, and what is on record of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.engine.session import Event, Reply, Skip
from bot.engine.values import One, Several, Unknown
from bot.records import Address
from bot.storage import open_store
from tests.botapi import Phone
from tests.crash.walkers import Walker, ticked

Record = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Findings:
    """What went wrong, by person. All empty when all is well."""

    missing: dict[int, list[str]]  # done, and not on record
    unasked: dict[int, list[str]]  # on record, and never done, or not so often
    stuck: dict[int, str]
    repeated: dict[int, int]  # messages that came more often than kills can explain


async def on_record(database: str, bot: str, people: Sequence[int]) -> Record:
    """The answers that the program kept. All interviews in a row: somebody with two was taken twice at the word."""
    store = await open_store(database, bot)
    try:
        async with store.transaction() as tx:
            kept = {}
            for number in people:
                person = await tx.people.at(Address("telegram", str(number)))
                heads = await tx.sessions.of(person.id) if person else ()
                records = [await tx.sessions.get(head.id) for head in reversed(heads)]
                kept[number] = [_said(event) for record in records if record for event in record.log]
            return kept
    finally:
        await store.close()


def _said(event: Event) -> str:
    match event:
        case Reply(_, One(option)):
            return f"o.{option}"
        case Reply(_, Several(options)):
            return ticked(options)
        case Skip(_, why) | Reply(_, Unknown(why)):
            return "skip" if why.value == "skipped" else "dont_know"
    return repr(event)


def findings(walkers: Sequence[Walker], record: Record, in_flight: Counter[int]) -> Findings:
    """Compare. `in_flight`: messages that were being sent to each person when the program was killed."""
    missing: dict[int, list[str]] = {}
    unasked: dict[int, list[str]] = {}
    repeated: dict[int, int] = {}
    for walker in walkers:
        number = walker.phone.user.id
        lost, extra = _differences(walker.did, record.get(number, ()))
        if lost:
            missing[number] = lost
        if extra:
            unasked[number] = extra
        if (excess := duplicates(walker.phone) - in_flight[number]) > 0:
            repeated[number] = excess
    stuck = {walker.phone.user.id: walker.stuck for walker in walkers if walker.stuck}
    return Findings(missing, unasked, stuck, repeated)


def _differences(did: Sequence[str], kept: Sequence[str]) -> tuple[list[str], list[str]]:
    lost: list[str] = []
    extra: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, did, kept, autojunk=False).get_opcodes():
        if tag != "equal":
            lost += did[a:b]
            extra += kept[c:d]
    return lost, extra


def duplicates(phone: Phone) -> int:
    """How many messages are a second copy. A screen has its number on its buttons: no two are alike otherwise."""
    first = [message.versions[0] for message in phone.messages]
    looks = Counter((shown.text, str(shown.keyboard)) for shown in first if shown.keyboard)
    return sum(looks.values()) - len(looks)
