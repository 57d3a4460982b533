"""Screens as Telegram shows them, also with what nobody should type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import Block, Bullets, Heading, Link, Paragraph, Tone, Worded
from bot.channels.telegram import render as rendering
from bot.channels.telegram.profile import deep_link
from bot.channels.telegram.render import (
    TEXT_LIMIT,
    TOAST_LIMIT,
    Drawing,
    messages,
    plain,
    toast,
    units,
    visible,
)
from bot.service.screens import Button, Screen
from tests.botapi import rules
from tests.botapi.entities import parse_html, utf16_length

HOSTILE = [
    "<b>", "</b>", "&amp;", "&#60;", "<a href='x'>", "\u202e", "\u2066", "\x00", "\ud83d", "👩‍🌾", "é", "\r\n", "\t", " ",
    "\u2028", "_*`[", "tg://user?id=1", "<tg-spoiler>", "&", "<", ">", '"', "a" * 60, "\u200b", "\u0301" * 5,
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), max_size=90).map("".join)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 40))
items = st.lists(st.tuples(texts, texts), max_size=12).map(tuple)
blocks = st.one_of(
    st.builds(Heading, long_texts),
    st.builds(Paragraph, long_texts, st.sampled_from(Tone)),
    st.builds(Bullets, items, st.booleans()),
)
buttons = st.builds(Button, texts, st.from_regex(r"[A-Za-z0-9._]{1,48}", fullmatch=True), st.booleans())


def render(shown: Screen) -> Drawing:
    return rendering.render(shown, lambda token: deep_link("our_bot", token))


def graphic(sign: str) -> bool:
    return sign.isprintable() and sign != " "


def screen(*given: Block, choices: tuple[Button, ...] = (), controls: tuple[Button, ...] = ()) -> Screen:
    return Screen("menu", 7, given, choices, (controls,) if controls else ())


def test_every_block_has_its_look() -> None:
    look = render(
        screen(
            Heading("Où en êtes-vous ?"),
            Paragraph("Ceci & cela"),
            Paragraph("tout bas", Tone.QUIET),
            Paragraph("fort", Tone.STRONG),
            Bullets((("un", ""), ("deux", "parce que"))),
            Bullets((("un", ""), ("deux", "")), numbered=True),
        )
    )
    assert look.text == (
        "<b>Où en êtes-vous ?</b>\n\nCeci &amp; cela\n\n<i>tout bas</i>\n\n<b>fort</b>\n\n"
        "• un\n• deux\n\u2003<i>parce que</i>\n\n1. un\n2. deux"
    )
    assert not look.before


def test_a_link_stands_in_full() -> None:
    token = "AbC_-" * 6 + "AZ"
    look = render(screen(Paragraph("Faites suivre :"), Link(token)))
    assert look.text == f"Faites suivre :\n\nhttps://t.me/our_bot?start={token}"


def test_buttons() -> None:
    one, two = Button("Un", "a"), Button("Deux", "b", ticked=True)
    back = Button("Retour", "back")
    keys = render(screen(choices=(one, two), controls=(back, back))).keyboard
    assert [[key["text"] for key in row] for row in keys] == [["▫️ Un"], ["✅ Deux"], ["Retour", "Retour"]]
    assert keys[0][0]["callback_data"] == "7.a"
    assert render(screen(choices=(one,))).keyboard[0][0]["text"] == "Un"
    wide = tuple(Button(str(number), str(number)) for number in range(10))
    assert [len(row) for row in render(screen(controls=wide)).keyboard] == [8, 2]


def test_a_button_that_passes_something_on() -> None:
    passing = Button("Envoyer", "pass", passes="L’élan\n & <b>\u202e")
    (row,) = render(screen(controls=(passing, Button("Retour", "back")))).keyboard
    assert row[0] == {"text": "Envoyer", "switch_inline_query": "L’élan & <b>"}
    assert "callback_data" in row[1]
    with pytest.raises(ValueError, match="256 units"):
        render(screen(controls=(Button("x", "pass", passes="🙂" * 129),)))


def test_data_that_telegram_would_refuse_is_never_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        render(screen(choices=(Button("x", "a" * 63),)))


def test_long_screens_are_cut_between_blocks() -> None:
    parts = [Paragraph(letter * 1500) for letter in "abcde"]
    look = render(screen(*parts))
    assert [text[0] + text[-1] for text in (*look.before, look.text)] == ["aa", "bc", "de"]
    bullets = Bullets(tuple((letter * 1500, "") for letter in "abcde"))
    assert all(units(text) <= TEXT_LIMIT for text in messages((bullets,)))
    assert "".join(messages((bullets,))).count("•") == 5


def test_a_paragraph_that_fits_nowhere_is_shortened() -> None:
    (text,) = messages((Paragraph("👩‍🌾" * 2000),))
    assert TEXT_LIMIT - 4 <= utf16_length(text) <= TEXT_LIMIT
    assert text.endswith("…")


def test_nothing_to_see_is_a_message_all_the_same() -> None:
    assert messages(()) == messages((Paragraph("\u200b \u2800"),)) == ["…"]
    assert plain("<3") == "&lt;3"


def test_toasts_are_short() -> None:
    assert toast("Noté <b>") == "Noté <b>"
    assert utf16_length(toast("👩‍🌾é" * 99)) <= TOAST_LIMIT


@given(st.lists(blocks, max_size=8))
def test_whatever_it_says_telegram_takes_it(given: list[Worded]) -> None:
    for source in messages(given):
        text, _ = rules.message_text({"text": source, "parse_mode": "HTML"})
        assert visible(text)
        source.encode()


@given(texts)
def test_what_is_seen_is_what_was_typed(typed: str) -> None:
    """No markup gets through, and nothing turns or hides what follows."""
    seen, entities = parse_html(plain(typed))
    assert not entities
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")
    if visible(typed) and utf16_length(typed) <= TEXT_LIMIT:
        assert [sign for sign in seen if graphic(sign)] == [sign for sign in typed if graphic(sign)]


@given(st.lists(buttons, max_size=120).map(tuple), st.lists(buttons, max_size=20).map(tuple))
def test_every_keyboard_is_taken(choices: tuple[Button, ...], controls: tuple[Button, ...]) -> None:
    keys = render(screen(Paragraph("?"), choices=choices, controls=controls)).keyboard
    rules.inline_keyboard({"inline_keyboard": keys})
