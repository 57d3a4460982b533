"""A bot as many are: python-telegram-bot's own polling, handlers, a database beside. It loses what a kill meets.

`python -m tests.crash.canary run`, with the same settings as the real program.
"""

import os
import sqlite3
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

QUESTIONS = 9
OPTIONS = ("one", "two", "three", "four")
Bot = Application[Any, Any, Any, Any, Any, Any]


class Answers:
    """Kept at once, each in its own transaction."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS answer (person INTEGER, number INTEGER, code TEXT)"
        )
        # the harness looks at these, and finds nothing waiting: there is no inbox and no outbox
        self._connection.execute("CREATE TABLE IF NOT EXISTS inbox (id INTEGER, state TEXT)")
        self._connection.execute("CREATE TABLE IF NOT EXISTS outbox (chat TEXT, state TEXT, urgent INTEGER)")

    def count(self, person: int) -> int:
        rows = self._connection.execute("SELECT count(*) FROM answer WHERE person = ?", (person,))
        return int(rows.fetchone()[0])

    def add(self, person: int, number: int, code: str) -> None:
        self._connection.execute("INSERT INTO answer VALUES (?, ?, ?)", (person, number, code))


def keyboard(number: int) -> InlineKeyboardMarkup:
    """Under the welcome, the roles; then the options of each question; at last the page."""
    codes = [f"o.{option}" for option in OPTIONS]
    if number == 1:
        codes = ["v.one", "v.two"]
    elif number > QUESTIONS + 1:
        codes = ["pdf"]
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(code, callback_data=f"{number}.{code}")] for code in codes]
    )


class Talk:
    """The handlers."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    async def start(self, update: Update, context: Any) -> None:
        assert isinstance(update.message, Message)
        await update.message.reply_text("Bonjour", reply_markup=keyboard(1))

    async def press(self, update: Update, context: Any) -> None:
        query = update.callback_query
        assert query is not None
        assert isinstance(query.message, Message)
        number, code = str(query.data).split(".", 1)
        if int(number) == self.answers.count(query.from_user.id) + 1:
            self.answers.add(query.from_user.id, int(number), code)
        await query.answer()
        following = self.answers.count(query.from_user.id) + 1
        await query.message.edit_text(f"Question {following}", reply_markup=keyboard(following))

    async def text(self, update: Update, context: Any) -> None:
        message = update.message
        assert message is not None
        assert message.from_user is not None
        number = self.answers.count(message.from_user.id) + 1
        self.answers.add(message.from_user.id, number, f"o.{OPTIONS[int(message.text or '') - 1]}")
        await message.reply_text(f"Question {number + 1}", reply_markup=keyboard(number + 1))


def main() -> None:
    talk = Talk(Answers(os.environ["DATABASE_URL"].removeprefix("sqlite:///")))
    url = os.environ["TELEGRAM_API_URL"] + "/bot"
    bot: Bot = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(url).build()
    bot.add_handler(CommandHandler("start", talk.start))
    bot.add_handler(CallbackQueryHandler(talk.press))
    bot.add_handler(MessageHandler(filters.TEXT, talk.text))
    bot.run_polling()


if __name__ == "__main__":
    main()
