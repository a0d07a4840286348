"""A limit on the body of every request, held by the server: a browser's own check can be left out."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_LARGE = "The request is larger than this server takes."


class BodyLimit:
    """ASGI middleware: refuses what says it is larger than ``most`` bytes, and what turns out to be.

    Addresses in ``free`` count for themselves.
    """

    def __init__(self, app: ASGIApp, *, most: int, free: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._most = most
        self._free = free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._free:
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said) > self._most:
            await PlainTextResponse(TOO_LARGE, 413)(scope, receive, send)
            return
        size = 0

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._most:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, receive_counted, send)
