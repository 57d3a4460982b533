"""The same as `bot.texts.day.asking`, for who imports it from here."""

from bot.texts.day.asking import say_day_and_weekday

__all__ = ["say_day_and_weekday"]
