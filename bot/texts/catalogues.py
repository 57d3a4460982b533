"""Texts from gettext catalogues: `locales/<language>/<domain>.po`, compiled in memory when they are loaded.

An entry without context serves every voice; where the voices differ, each has an entry whose context is the voice.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from bot.problems import FileError, Problem

_LINE = re.compile(
    r'(?:(?P<field>msg[a-z_]+)(?:\[\d+\])?\s*(?=")|(?="))(?:"(?P<string>(?:[^"\\]|\\.)*)"\s*$)?'
)

ITEM = "{item}"
VALUE = "{value}"  # the value of a fact that is shown, in the sentence around it
"""In texts of a dialogue: what the item of a loop is called. The only placeholder there is in them."""

Entry = str | tuple[str, ...]  # one form, or the plural's


def msg(msgid: str) -> str:
    """Marks `msgid` as a sentence of the interface where it stands in a table, to be said later."""
    return msgid


@dataclass(frozen=True, slots=True)
class Domain:
    """The texts of one file, by context ("" for none) and key."""

    entries: Mapping[tuple[str, str], Entry]
    lines: Mapping[tuple[str, str], int]
    file: str

    def plain(self) -> dict[str, str]:
        """The texts as JSON can hold them, to keep with a published dialogue."""
        return {
            f"{context}|{key}" if context else key: str(entry)
            for (context, key), entry in self.entries.items()
        }


class Texts:
    """The texts of one language."""

    def __init__(self, language: str, domains: Mapping[str, Domain]) -> None:
        self.language = language
        self.domains = domains

    def say(self, msgid: str, **values: object) -> str:
        """A sentence of the interface, by its English msgid."""
        return self._filled(self.domains["bot"].entries["", msgid], values)

    def count(self, msgid: str, n: int, **values: object) -> str:
        """A sentence of the interface that depends on the number `n`."""
        forms = self.domains["bot"].entries["", msgid]
        form = forms[int(n > 1)] if isinstance(forms, tuple) else forms
        return self._filled(form, {"n": n, **values})

    def of(self, domain: str, key: str, voice: str = "") -> str:
        """The text `key` of a dialogue or the catalogue, as said to `voice`."""
        entries = self.domains[domain].entries
        return self._filled(entries[("", key) if ("", key) in entries else (voice, key)], {})

    def has(self, domain: str, key: str, voice: str = "") -> bool:
        """Whether there is a text `key` for `voice`."""
        entries = self.domains[domain].entries
        return ("", key) in entries or (voice, key) in entries

    def words(self, key: str) -> tuple[str, ...]:
        """The words or phrases that people may type for `key`, separated by bars in the file."""
        return tuple(word.strip() for word in self.of("words", key).split("|"))

    @staticmethod
    def _filled(entry: Entry, values: Mapping[str, object]) -> str:
        text = entry if isinstance(entry, str) else entry[-1]
        return text.format_map(values) if values else text


def load_texts(folder: Path, language: str = "fr") -> Texts:
    """Read all catalogues of a language. Raises `FileError` for files that cannot be read."""
    problems: list[Problem] = []
    domains = {}
    for path in sorted((folder / language).glob("*.po")):
        domain = _read(path, problems)
        if domain is not None:
            domains[path.stem] = domain
    if not domains and not problems:
        problems.append(Problem(str(folder / language), 1, "there are no texts (*.po) in this folder"))
    if problems:
        raise FileError(problems)
    return Texts(language, domains)


def _read(path: Path, problems: list[Problem]) -> Domain | None:
    file = f"locales/{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
        catalogue = read_po(StringIO(text), abort_invalid=True)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "not UTF-8; save the file with this encoding"))
        return None
    except (PoFileError, ValueError, OSError) as error:  # ValueError: a number or a date in the header
        problems.append(Problem(file, getattr(error, "lineno", 0) + 1, f"cannot be read: {error}"))
        return None
    problems += (Problem(file, line, message) for line, message in _mistakes(text))
    entries = {
        (str(message.context or ""), _key(message)): _entry(message) for message in _messages(catalogue)
    }
    lines = {
        (str(message.context or ""), _key(message)): message.lineno or 1 for message in _messages(catalogue)
    }
    return Domain(entries, lines, file)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _entry(message: Message) -> Entry:
    return message.string if isinstance(message.string, str) else tuple(message.string or ())


def _mistakes(text: str) -> Iterator[tuple[int, str]]:
    """What the library passes over in silence: entries that stand in the file more than once, strings left open."""
    seen: set[tuple[str, str]] = set()
    words = {"msgctxt": "", "msgid": ""}
    field, begun = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        if match is None:
            field = ""
            continue
        if match["string"] is None:
            yield number, "a string must stand between two quotation marks on its line"
            continue
        field = match["field"] or field
        if field in words:
            words[field] += match["string"]
            begun = number if match["field"] == "msgid" else begun
        elif field.startswith("msgstr") and begun:
            entry = (words["msgctxt"], words["msgid"])
            if entry in seen:
                yield begun, f"{entry[1]!r} stands here again"
            seen.add(entry)
            words, begun = dict.fromkeys(words, ""), 0
