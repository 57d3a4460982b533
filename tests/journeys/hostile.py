"""What nobody expects to be sent, and the way from an update to the screen without the network."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from hypothesis import strategies as st

from bot.app import RandomIds, WallClock
from bot.channels.telegram.outgoing import Kind
from bot.channels.telegram.parse import Reader
from bot.channels.telegram.turn import Turns
from bot.engine.session import Event
from bot.ports import Store, Transaction
from bot.records import Address, Outgoing
from bot.service.conversation import Conversation
from bot.service.documents import decode_document
from tests.botapi import inline, rules

ODD = (
    "31/02/2027", "le 30 février", "29/02/2023", "-1", "1e999", "0x10", "١٢", "½", "²", "1.000.000,50", "NaN", "∞",
    "12345678901234567890", "0", "01", "1 1 1", "1,,2", "z", "\x00", "\x00\x00", "\ud800", "a\udfffb", "\u202egnirts",
    "\u2066\u2067\u2068", "שלום עולם", "مرحبا بالعالم", "👩‍🌾" * 700, "🙂", "e" + "\u0301" * 3000, "\u200b", " ", "\n\n", "\t",
    "<b>", "</b>", "<b><i></b></i>", "<a href='javascript:x'>x</a>", "&lt;&#0;&#xd800;", "<!--", "<tg-spoiler>", "]]>",
    "{0.__class__}", "{name}", "%(x)s", "%n%n", "${7*7}", "'; DROP TABLE event; --", '"', "\\", "../../etc/passwd",
    "/start x" * 50, "/", "//", "/é", "/start@", "/supprimer", "/annuler", "/modifier", "/diagnostic", "/reprendre",
    "remarque", "retour", "oui", "confirmer", "c'est tout", "\r\n\u2028\u2029\x85", "\ufeff", "\ufffe\uffff",
)  # fmt: skip
_ANY = st.characters(exclude_categories=())
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(_ANY, max_size=60),
    st.binary(max_size=80).map(lambda raw: raw.decode("latin-1")),
    st.binary(max_size=80).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.sampled_from(("a", "🙂", "<", "&", "\u202e", "é ", "1 ", "\x07", "\ud83d")).map(
        lambda sign: sign * 100_000
    ),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    st.floats().map(str),
)
DATA = st.one_of(
    st.sampled_from(
        ("", "1.", ".o.x", "1.o.running", "2.a.999", "3.confirm", "4.erase_sure", "5.i.7", "9" * 70, "1.o.é")
    ),
    st.text(_ANY, max_size=70),
    st.from_regex(r"[0-9]{1,10}\.[a-z._]{1,50}", fullmatch=True),
)
THINGS = st.sampled_from((
    {"sticker": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "type": "regular",
                 "is_animated": False, "is_video": False}},
    {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
    {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}], "caption": "<b>"},
    {"location": {"latitude": 91.0, "longitude": 0.0}},
    {"contact": {"phone_number": "+33", "first_name": "</b>"}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"new_chat_title": "?"},
    {},
))  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 30)),
    st.tuples(st.just("tap"), st.integers(0, 6)),
    st.tuples(st.just("text"), TEXTS),
    st.tuples(st.just("data"), DATA),
    st.tuples(st.just("thing"), THINGS),
    st.tuples(st.just("edited"), TEXTS),
    st.tuples(st.just("asks"), st.tuples(TEXTS, st.one_of(st.just(""), st.just("20"), TEXTS))),
)
NEVER = ("erase_sure",)  # what would be no loss, but wanted

_updates = count(1)
_messages = count(1)
_people = count(8_000_000_001)


@dataclass
class Visitor:
    """Somebody new, whose updates go straight into the channel's turns, and whose screens are taken from its outbox."""

    store: Store
    conversation: Conversation
    number: int = field(default_factory=lambda: next(_people))
    buttons: dict[str, list[str]] = field(default_factory=dict)  # by message: the data of its buttons
    drawn: int = 0

    @property
    def address(self) -> Address:
        return Address("telegram", str(self.number))

    async def does(self, kind: str, what: Any) -> None:
        """One step."""
        match kind:
            case "tap":
                living = [(message, data) for message, rows in self.buttons.items() for data in rows]
                wanted = [one for one in living if not one[1].endswith(NEVER)]
                if wanted:
                    message, data = wanted[what % len(wanted)]
                    await self._takes({"callback_query": self._query(data, message)})
            case "data":
                await self._takes({"callback_query": self._query(what, "1")})
            case "text":
                await self._takes({"message": {**self._head(), "text": what}})
            case "edited":
                await self._takes({"edited_message": {**self._head(), "text": what}})
            case "asks":
                text, offset = what
                asked = {"id": "1", "from": self._head()["from"], "query": text, "offset": offset}
                await self._takes({"inline_query": asked})
            case _:
                await self._takes({"message": {**self._head(), **what}})

    def _head(self) -> dict[str, Any]:
        person = {"id": self.number, "is_bot": False, "first_name": "\u202e<b>\ud800"}
        return {
            "message_id": next(_messages),
            "date": 0,
            "chat": {"id": self.number, "type": "private"},
            "from": person,
        }

    def _query(self, data: str, message: str) -> dict[str, Any]:
        head = {**self._head(), "message_id": int(message)}
        return {"id": "1", "from": head["from"], "message": head, "chat_instance": "1", "data": data}

    async def _takes(self, update: dict[str, Any]) -> None:
        ids, reader = RandomIds(), Reader(self.conversation.command, "emulated_bot")
        turns = Turns(self.conversation, WallClock(), ids, reader, 15.0)
        payload = json.dumps({"update_id": next(_updates), **update})
        async with self.store.transaction() as tx:
            await turns.take(tx, payload, datetime.now(UTC))
        async with self.store.transaction() as tx:
            await self._sends(tx)

    async def _sends(self, tx: Transaction) -> None:
        """See to the outbox as the sender would, with the emulator's rules."""
        while rows := await tx.outbox.due(datetime.now(UTC), 100):
            for row in rows:
                await self._shows(tx, row)
                await tx.outbox.sent(row.id)

    async def _shows(self, tx: Transaction, row: Outgoing) -> None:
        payload = row.payload
        match Kind(row.kind):
            case Kind.DRAW | Kind.TEXT:
                rules.message_text({"text": payload["text"], "parse_mode": "HTML"})
                keyboard = rules.inline_keyboard({"inline_keyboard": payload.get("keyboard", [])})
                living = {card.name: card.message for card in await tx.chats.cards(self.address)}
                message = living.get(row.card or "") or str(next(_messages))
                if row.card and row.kind == Kind.DRAW:
                    await tx.chats.sent(self.address, row.card, message)
                    buttons = [each for line in (keyboard or {}).get("inline_keyboard", []) for each in line]
                    self.buttons[message] = [
                        button["callback_data"] for button in buttons if "callback_data" in button
                    ]
                self.drawn += 1
            case Kind.TOAST:
                rules.at_most(payload["text"], rules.TOAST_LIMIT, "too long")
            case Kind.CLOSE:
                self.buttons.pop(payload["message"], None)
            case Kind.OFFER:
                inline.checked(payload["results"])
            case Kind.DOCUMENT:
                assert decode_document(payload)

    async def logs(self) -> dict[str, tuple[Event, ...]]:
        """All that is kept of their answers, by interview."""
        async with self.store.transaction() as tx:
            person = await tx.people.at(self.address)
            heads = await tx.sessions.of(person.id) if person else ()
            found = [await tx.sessions.get(head.id) for head in heads]
            return {record.id: record.log for record in found if record is not None}
