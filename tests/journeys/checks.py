"""What must hold of every message shown in any journey."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.content import load_content
from bot.texts.typography import faults
from tests.botapi import BotApi, Phone, SeenMessage
from tests.journeys.people import MARKS, Person, Town
from tests.journeys.program import Program

UNDERSCORED = re.compile(r"\b[A-Za-z0-9]*_\w*")
PROGRAMMERS = re.compile(r"[{}]|\b(None|True|False|nan|null)\b|%[sd(]|<class|\\n|Traceback")
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|this|what|which|please|are|is|of|to|not|answer|question_|back|skip|begin|error)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\{\w+\}")
_SHORTEST_SENTENCE = 9


def _sentences() -> frozenset[str]:
    """The fixed parts of the English sentences that stand for French ones."""
    _, texts = load_content()
    entries = texts["fr"].domains["bot"].entries
    pieces = (piece.strip(" .:;,“”") for (_, msgid) in entries for piece in _FIELD.split(msgid))
    shown = "\n".join(map(str, entries.values()))
    return frozenset(
        piece for piece in pieces if len(piece) >= _SHORTEST_SENTENCE and " " in piece and piece not in shown
    )


def _keys() -> re.Pattern[str]:
    """The keys of dialogues and recommendations, as they would show if a text were missing."""
    _, texts = load_content()
    keys = {
        key for domain in texts["fr"].domains.values() for _, key in domain.entries if "." in key.strip(".")
    }
    dotted = {re.escape(key) for key in keys if re.fullmatch(r"[a-z_]+(\.[a-z_@]+)+", key)}
    return re.compile(r"\b(" + "|".join(sorted(dotted)) + r")\b")


# what was asked by the program that is dead, and what it had sent shortly before
_EXCUSED_AFTER_A_START = ("terminated by other getUpdates request", "Too Many Requests")
SENTENCES = _sentences()
KEYS = _keys()


def complaints(text: str) -> list[str]:
    """What no person should read in `text`, and what is wrong with its typography."""
    found = [
        match[0] for pattern in (UNDERSCORED, PROGRAMMERS, ENGLISH, KEYS) for match in pattern.finditer(text)
    ]
    found += [sentence for sentence in SENTENCES if sentence in text]
    found += [fault for line in text.split("\n") for fault in faults(line.strip("\u2003")) if line.strip()]
    return found


def shown_texts(person: Person) -> Iterator[str]:
    """All that was ever shown to the person, without their own words."""
    for message in person.phone.messages:
        for version in message.versions:
            yield from (version.text, *(MARKS.sub("", label) for row in version.buttons for label in row))
        if message.document:
            yield message.document.name
    yield from (toast.text for toast in person.phone.toasts)


def without(words: list[str], text: str) -> str:
    """`text` without what the person had written."""
    for line in sorted(words, key=len, reverse=True):
        text = text.replace(line, "…")
    return text


def check_words(person: Person) -> None:
    """French only, and well set."""
    for text in set(shown_texts(person)):
        remarks = [line for line in person.said if len(line) > 12]
        assert not complaints(without(remarks, text)), (complaints(text), text)


def check_repetition(person: Person) -> None:
    """No message like the one just above it, unless they asked for it by an old button."""
    if person.strayed:
        return
    for above, below in pairwise(person.phone.everything):
        alike = above.from_bot and below.from_bot and above.text == below.text and not below.document
        assert not alike, f"twice: {below!r}"


def check_buttons(program: Program, phone: Phone) -> None:
    """Buttons stand under the current cards only, with the numbers that these have."""
    rows = program.kept("SELECT message, screen FROM card WHERE external = ?", str(phone.user.id))
    current = {message: str(screen) for message, screen in rows if message}
    for message in phone.alive:
        numbers = {data.partition(".")[0] for data in _data(message)}
        assert numbers == {current.get(str(message.id))}, f"dead buttons: {message!r}"


def _data(message: SeenMessage) -> list[str]:
    buttons = (button for row in message.keyboard for button in row)
    return [button["callback_data"] for button in buttons if "callback_data" in button]


def check_manners(api: BotApi, *, restarted: bool = False) -> None:
    """Telegram has nothing to complain about; a program just started may not know how much was sent before."""
    assert not api.violations
    assert restarted or not api.limits.excesses
    assert not api.impatient
    assert not api.unanswered
    excused = ("message is not modified", *(_EXCUSED_AFTER_A_START if restarted else ()))
    refused = {str(call.error) for call in api.refusals}
    assert not {error for error in refused if not any(words in error for words in excused)}


def check_log(town: Town) -> None:
    """Nothing that was said stands in the log, nor the token, nor any error."""
    log = town.program.log
    assert town.api.token not in log
    assert not re.findall(r"^.*(?:Traceback|CRITICAL|ERROR).*$", log, re.MULTILINE)
    for person in town.people:
        assert not [line for line in person.said if len(line) > 12 and line in log]


def check_person(town: Town, person: Person) -> None:
    """Everything that must hold of what one person saw."""
    check_words(person)
    check_repetition(person)
    check_buttons(town.program, person.phone)
    assert not town.program.kept("SELECT id FROM inbox WHERE state = 'failed'")
