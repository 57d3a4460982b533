"""A strict emulator of the Telegram Bot API: for tests, on this machine, without Telegram."""

from .faults import KINDS, RANDOM_KINDS, Kind
from .limits import Limits
from .model import Call, InlineQuery, Query, Toast, Upload, User
from .phones import Group, Phone
from .screen import SeenMessage
from .server import BotApi

__all__ = [
    "KINDS", "RANDOM_KINDS", "BotApi", "Call", "Group", "InlineQuery", "Kind", "Limits", "Phone", "Query", "SeenMessage",
    "Toast", "Upload", "User",
]  # fmt: skip
