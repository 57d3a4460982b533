"""The methods about the bot itself: its menu, its texts, its webhook; and about chats."""

from __future__ import annotations

import json
from typing import Any

from . import rules
from .methods import Files, Handler
from .model import Json, bad_request
from .store import World


class Profile:
    """What the bot says about itself."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[tuple[str, str], list[Json]] = {}  # by scope and language
        self.descriptions: dict[str, str] = {}  # by language
        self.short_descriptions: dict[str, str] = {}
        self.webhook: Json = {}
        self.handlers: dict[str, Handler] = {
            "getMe": self.get_me,
            "setMyCommands": self.set_commands,
            "getMyCommands": self.get_commands,
            "deleteMyCommands": self.delete_commands,
            "setMyDescription": self.set_description,
            "setMyShortDescription": self.set_short_description,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.webhook_info,
            "getChat": self.get_chat,
            "getFile": self.get_file,
        }

    def get_me(self, params: Json, files: Files) -> Json:
        """The bot as a user, with what it may do."""
        abilities = {"can_join_groups": True, "can_read_all_group_messages": True}
        rest = {"can_connect_to_business": False, "has_main_web_app": False}
        inline = {"supports_inline_queries": self._world.inline_mode}
        return {**self._world.bot.json(), **abilities, **inline, **rest}

    def set_commands(self, params: Json, files: Files) -> bool:
        """The menu for one scope and language."""
        self.commands[_place(params)] = rules.commands(params["commands"])
        return True

    def get_commands(self, params: Json, files: Files) -> list[Json]:
        """The menu as it was set, or an empty one."""
        return self.commands.get(_place(params), [])

    def delete_commands(self, params: Json, files: Files) -> bool:
        """No menu any more."""
        self.commands.pop(_place(params), None)
        return True

    def set_description(self, params: Json, files: Files) -> bool:
        """What a person reads before the first message."""
        text = rules.at_most(params.get("description", ""), 512, "BOT_DESCRIPTION_INVALID")
        self.descriptions[params.get("language_code", "")] = text
        return True

    def set_short_description(self, params: Json, files: Files) -> bool:
        """What a person reads on the bot's page."""
        text = rules.at_most(params.get("short_description", ""), 120, "BOT_SHORT_DESCRIPTION_INVALID")
        self.short_descriptions[params.get("language_code", "")] = text
        return True

    def set_webhook(self, params: Json, files: Files) -> bool:
        """Stored only: nothing is delivered there."""
        rules.webhook(params)
        self.webhook = {name: value for name, value in params.items() if value not in ("", None)}
        self._forget_if_asked(params)
        return True

    def delete_webhook(self, params: Json, files: Files) -> bool:
        """Back to polling."""
        self.webhook = {}
        self._forget_if_asked(params)
        return True

    def _forget_if_asked(self, params: Json) -> None:
        if params.get("drop_pending_updates"):
            self._world.updates.forget()

    def webhook_info(self, params: Json, files: Files) -> Json:
        """Where updates go, and how many wait."""
        names = self.webhook.keys() & {"ip_address", "max_connections"}
        shown: Json = {name: self.webhook[name] for name in names}
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": "certificate" in self.webhook,
            "pending_update_count": len(self._world.updates),
            **shown,
        }

    def get_chat(self, params: Json, files: Files) -> Json:
        """A chat, with the fields that are always there."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
        accepted: dict[str, Any] = dict.fromkeys((*gifts, "gifts_from_channels"), False)
        fixed = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
        return {**self._world.chat(params).json(), **fixed}

    def get_file(self, params: Json, files: Files) -> Json:
        """Nothing can be downloaded here."""
        raise bad_request("wrong file_id or the file is temporarily unavailable")


def _place(params: Json) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.get("language_code", "")
