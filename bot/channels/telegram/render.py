"""Screens as Telegram shows them: HTML and buttons. Pure; nothing typed by anybody gets through as markup."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import Bullets, Heading, Paragraph, Tone, Worded, worded
from bot.service.screens import Button, Offered, Screen

TEXT_LIMIT = 4096  # UTF-16 units, once the markup is taken out
CAPTION_LIMIT = 1024  # UTF-16 units
TOAST_LIMIT = 200  # UTF-16 units
DATA_LIMIT = 64  # bytes
QUERY_LIMIT = 256  # UTF-16 units
ROW_LIMIT = 8
BUTTONS_LIMIT = 100

_GAP = "\n\n"
_NOTHING = "…"
_INDENT = "\u2003"
_TICKED, _FREE = "✅ ", "▫️ "
_TAGS = {Tone.PLAIN: "", Tone.STRONG: "b", Tone.QUIET: "i"}
_LINES = re.compile("\r\n?|[\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = re.compile("[\\s\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")
_BREAKABLE = re.compile("[^\\S\u00a0\u202f]+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}

Article = dict[str, object]
Keyboard = list[list[dict[str, str]]]
Span = tuple[str, str]  # (tag or "", text)
Piece = tuple[Span, ...]  # what stays together in one message


@dataclass(frozen=True, slots=True)
class Drawing:
    """A screen ready to send: `text` with the buttons under it, and what did not fit, to come `before` it."""

    text: str
    keyboard: Keyboard
    before: tuple[str, ...] = ()


def render(screen: Screen, link: Callable[[str], str]) -> Drawing:
    """`screen` as messages; `link` gives the deep link of an invitation by its token."""
    *before, text = messages(worded(screen.blocks, link))
    return Drawing(text, keyboard(screen), tuple(before))


def article(offered: Offered, link: Callable[[str], str]) -> Article:
    """`offered` as a result to choose; a page too long for one message loses what stands before its last block."""
    if len(offered.id.encode()) > DATA_LIMIT:
        raise ValueError(f"the id of a result is longer than {DATA_LIMIT} bytes")
    *blocks, last = worded(offered.blocks, link)
    while len(texts := messages((*blocks, last))) > 1 and blocks:
        blocks.pop()
    content = {"message_text": texts[-1], "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    title, description = (_in_a_line(clean(each)) for each in (offered.title, offered.description))
    shown: Article = {"type": "article", "id": offered.id, "title": title if visible(title) else _NOTHING}
    return {**shown, "description": description, "input_message_content": content}


def messages(blocks: Sequence[Worded]) -> list[str]:
    """`blocks` as HTML, in as many messages as they need, at least one. The last is as full as can be."""
    pages: list[list[Piece]] = []
    for piece in reversed([piece for block in blocks for piece in _pieces(block)]):
        if pages and sum(_size(one) + len(_GAP) for one in pages[-1]) + _size(piece) <= TEXT_LIMIT:
            pages[-1].append(piece)
        else:
            pages.append([piece])
    return [_GAP.join(_html(piece) for piece in reversed(page)) for page in reversed(pages)] or [_NOTHING]


def plain(text: str) -> str:
    """`text` as HTML that shows just that, in one message."""
    return messages((Paragraph(text),))[-1]


def caption(text: str) -> str:
    """`text` as what stands under a picture, which takes no markup here."""
    return _shortened(clean(text), CAPTION_LIMIT)


def toast(text: str) -> str:
    """`text` as a short word over the screen, which takes no markup."""
    return _shortened(clean(text), TOAST_LIMIT)


def keyboard(screen: Screen) -> Keyboard:
    """The choices one a row, ticked or not when any is, then the controls."""
    marked = any(button.ticked for button in screen.choices)
    controls = [row[at : at + ROW_LIMIT] for row in screen.controls for at in range(0, len(row), ROW_LIMIT)]
    room = BUTTONS_LIMIT - sum(map(len, controls))
    rows = [[_key(screen, button, marked=marked)] for button in screen.choices[:room]]
    return rows + [[_key(screen, button) for button in row] for row in controls]


def clean(text: str) -> str:
    """`text` without what could hide or turn other text, and with one kind of line end."""
    return _UNWANTED.sub("", _LINES.sub("\n", text).replace("\t", " "))


def visible(text: str) -> bool:
    """Whether there is anything to see: Telegram takes no message without."""
    return any(unicodedata.category(sign) not in _UNSEEN for sign in _BLANKS.sub("", text))


def units(text: str) -> int:
    """How long `text` is for Telegram."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _key(screen: Screen, button: Button, *, marked: bool = False) -> dict[str, str]:
    data = f"{screen.number}.{button.code}"
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError(f"the data of a button is longer than {DATA_LIMIT} bytes")
    label = _in_a_line(clean(button.label))
    mark = (_TICKED if button.ticked else _FREE) if marked else ""
    does = {"switch_inline_query": _sought(button)} if button.passes else {"callback_data": data}
    return {"text": mark + label if visible(label) else _NOTHING, **does}


def _sought(button: Button) -> str:
    text = _in_a_line(clean(button.passes))
    if units(text) > QUERY_LIMIT:
        raise ValueError(f"what a button looks up is longer than {QUERY_LIMIT} units")
    return text


def _pieces(block: Worded) -> Iterator[Piece]:
    """`block` in pieces that each fit into a message; none when there is nothing to see."""
    match block:
        case Heading(text):
            spans = [[("b", text)]]
        case Paragraph(text, tone):
            spans = [[(_TAGS[tone], text)]]
        case Bullets(items, numbered):
            spans = [
                _item(f"{place}. " if numbered else "• ", line, note)
                for place, (line, note) in enumerate(items, 1)
            ]
    held: list[Span] = []
    for item in spans:
        fitted = _fitted(item)
        if held and _size(held) + 1 + _size(fitted) > TEXT_LIMIT:
            yield tuple(held)
            held = []
        held += [*([("", "\n")] if held and fitted else []), *fitted]
    if held:
        yield tuple(held)


def _item(mark: str, line: str, note: str) -> list[Span]:
    spans = [("", mark + _in_a_line(line))]
    if visible(note):
        spans += [("", f"\n{_INDENT}"), ("i", _in_a_line(note))]
    return spans if visible(line) or visible(note) else []


def _in_a_line(text: str) -> str:
    """`text` on one line; its no-break spaces stay."""
    return _BREAKABLE.sub(" ", text).strip()


def _fitted(spans: Sequence[Span]) -> list[Span]:
    """`spans` cleaned, the longest shortened until they fit."""
    kept = [(tag, clean(text)) for tag, text in spans]
    if not any(visible(text) for _, text in kept):
        return []
    while (excess := _size(kept) - TEXT_LIMIT) > 0:
        longest = max(range(len(kept)), key=lambda place: units(kept[place][1]))
        tag, text = kept[longest]
        kept[longest] = (tag, _shortened(text, units(text) - excess))
    return kept


def _shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` units; where it is cut, that is marked."""
    if units(text) <= limit:
        return text
    size, end = units(_NOTHING), 0
    for sign in text:
        size += units(sign)
        if size > limit:
            break
        end += 1
    return text[:end].rstrip() + _NOTHING


def _size(spans: Sequence[Span]) -> int:
    return sum(units(text) for _, text in spans)


def _html(spans: Sequence[Span]) -> str:
    return "".join(_tagged(tag, html.escape(text, quote=False)) for tag, text in spans)


def _tagged(tag: str, source: str) -> str:
    return f"<{tag}>{source}</{tag}>" if tag and source.strip() else source
