"""Cards on the screen: one living message each, whatever happens between the bot and Telegram."""

import asyncio

from bot.channels.telegram.outgoing import Kind
from bot.records import Address, Outgoing
from bot.service.screens import MENU
from tests.botapi import BotApi
from tests.telegram.conftest import Running

ANN = 1001


async def test_words_are_answered_below_and_the_card_before_is_closed(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start ref")
    first = await ann.waits_for("start ref")
    await ann.types("bonjour")
    second = await ann.waits_for("bonjour")
    await bot.at_rest()
    assert second.id > first.id
    assert [one.id for one in ann.alive] == [second.id]
    assert "start ref" in ann.messages[0].text


async def test_a_press_changes_the_card_in_place(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    await ann.presses("Un de plus")
    await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert len(ann.messages) == 1
    assert [toast.text for toast in ann.toasts] == ["Noté"]
    assert not api.calls("sendMessage")[1:]


async def test_an_old_button_is_answered_and_shows_the_present_screen(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    old = (await ann.waits_for("Compte : 0")).keyboard[0][0]["callback_data"]
    await ann.presses("Un de plus")
    shown = await ann.waits_for("Compte : 1")
    ann.press_data(shown, old)
    await ann.waits_for("Déjà")
    await bot.at_rest()
    assert (await bot.view(ANN))["count"] == 1
    assert ann.toasts[-1].text == "Déjà répondu"


async def test_a_double_tap_counts_once(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    with api.hold_updates():
        await ann.presses("Un de plus")
        await ann.presses("Un de plus")
    await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert (await bot.view(ANN))["count"] == 1
    assert not api.unanswered


async def test_a_fast_tapper_sees_the_last_screen_only(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    card = await ann.waits_for("Compte : 0")
    with api.hold_updates():
        for number in range(1, 11):
            ann.press_data(card, f"{number}.more")
    await ann.waits_for("Compte : 10", timeout=8)
    await bot.at_rest()
    assert len(api.calls("editMessageText")) <= 4
    assert len(ann.messages) == 1
    assert len(ann.toasts) == 10
    assert not api.limits.excesses


async def test_overtaken_drawings_still_come_below(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    first = await ann.waits_for("Compte : 0")
    with api.hold_updates():
        await ann.types("un")
        await ann.presses("Un de plus", first)  # old by then: answered with the present screen, in place
    last = await ann.waits_for("Déjà")
    await bot.at_rest()
    assert last.id > ann.everything[-2].id > first.id
    assert [one.id for one in ann.alive] == [last.id]


async def test_a_message_that_the_person_deleted_is_sent_anew(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    card = await ann.waits_for("Compte : 0")
    ann.chat.messages[card.id].deleted = True
    ann.press_data(card, "1.more")
    again = await ann.waits_for("Compte : 1")
    assert again.id != card.id
    await ann.presses("Un de plus")
    await ann.waits_for("Compte : 2")
    await bot.at_rest()
    assert [one.id for one in ann.messages] == [again.id]


async def test_the_copy_that_is_used_lives(api: BotApi, bot: Running) -> None:
    """The answer to a sending is lost: the same question is there twice until a button of one is pressed."""
    ann = api.phone(ANN)
    api.fault("sendMessage", "drop_after")
    await ann.types("/start")
    await asyncio.sleep(0.2)
    await bot.at_rest()
    first, second = ann.alive
    await ann.presses("Un de plus", first)
    await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert [one.id for one in ann.alive] == [first.id]
    assert second.id != first.id


async def test_a_stale_copy_loses_its_buttons(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    api.fault("sendMessage", "drop_after")
    await ann.types("/start")
    await asyncio.sleep(0.2)
    await bot.at_rest()
    first, second = ann.alive
    await ann.presses("Un de plus", second)
    await ann.waits_for("Compte : 1")
    ann.press_data(first, "1.more")
    await ann.waits_for("Déjà")
    await bot.at_rest()
    assert [one.id for one in ann.alive] == [second.id]


async def test_closing(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    await ann.presses("Fermer")
    await bot.at_rest()
    assert not ann.alive
    assert "Compte : 0" in ann.messages[-1].text
    await ann.types("encore")
    await ann.waits_for("encore")
    await bot.at_rest()
    assert len(ann.alive) == 1


async def test_erasing_closes_all_and_leaves_nothing(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    await ann.types("/EFFACER")
    gone = await ann.waits_for("Tout est effacé")
    await bot.at_rest()
    assert [one.id for one in ann.alive] == [gone.id]
    async with bot.store.transaction() as tx:
        assert await tx.people.at(Address("telegram", str(ANN))) is None
    await ann.presses("Un de plus")
    await ann.waits_for("Déjà")
    await bot.at_rest()
    assert len(ann.alive) == 1


async def test_a_page_is_printed_and_handed_over(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    await ann.presses("Page")
    page = (await ann.waits_for(lambda one: one.document is not None)).document
    assert page is not None
    assert page.name == "page.pdf"
    assert page.data.startswith(b"%PDF")
    await bot.at_rest()
    assert ann.toasts[-1].text == "Voici"


async def test_the_message_of_a_card_is_known(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    shown = await ann.waits_for("Compte : 0")
    await bot.at_rest()
    async with bot.store.transaction() as tx:
        (card,) = await tx.chats.cards(Address("telegram", str(ANN)))
    assert (card.name, card.message) == (MENU, str(shown.id))


async def test_a_screen_too_long_for_one_message(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    await ann.waits_for("Compte : 0")
    await ann.types("<" * 4096)
    last = await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert [len(one.text) for one in ann.messages] == [18, 4096, 10]
    assert [one.id for one in ann.alive] == [last.id]
    await ann.presses("Un de plus")
    await ann.waits_for("Compte : 2")
    await bot.at_rest()
    assert len(ann.messages) == 3


async def test_a_screen_drawn_below_on_a_press(api: BotApi, bot: Running) -> None:
    bot.echo.below = True
    ann = api.phone(ANN)
    await ann.types("/start")
    first = await ann.waits_for("Compte : 0")
    await ann.presses("Un de plus")
    second = await ann.waits_for("Compte : 1")
    await bot.at_rest()
    assert first.id < second.id
    assert ann.alive == [second]
    assert len(api.calls("editMessageReplyMarkup")) == 1


async def test_a_living_card_is_not_closed_by_an_order_from_before(api: BotApi, bot: Running) -> None:
    ann = api.phone(ANN)
    await ann.types("/start")
    card = await ann.waits_for("Compte : 0")
    await bot.at_rest()
    async with bot.store.transaction() as tx:
        now = bot.clock.now()
        await tx.outbox.add(Outgoing("late", str(ANN), Kind.CLOSE, {"message": str(card.id)}, now, now))
    await bot.at_rest()
    assert ann.alive == [card]
