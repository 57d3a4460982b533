"""Seeing things through when a task is cancelled."""

import asyncio
from collections.abc import Coroutine


async def see_through(work: Coroutine[object, object, None]) -> None:
    """Await `work` to its end even if the task is cancelled meanwhile; the cancellation is passed on then."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    failure = task.exception()
    if cancelled is not None:
        raise cancelled
    if failure is not None:
        raise failure
