"""The emulated Bot API server: where the parts come together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from . import web as http
from .faults import RANDOM_KINDS, Fault, Faults, Kind
from .inline import Inline
from .limits import Limits, Patience
from .methods import Messages
from .model import ApiError, Call, Chat, Clock, Json, Query, User
from .phones import Group, Phone
from .profile import Profile
from .rules import PRESS_SECONDS
from .spec import DEFAULT_SPEC, Spec
from .store import World

ANY_BOT = "123456789:emulated-token-of-a-bot-for-tests-00"
Watcher = Callable[[Call], None]
POLLING_WITH_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
    "webhook first"
)


class BotApi:
    """`async with BotApi() as api:` — a Bot API at `api.url`, and all there is to see and to stage."""

    def __init__(
        self,
        token: str = ANY_BOT,
        port: int = 0,
        spec: Path | str | None = DEFAULT_SPEC,
        *,
        clock: Clock = time.time,
        limits: Limits | None = None,
        username: str = "emulated_bot",
    ) -> None:
        self.token = token
        self.port = port
        self.limits = limits or Limits()
        self.log: list[Call] = []
        self.violations: list[str] = []
        self.faults = Faults()
        bot_id = int(token.partition(":")[0])
        self.world = World(User(bot_id, "Bot", username=username, is_bot=True), clock)
        self.profile = Profile(self.world)
        self._patience = Patience(self.limits.now)
        self._spec = Spec(spec)
        self.when_called: Watcher = lambda _: None  # a call has arrived; nothing is done yet
        self.when_done: Watcher = lambda _: None  # it had its effect; nothing is answered yet
        inline = Inline(self.world).handlers
        self._handlers = Messages(self.world).handlers | inline | self.profile.handlers
        self._down = False
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=http.MAX_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await self.comes_back()
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._closing.set()
        self.world.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The base address; the bot adds /bot<token>/<method>."""
        return f"http://127.0.0.1:{self.port}"

    async def goes_down(self) -> None:
        """Refuse connections, and cut those there are at their next call."""
        self._down = True
        if self._site is not None:
            await self._site.stop()

    async def comes_back(self) -> None:
        """Listen again, at the same port."""
        assert self._runner is not None, "enter the emulator first"
        self._down = False
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    # What to see

    def calls(self, method: str, chat: int | None = None) -> list[Call]:
        """The calls of one method, in order; those about one chat only, if given."""
        return [call for call in self.log if call.method == method and chat in (None, call.chat_id)]

    @property
    def refusals(self) -> list[Call]:
        """The calls that were answered with an error."""
        return [call for call in self.log if call.error is not None]

    @property
    def impatient(self) -> list[Call]:
        """The calls that came before the `retry_after` given had passed."""
        return self._patience.impatient

    @property
    def unanswered(self) -> list[Query]:
        """Presses that nobody answered, and that could still be."""
        oldest = self.world.clock() - PRESS_SECONDS
        return [one for one in self.world.queries.values() if one.answer is None and one.made_at >= oldest]

    async def quiet(self, seconds: float = 0.1, timeout: float = 10.0) -> None:
        """Wait until all updates are confirmed, no call runs and nothing moved for `seconds`."""
        await self.world.quiet(seconds, timeout)

    # What to stage

    def phone(self, user_id: int, first_name: str = "Camille", language_code: str | None = "fr") -> Phone:
        """A person in a private chat with the bot; the same one for the same id."""
        chat = self.world.chats.setdefault(user_id, Chat(user_id, "private", first_name))
        return Phone(self.world, User(user_id, first_name, language_code), chat)

    def elsewhere(self, chat_id: int, title: str = "Dominique") -> Chat:
        """A chat that the bot is no part of, and knows nothing about."""
        return Chat(chat_id, "private", title)

    def group(self, chat_id: int, title: str = "Groupe") -> Group:
        """A group the bot is a member of; its id is negative."""
        chat = self.world.chats.setdefault(chat_id, Chat(chat_id, "supergroup", title))
        return Group(self.world, chat)

    def fault(
        self, method: str, kind: Kind, times: int = 1, chat: int | None = None, *, seconds: float = 1.0
    ) -> None:
        """Let the next calls of a method ("*": any but getUpdates) go wrong; see `faults.Kind`.

        `seconds`: the `retry_after` of a 429, or how slow "slow" is.
        """
        if kind == "duplicate":
            self.world.updates.double(times)
        elif kind == "unparsable":
            for _ in range(times):
                self.world.updates.put_raw({"message": {"message_id": 1, "text": "no chat, no date"}})
        else:
            self.faults.add(Fault(method, kind, times, chat, seconds))

    def random_faults(
        self, share: float, kinds: tuple[Kind, ...] = RANDOM_KINDS, *, seed: int = 0, seconds: float = 1.0
    ) -> None:
        """Let that share of all calls go wrong from now on; 0 ends it."""
        self.faults.at_random(share, kinds, seed=seed, seconds=seconds)

    def put_update(self, update: Json) -> None:
        """Queue any update, well-formed or not."""
        self.world.updates.put_raw(update)

    def redeliver(self, count: int = 1) -> None:
        """Deliver the last updates once more, though they were confirmed."""
        self.world.updates.redeliver(count)

    def shuffle_queues(self, seed: int | None = 0) -> None:
        """Deliver waiting presses and messages in either order; None: in the order they were made."""
        self.world.updates.shuffle(seed)

    def hold_updates(self) -> AbstractContextManager[None]:
        """`with api.hold_updates():` — what people do meanwhile arrives together afterwards."""
        return self.world.updates.held()

    # How a call is served

    async def _serve(self, request: web.Request) -> web.Response:
        if self._down:
            return http.hang_up(request)
        if request.match_info["token"] != self.token:
            return http.refusal(ApiError(401, "Unauthorized"))
        try:
            params, files, textual = await http.read_call(request)
        except ApiError as error:
            self.violations.append(f"{request.match_info['method']}: {error.description}")
            return http.refusal(error)
        except ConnectionError:  # the bot died in the middle of its call
            return http.hang_up(request)
        call = Call(request.match_info["method"], params, files, self.world.clock())
        self.log.append(call)
        polling = self._spec.method(call.method) == "getUpdates"
        self.world.in_flight += not polling
        try:
            return await self._answer(call, request, textual)
        finally:
            call.finished = time.monotonic()
            self.world.in_flight -= not polling
            if not polling or call.result:
                self.world.move()

    async def _answer(self, call: Call, request: web.Request, textual: bool) -> web.Response:
        """Perform the call, and answer it as well as the fault that meets it allows."""
        fault: Fault | None = None
        try:
            self._decode(call, textual)
            self.when_called(call)
            self._patience.check(call)
            fault = self.faults.take(call)
            if fault is not None and fault.kind == "drop_before":
                return http.hang_up(request)
            refused = fault.refusal() if fault is not None else None
            if refused is not None:
                raise refused
            call.result = await self._perform(call)
            self.when_done(call)
            response = http.answer(call.result)
        except ApiError as error:
            self._patience.note(call, error)
            call.error = error.description
            response = http.refusal(error)
        if fault is not None and fault.kind == "drop_after":
            return http.hang_up(request)
        if fault is not None and fault.kind == "slow":
            await self._pause(fault.seconds)
        call.status = response.status
        return http.broken(response) if fault is not None and fault.kind == "malformed" else response

    def _decode(self, call: Call, textual: bool) -> None:
        """Turn the parameters into values; refuse what the Bot API does not know."""
        method = self._spec.method(call.method)
        if method is None:
            self.violations.append(f"{call.method}: unknown method")
            raise ApiError(404, "Not Found")
        call.method = method
        call.params, wrong = self._spec.check(method, call.params, call.files, textual=textual)
        if wrong:
            self.violations += [f"{method}: {one}" for one in wrong]
            raise ApiError(400, f"Bad Request: {wrong[0]}")

    async def _perform(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._updates(call.params)
        chat = self.world.chats.get(call.chat_id or 0)
        group = chat is not None and chat.is_group
        self.limits.check(call, group=group)
        result = self._handlers[call.method](call.params, call.files)
        self.limits.record(call, group=group)
        return result

    async def _updates(self, params: Json) -> list[Json]:
        if self.profile.webhook:
            raise ApiError(409, POLLING_WITH_WEBHOOK)
        if "allowed_updates" in params:
            self.world.updates.allowed = frozenset(params["allowed_updates"]) or None
        limit = min(max(params.get("limit", 100), 1), 100)
        timeout = min(max(params.get("timeout", 0), 0), 50)
        return await self.world.updates.take(params.get("offset", 0), limit, timeout)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return
