"""One turn of a conversation in the making: what is known of it, and what will come back."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.blocks import Paragraph, Tone
from bot.ports import Transaction
from bot.records import Address, Card, CaseFile, Chat, Member, Person
from bot.service.documents import Document
from bot.service.painting import Painting
from bot.service.screens import DAY_CARD, MENU, Answer, Notice, Screen
from bot.service.views import Show, View, decode_view, encode_view
from bot.texts.catalogues import Texts


@dataclass(slots=True)
class Scene:
    """Collects screens; `leave` keeps what changed. Lives for one turn only."""

    tx: Transaction
    address: Address
    person: Person
    chat: Chat
    cards: dict[str, Card]
    texts: Texts
    now: datetime
    below: bool  # what was done stands below the cards: draw anew under it
    notes: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)  # as notes, but what the screen is about
    screens: dict[str, Screen] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    toast: str = ""
    erased: bool = False
    again: bool = False  # whatever is drawn is drawn again, for who pressed an old button
    member: Member | None = None  # what the person is to an organisation
    case: CaseFile | None = None  # the case file that is spoken of
    reminder: str = ""  # the message of the day that this is, if it is one
    traced: set[tuple[str, str, bool]] = field(
        default_factory=set
    )  # what this turn has put into the audit trail

    @property
    def newest(self) -> Card | None:
        """The card that was drawn last and is still open."""
        return max(self._living(), key=lambda card: card.screen, default=None)

    @property
    def current(self) -> Card | None:
        """Where the conversation goes on: the card drawn last that is still open. Messages of the day came by themselves."""
        asked = (card for card in self._living() if not card.name.startswith(DAY_CARD))
        return max(asked, key=lambda card: card.screen, default=None)

    def _living(self) -> list[Card]:
        return [card for card in self.cards.values() if decode_view(card.view).show is not Show.CLOSED]

    def show(self, name: str, view: View, painting: Painting, *, same: bool = False) -> None:
        """Draw the card `name`; `same`: under the number it has, since the screen only changes its ticks."""
        card = self.cards.get(name)
        if same and card is not None:
            number = card.screen
        else:
            number = self.chat.screen + 1
            self.chat = replace(self.chat, screen=number)
        self.cards[name] = Card(
            name,
            self.address,
            number,
            encode_view(replace(view, again=self.again)),
            card.message if card else None,
        )
        notes = tuple(Paragraph(note, Tone.QUIET) for note in self.notes)
        notes += tuple(Paragraph(sentence) for sentence in self.sentences)
        self.notes, self.sentences = [], []
        self.screens[name] = Screen(
            name, number, (*notes, *painting.blocks), painting.choices, painting.controls, self.below
        )

    def speak_of(self, case: CaseFile | None) -> None:
        """From now on the conversation is about `case`; the one before stays one tap away."""
        now = "" if case is None else case.id
        if now != self.chat.case:
            before = self.chat.case or self.chat.case_before
            self.chat = replace(self.chat, case=now, case_before=before)
        self.case = case

    async def tell(self, person: str, sentence: str) -> None:
        """Tell somebody else, wherever they are met. `sentence` names nobody and nothing: a locked phone may show it."""
        if person != self.person.id:
            self.notices += [Notice(each, sentence) for each in await self.tx.people.addresses(person)]

    def close(self, name: str) -> None:
        """Take the buttons from the card `name`: something else has taken its place."""
        card = self.cards.get(name)
        if card is None or decode_view(card.view).show is Show.CLOSED:
            return
        self.chat = replace(self.chat, screen=self.chat.screen + 1)
        self.cards[name] = replace(card, screen=self.chat.screen, view=encode_view(View(Show.CLOSED)))
        self.closed.append(name)

    def close_others(self, name: str) -> None:
        """Close the menu, if `name` is not it: one thing at a time."""
        if name != MENU:
            self.close(MENU)

    async def leave(self) -> Answer:
        """Keep chat and cards; give back what is to be shown."""
        if not self.erased:
            await self.tx.chats.save(self.chat)
            for name in {*self.screens, *self.closed}:
                await self.tx.chats.save_card(self.cards[name])
        return Answer(
            tuple(self.screens.values()),
            tuple(self.documents),
            self.toast,
            tuple(self.closed),
            self.erased,
            tuple(self.notices),
            self.reminder,
        )
