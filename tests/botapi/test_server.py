"""The emulator keeps the promises of the Bot API."""

import asyncio
import io
import re

import pytest
import segno
from telegram import Bot, BotCommand
from telegram.error import BadRequest, Conflict, Forbidden

from tests.botapi import BotApi, Upload
from tests.botapi.client import raw_call
from tests.botapi.conftest import Clock
from tests.botapi.trying import ANN, drain, keyboard

# Delivery


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(api: BotApi, bot: Bot) -> None:
    phone = api.phone(ANN, "Ann")
    for text in ("un", "deux", "trois"):
        await phone.types(text)
    first = await bot.get_updates(limit=2)
    again = await bot.get_updates()
    assert [one.update_id for one in again[:2]] == [one.update_id for one in first]
    rest = await bot.get_updates(offset=first[1].update_id + 1)
    assert [one.message.text for one in rest if one.message] == ["trois"]
    assert len(await bot.get_updates(offset=first[0].update_id)) == 1, "nothing un-confirms"


async def test_long_polling_ends_at_the_first_update(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    await api.phone(ANN).types("/start ref ça")
    (update,) = await asyncio.wait_for(poll, 1)
    assert update.message
    assert update.message.entities[0].type == "bot_command"
    assert update.message.parse_entity(update.message.entities[0]) == "/start"


async def test_the_second_poller_ends_the_first(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    assert (await raw_call(api, "getUpdates", timeout=0))[1] == {"ok": True, "result": []}
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await poll
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url
    assert await bot.delete_webhook()


async def test_allowed_updates_are_remembered(api: BotApi, bot: Bot) -> None:
    phone = api.phone(ANN)
    await bot.get_updates(allowed_updates=["message"])
    await phone.blocks()
    await phone.unblocks()
    await phone.types("bonjour")
    (update,) = await drain(bot)
    assert update.message
    await bot.get_updates(allowed_updates=[])
    await phone.blocks()
    (update,) = await drain(bot)
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_presses_and_texts_may_overtake_each_other(api: BotApi, bot: Bot) -> None:
    phone = api.phone(ANN)
    await bot.send_message(ANN, "?", reply_markup=keyboard("a"))
    orders = set()
    for seed in range(8):
        api.shuffle_queues(seed)
        await phone.types("1")
        await phone.presses("a")
        await phone.types("2")
        seen = "".join(one.message.text or "" if one.message else "p" for one in await drain(bot))
        assert seen.replace("p", "") == "12", "texts of one chat keep their order"
        orders.add(seen)
    assert len(orders) > 1


# What a bot writes


async def test_edits_and_deletions(bot: Bot, api: BotApi, clock: Clock) -> None:
    phone = api.phone(ANN)
    sent = await bot.send_message(ANN, "<i>un</i>", parse_mode="HTML", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match="not modified: specified new message content and reply markup are"):
        await bot.edit_message_text("<i>un</i>", ANN, sent.id, parse_mode="HTML", reply_markup=keyboard("a"))
    edited = await bot.edit_message_text("deux", ANN, sent.id)
    assert edited
    assert phone.messages[0].text == "deux"
    assert not phone.alive
    assert [one.html for one in phone.messages[0].versions] == ["<i>un</i>", "deux"]
    await bot.edit_message_reply_markup(ANN, sent.id, reply_markup=keyboard("b"))
    assert phone.alive[0].buttons == [["b"]]
    assert phone.messages[0].text == "deux"
    own = await phone.types("à moi")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", ANN, own.id)
    with pytest.raises(BadRequest, match="edit not found"):
        await bot.edit_message_text("x", ANN, 999)
    clock.now += 48 * 3600 + 1
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(ANN, sent.id)
    young = await bot.send_message(ANN, "jeune")
    assert await bot.delete_message(ANN, young.id)
    assert phone.messages[-1].id == sent.id


async def test_files_keep_their_bytes(bot: Bot, api: BotApi) -> None:
    phone = api.phone(ANN)
    data = bytes(range(256)) * 40
    await bot.send_document(ANN, io.BytesIO(data), filename="été.pdf", caption="<u>lu</u>", parse_mode="HTML")
    assert phone.messages[-1].document == Upload("été.pdf", data, "application/pdf")
    assert phone.messages[-1].html == "<u>lu</u>"
    drawn = io.BytesIO()
    segno.make("à montrer", micro=False).save(drawn, kind="png", scale=20)
    picture = drawn.getvalue()
    (size,) = (await bot.send_photo(ANN, picture, caption="x" * 1024)).photo
    assert (size.width, size.height, size.file_size) == (580, 580, len(picture))
    for broken in (picture[:-1], picture[:40] + b"?" + picture[41:], b"%PDF"):
        with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
            await bot.send_photo(ANN, broken)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(ANN, picture, caption="x" * 1025)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(ANN, b"data", caption="x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.get_file("file-1")
    assert not api.violations


async def test_profile(bot: Bot, api: BotApi) -> None:
    api.phone(ANN)
    await bot.set_my_commands([BotCommand("aide", "De l'aide")], language_code="fr")
    assert [one.command for one in await bot.get_my_commands(language_code="fr")] == ["aide"]
    assert await bot.delete_my_commands(language_code="fr")
    assert not await bot.get_my_commands()
    assert await bot.set_my_description("Long")
    assert await bot.set_my_short_description("Court")
    assert await bot.send_chat_action(ANN, "typing")
    assert (await bot.get_chat(ANN)).first_name == "Camille"


# People


async def test_presses_and_their_answers(bot: Bot, api: BotApi, clock: Clock) -> None:
    phone = api.phone(ANN)
    await bot.send_message(ANN, "Choisissez", reply_markup=keyboard("Oui, merci", "Non"))
    await phone.presses("Oui")
    await phone.presses(re.compile("n$"))
    first, second = [one.callback_query for one in await drain(bot)]
    assert first
    assert second
    assert (first.data, second.data) == ("d:Oui, merci", "d:Non")
    assert first.message
    assert first.message.is_accessible
    assert len(api.unanswered) == 2
    assert await first.answer("Noté")
    assert phone.toasts[0].text == "Noté"
    with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired or query id is"):
        await first.answer()
    clock.now += 151
    with pytest.raises(BadRequest, match="too old"):
        await second.answer()
    await phone.presses("Oui", inaccessible=True)
    phone.press_data(phone.alive[0], "forged")
    old, forged = [one.callback_query for one in await drain(bot)]
    assert old
    assert old.message
    assert not old.message.is_accessible
    assert forged
    assert forged.data == "forged"
    with pytest.raises(LookupError, match="no button 'Peut-être'"):
        await phone.presses("Peut-être")
    await phone.presses("Oui")
    clock.now += 151
    assert await drain(bot) == [], "Telegram forgets presses after 150 s"


async def test_all_kinds_of_messages_parse(bot: Bot, api: BotApi) -> None:
    phone = api.group(-100200, "Famille").member(api.phone(ANN, "Ann"))
    await phone.types("un")
    await phone.sends_edited("deux")
    await phone.sends_sticker()
    await phone.sends_voice()
    await phone.sends_photo("légende")
    await phone.sends_document("a.txt", b"x")
    found = [one.effective_message for one in await drain(bot)]
    assert found[1]
    assert found[1].text == "deux"
    assert found[1].chat_id == -100200
    assert [bool(one and one.effective_attachment) for one in found] == [False, False, True, True, True, True]


async def test_blocking(bot: Bot, api: BotApi) -> None:
    phone = api.phone(ANN)
    await phone.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ANN, "x")
    await phone.unblocks()
    await bot.send_message(ANN, "de retour")
    assert (await phone.waits_for("retour")).from_bot


async def test_waiting(bot: Bot, api: BotApi) -> None:
    phone = api.phone(ANN)
    wait = asyncio.create_task(phone.waits_for("deux", since=phone.moment))
    sent = await bot.send_message(ANN, "un")
    assert not wait.done()
    await bot.edit_message_text("deux", ANN, sent.id)
    assert (await wait).id == sent.id
    with pytest.raises(TimeoutError, match=r"'deux' did not come.*\n.*'deux'"):
        await phone.waits_for("deux", timeout=0.05, since=phone.moment)
    await phone.types("?")
    with pytest.raises(TimeoutError):
        await phone.quiet(timeout=0.2)
    await drain(bot)
    await phone.quiet()
