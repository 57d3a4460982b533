"""Telegram: receives, hands on, shows. Holds no rule of any interview and no word of any language."""

from bot.channels.telegram.channel import run_telegram
from bot.channels.telegram.client import TokenRefused
from bot.channels.telegram.listener import Listener, Printer
from bot.channels.telegram.redact import Redacting, hush_libraries
from bot.channels.telegram.timing import Timing

__all__ = [
    "Listener",
    "Printer",
    "Redacting",
    "Timing",
    "TokenRefused",
    "hush_libraries",
    "run_telegram",
]
