"""Receives: asks Telegram for updates, keeps them, and only then confirms them.

A request with an offset confirms all updates below it, and nothing un-confirms. So an offset is sent once, for what
has just been kept; all other requests go without, and get whatever is not confirmed yet. That needs no memory, and
stands the week of silence after which Telegram numbers updates afresh, maybe from lower on.
"""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from bot.channels.telegram.client import Client, Conflict, Failure, TokenRefused, TooMany
from bot.channels.telegram.outage import Watch
from bot.channels.telegram.parse import KINDS, latest, origin
from bot.channels.telegram.timing import Bell, Timing, unless
from bot.ports import Clock, Store, StoreUnavailable
from bot.records import Update

_log = logging.getLogger(__name__)
_REMEMBERED = timedelta(hours=48)  # Telegram repeats nothing that is older than 24 h
_BETWEEN_PRUNINGS = timedelta(hours=1)


class Receiver:
    """Fills the inbox, and rings `bell` for the worker."""

    def __init__(self, client: Client, store: Store, clock: Clock, watch: Watch, bell: Bell) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._watch = watch
        self._bell = bell
        self._pruned: datetime | None = None

    async def run(self, timing: Timing, stop: asyncio.Event) -> None:
        """Until `stop`; raises `TokenRefused`."""
        offset: int | None = None
        failures, in_touch = 0, False
        while not stop.is_set():
            wait = (
                timing.poll if in_touch else 0
            )  # at first, and after failures: to know soon that all is well
            poll = asyncio.create_task(self._client.updates(offset, wait, KINDS))
            if not await _before(stop, poll):
                return
            try:
                batch = poll.result()
                await self._watch.received()
                offset = await self._keep(batch)
                await self._prune()
                failures, in_touch = 0, True
            except TokenRefused:
                raise
            except (Failure, StoreUnavailable) as error:
                await self._explain(error)
                wanted = error.seconds if isinstance(error, TooMany) else 0.0
                await unless(stop, max(wanted, timing.pause(failures)))
                failures, in_touch = failures + 1, False

    async def _keep(self, raw: list[Any]) -> int | None:
        """Keep a batch; gives the offset that confirms it."""
        updates = [update for one in latest(raw) if (update := self._update(one))]
        if not updates:
            return None
        async with self._store.transaction() as tx:
            await tx.inbox.put(updates)
        self._bell.ring()
        return max(update.id for update in updates) + 1

    def _update(self, raw: Any) -> Update | None:
        """As it came: whether it can be understood is seen when its turn has come."""
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            _log.error("an update without an id was passed over")
            return None
        payload = json.dumps(raw, separators=(",", ":"))  # in ASCII: nothing that a database could refuse
        return Update(raw["update_id"], origin(raw).sender, payload, self._clock.now())

    async def _explain(self, error: Failure | StoreUnavailable) -> None:
        if isinstance(error, StoreUnavailable):
            _log.critical("the store takes nothing: updates stay with Telegram")
            return
        _log.warning("no updates (%s: %s)", type(error).__name__, error)
        if isinstance(error, Conflict) and error.webhook:
            _log.warning("updates went to a webhook, which is removed now")
            try:
                await self._client.call("deleteWebhook", {"drop_pending_updates": False})
            except Failure as again:
                _log.warning("the webhook could not be removed (%s)", type(again).__name__)

    async def _prune(self) -> None:
        now = self._clock.now()
        if self._pruned is None or now - self._pruned >= _BETWEEN_PRUNINGS:
            async with self._store.transaction() as tx:
                await tx.inbox.prune(now - _REMEMBERED)
            self._pruned = now


async def _before(stop: asyncio.Event, poll: "asyncio.Task[Any]") -> bool:
    """Wait for the poll to end; False when `stop` comes first."""
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return not stop.is_set()
    finally:
        for task in (poll, stopped):
            task.cancel()
        await asyncio.gather(poll, stopped, return_exceptions=True)
