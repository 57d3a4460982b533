"""A conversation at the terminal, or through a pipe: a line in, a screen out, until the end of the input."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TextIO

from bot.blocks import Block
from bot.channels.terminal.render import draw
from bot.ports import Store, StoreUnavailable, Transaction
from bot.records import Address
from bot.service.screens import Answer, Command, Heard, Words
from bot.service.understanding import folded
from bot.texts.catalogues import Texts

Printer = Callable[[str, tuple[Block, ...], str], bytes]  # (title, blocks, footer) -> a PDF


class Listener(Protocol):
    """The conversation, as the terminal needs it."""

    async def hear(self, tx: Transaction, address: Address, heard: Heard) -> Answer: ...
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
        self.address = Address("terminal", name)
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
        if answer.toast:
            self._say(answer.toast)
        for document in answer.documents:
            path = Path(document.file_name)
            page = await asyncio.to_thread(self.printer, document.title, document.blocks, document.footer)
            await asyncio.to_thread(path.write_bytes, page)
            self._say(self.texts.say("The page is here: {path}", path=path))
        for screen in answer.screens:
            self._say("\n" + draw(screen, self.texts, colour=self.output.isatty()) + "\n")

    def _say(self, text: str) -> None:
        print(text, file=self.output, flush=True)

    def _prompt(self) -> None:
        print("> ", end="", file=self.output, flush=True)
