"""Telegram's HTML parse mode, as strict as Telegram's: plain text and entities in UTF-16 units."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from .model import ApiError, Json, bad_request

START_TAG = re.compile(r"<([^\s>]*)(?=[\s>])")
END_TAG = re.compile(r"</([^\s>]*)\s*>")
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "a": "text_link",
    "code": "code", "pre": "pre", "span": "spoiler", "tg-spoiler": "spoiler", "blockquote": "blockquote",
}  # fmt: skip
MARKS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "spoiler": "tg-spoiler", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
MAX_ENTITIES = 100


def utf16_length(text: str) -> int:
    """The length Telegram counts: astral characters are two units."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def _decode(text: str) -> str:
    """Replace the references Telegram knows; any other stays as it was written."""

    def one(match: re.Match[str]) -> str:
        hexadecimal, decimal, name = match.groups()
        if name:
            return NAMED[name]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if 0xD800 <= code <= 0xDFFF:
            raise bad_request(
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML "
                "entities, check for unmatched surrogate code units"
            )
        return chr(code) if 0 < code < 0x10FFFF else match[0]

    return ENTITY.sub(one, text)


@dataclass
class _Open:
    """A start tag that waits for its end."""

    name: str
    kind: str
    argument: str
    offset: int
    begin: int


class _Parser:
    """One pass over the source; positions in errors are byte offsets."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            tag = self.source.find("<", self.at)
            self._add(self.source[self.at : tag if tag >= 0 else None])
            self.at = tag if tag >= 0 else len(self.source)
            if tag >= 0:
                self._end_tag(tag) if self.source.startswith("</", tag) else self._start_tag(tag)
        if self.open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return self.text, sort_entities(self.entities)

    def _add(self, source: str) -> None:
        plain = _decode(source)
        self.text += plain
        self.units += utf16_length(plain)

    def _error(self, reason: str, position: int | None = None) -> ApiError:
        where = ""
        if position is not None:
            where = f" at byte offset {len(self.source[:position].encode())}"
        return bad_request(f"can't parse entities: {reason}{where}")

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def _start_tag(self, begin: int) -> None:
        match = START_TAG.match(self.source, begin)
        if not match:
            raise self._error("Unclosed start tag", begin)
        name = match[1].lower()
        if name not in TAGS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        self.at = match.end()
        attributes = self._attributes(name, begin)
        kind, argument = TAGS[name], ""
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        if name == "a":
            argument = attributes.get("href", "")
        elif name == "code" and attributes.get("class", "").startswith("language-"):
            argument = attributes["class"].removeprefix("language-")
        elif name == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        self.open.append(_Open(name, kind, argument, self.units, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Read up to and over the closing bracket."""
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self.source.startswith(">", self.at):
                self.at += 1
                return found
            if self.at >= len(self.source):
                raise self._error("Unclosed start tag", begin)
            name = self._match(ATTRIBUTE_NAME)
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if self.source.startswith("=", self.at):
                self.at += 1
                self._skip_spaces()
                found[name.lower()] = self._value(tag, begin)
            elif self.at >= len(self.source):
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            else:
                found[name.lower()] = ""

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return match[0] if match else ""

    def _value(self, tag: str, begin: int) -> str:
        if self.at >= len(self.source):
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        quote = self.source[self.at]
        if quote in "'\"":
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                raise self._error("Unclosed start tag", begin)
            value = _decode(self.source[self.at + 1 : end])
            self.at = end + 1
            return value
        token_begin = self.at
        value = self._match(TOKEN).lower()
        following = self.source[self.at : self.at + 1]
        if following and following != ">" and not following.isspace():
            raise self._error("Unexpected end of name token", token_begin)
        return value

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        match = END_TAG.match(self.source, begin)
        if not match:
            raise self._error("Unclosed end tag", begin)
        opened = self.open.pop()
        name = match[1].lower()
        # "</>" closes whatever is open, as Telegram's own parser has it
        if name and name != opened.name:
            where = f" at byte offset {len(self.source[:begin].encode())}"
            raise self._error(f'Unmatched end tag{where}, expected "</{opened.name}>", found "</{name}>"')
        self.at = match.end()
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {"type": opened.kind, "offset": opened.offset, "length": self.units - opened.offset}
        if opened.kind == "text_link":
            url = checked_url(opened.argument or self.text[opened.begin :])
            if not url:
                return  # Telegram drops a link it cannot follow, and keeps its text
            entity["url"] = url
        elif opened.kind in ("code", "pre") and self._is_language_block(opened, entity):
            return
        elif opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _is_language_block(self, opened: _Open, entity: Json) -> bool:
        """Turn <pre><code class="language-x"> into one entity."""
        last = self.entities[-1] if self.entities else {}
        if opened.name != "pre" or last.get("type") != "code" or "language" not in last:
            return False
        if (last["offset"], last["length"]) == (entity["offset"], entity["length"]):
            last["type"] = "pre"
            return True
        return False


def checked_url(url: str) -> str:
    """The address as Telegram keeps it, or nothing when it is no address."""
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme in ("tg", "ton"):
        return url
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in parts.netloc:
        return ""
    return url if parts.path or parts.query else f"{url}/"


def sort_entities(entities: list[Json]) -> list[Json]:
    """Outer entities before the inner ones, a language only where Telegram has one."""
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities, or a 400 with Telegram's words."""
    return _Parser(source.replace("\r", "")).run()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Drop the blanks around a message, as Telegram does, and move the entities with them."""
    first = min((entity["offset"] for entity in entities), default=len(text))
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[lead:].rstrip()
    size = utf16_length(text)
    kept = []
    for entity in entities:
        offset = entity["offset"] - lead
        length = min(entity["length"], size - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return text, kept[:MAX_ENTITIES]


def to_html(text: str, entities: list[Json]) -> str:
    """The message as HTML again: what a person would see, as source."""
    units = text.encode("utf-16-le")
    bounds = {0, len(units) // 2}
    for entity in entities:
        bounds |= {entity["offset"], entity["offset"] + entity["length"]}
    cuts = sorted(bounds)
    waiting, opened, result = sort_entities(list(entities)), list[Json](), ""
    for cut, following in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        while opened and opened[-1]["offset"] + opened[-1]["length"] <= cut:
            result += f"</{_tag(opened.pop())}>"
        while waiting and waiting[0]["offset"] <= cut:
            entity = waiting.pop(0)
            if _tag(entity):
                opened.append(entity)
                result += f"<{_tag(entity)}{_attribute(entity)}>"
        result += html.escape(units[2 * cut : 2 * following].decode("utf-16-le"), quote=False)
    return result


def _tag(entity: Json) -> str:
    return "a" if entity["type"] == "text_link" else MARKS.get(entity["type"], "")


def _attribute(entity: Json) -> str:
    if entity["type"] == "text_link":
        return f' href="{html.escape(entity["url"])}"'
    return " expandable" if entity["type"] == "expandable_blockquote" else ""
