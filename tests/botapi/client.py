"""A call by hand, without a library that would repair it or hide the answer."""

from __future__ import annotations

from typing import Any

import aiohttp

from .model import Json
from .server import BotApi


async def raw_call(api: BotApi, method: str, token: str = "", **params: Any) -> tuple[int, Json]:
    """Call a method with JSON parameters; gives the HTTP status and the body."""
    address = f"{api.url}/bot{token or api.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(address, json=params) as response:
        body: Json = await response.json()
        return response.status, body
