"""A conversation at the terminal, or through a pipe: a line in, a screen out, until the end of the input."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from bot.channels.terminal.render import draw, link, say_link
from bot.ports import Clock, Store, StoreUnavailable, Transaction
from bot.records import Address, Sending
from bot.service.documents import Code, Document, Page, Picture
from bot.service.screens import Answer, Command, Heard, Words
from bot.texts.catalogues import Texts
from bot.texts.folding import folded

CHANNEL = "terminal"

Printer = Callable[[Document, Callable[[str], str]], bytes]  # the second gives a deep link by its token


class Listener(Protocol):
    """The conversation, as the terminal needs it."""

    @property
    def clock(self) -> Clock: ...
    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer: ...
    async def remind(self, tx: Transaction, person: str, channel: str) -> tuple[Address, Answer] | None: ...
    def command(self, word: str) -> str | None: ...


class Terminal:
    """Carries lines to the conversation and screens back."""

    def __init__(
        self,
        store: Store,
        listener: Listener,
        printer: Printer,
        texts: Texts,
        *,
        name: str,
        output: TextIO = sys.stdout,
    ) -> None:
        self.store = store
        self.listener = listener
        self.printer = printer
        self.texts = texts
        self.address = Address(CHANNEL, name)
        self.output = output

    async def talk(self, first: Heard, lines: TextIO = sys.stdin) -> None:
        """Begin with `first`, then go on line by line to the end of the input, or until the person leaves."""
        await self._turn(first)
        self._say(self.texts.say("Write a number, words, or “help”. “quit” leaves; everything is kept."))
        quitting = {folded(word) for word in self.texts.words("terminal.quit")}
        while True:
            self._prompt()
            line = await asyncio.to_thread(lines.readline)
            if not line or folded(line) in quitting:
                self._say("\n" + self.texts.say("See you soon."))
                return
            if line.strip():
                await self._turn(self._heard(line.strip()))

    def _heard(self, line: str) -> Heard:
        if not line.startswith("/"):
            return Words(line)
        word, _, argument = line[1:].partition(" ")
        name = self.listener.command(word)
        return Command("unknown", word) if name is None else Command(name, argument.strip())

    async def _turn(self, heard: Heard) -> None:
        """Take in what was heard, and show what comes back, then what is to be reminded of."""
        try:
            async with self.store.transaction() as tx:
                answer = await self.listener.hear(tx, self.address, heard)
        except StoreUnavailable:
            self._say(
                self.texts.say(
                    "Nothing can be kept right now (is the disk full?). Please write it again later."
                )
            )
            return
        await self._show(answer)
        with suppress(StoreUnavailable):  # there will be another turn
            async with self.store.transaction() as tx:
                reminder = await self._reminder(tx)
            await self._show(reminder)

    async def _reminder(self, tx: Transaction) -> Answer:
        """The message of the day for who sits here, if there is one. It is shown at once, so it counts as told."""
        person = await tx.people.at(self.address)
        now = self.listener.clock.now()
        kept = await tx.reminders.of(person.id) if person else ()
        if person is None or not any(one.state is Sending.PENDING and one.due_at <= now for one in kept):
            return Answer()
        _, answer = await self.listener.remind(tx, person.id, CHANNEL) or (self.address, Answer())
        if answer.reminder:
            await tx.reminders.told(answer.reminder)
        return answer

    async def _show(self, answer: Answer) -> None:
        if answer.toast:
            self._say(answer.toast)
        for document in answer.documents:
            await self._hand_over(document)
        for screen in answer.screens:
            self._say("\n" + draw(screen, self.texts, colour=self.output.isatty()) + "\n")

    async def _hand_over(self, document: Document) -> None:
        """Write `document` into the folder that the program was started in."""
        path = Path(Path(document.file_name).name)
        printed = await asyncio.to_thread(self.printer, document, link)
        await asyncio.to_thread(path.write_bytes, printed)
        match document:
            case Page():
                self._say(self.texts.say("The page is here: {path}", path=path))
            case Code(_, token, caption):
                self._say(f"{caption}\n{self.texts.say('The picture is here: {path}', path=path)}")
                self._say(say_link(token, self.texts))
            case Picture(caption=caption):
                self._say(f"{caption}\n{self.texts.say('The picture is here: {path}', path=path)}")
            case _:
                self._say(self.texts.say("The file is here: {path}", path=path))

    def _say(self, text: str) -> None:
        print(text, file=self.output, flush=True)

    def _prompt(self) -> None:
        print("> ", end="", file=self.output, flush=True)
