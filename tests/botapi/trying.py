"""What the tests of the emulator share."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

ANN = 1001


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=f"d:{one}")] for one in labels])


async def drain(bot: Bot) -> list[Update]:
    updates = list(await bot.get_updates(timeout=0))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates
