"""Reading calls from HTTP and writing the answers."""

from __future__ import annotations

import json

from aiohttp import BodyPartReader, web

from .model import ApiError, Json, Upload

MAX_REQUEST = 64 * 2**20


async def read_call(request: web.Request) -> tuple[Json, dict[str, Upload], bool]:
    """Parameters and files of a call, and whether the parameters are text (a form)."""
    params: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise ApiError(400, "Bad Request: can't parse request JSON object")
        return {**params, **body}, files, False
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                await _read_part(part, part.name, params, files)
    elif request.can_read_body:
        params |= await request.post()
    return params, files, True


async def _read_part(part: BodyPartReader, name: str, params: Json, files: dict[str, Upload]) -> None:
    data = bytes(await part.read(decode=True))
    if part.filename is None:
        params[name] = data.decode("utf-8")
    else:
        mime_type = part.headers.get("Content-Type", "application/octet-stream")
        files[name] = Upload(part.filename, data, mime_type)


def answer(result: object) -> web.Response:
    """A success."""
    return web.json_response({"ok": True, "result": result})


def refusal(error: ApiError) -> web.Response:
    """An error, in the body and as the HTTP status."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return web.json_response(error.body(), status=error.code, headers=headers)


def broken(response: web.Response) -> web.Response:
    """The same answer, cut off in the middle of its JSON."""
    text = response.text or ""
    return web.Response(text=text[: len(text) // 2], content_type="application/json")


def hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response given back cannot be written any more."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
