"""A server on this machine that speaks the OpenAI protocol and says what a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server sends: ``body`` as it is, or ``chunks`` one after another.

    ``gate`` holds the server back after the first chunk until it is opened.
    """

    status: int = 200
    body: bytes = b""
    chunks: tuple[bytes, ...] = ()
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    gate: threading.Event | None = None


@dataclass
class OpenAIServer:
    base_url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


Answerer = Callable[[dict[str, Any]], Reply]


@contextmanager
def openai_server(reply: Answerer) -> Iterator[OpenAIServer]:
    """Serve until the block ends; ``reply`` gets each request's JSON."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(wanted)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            server.paths.append(self.path)
            said = reply(wanted)
            with suppress(BrokenPipeError, ConnectionResetError):  # nobody may read on
                self._send(said)

        def _send(self, said: Reply) -> None:
            self.send_response(said.status)
            self.send_header("Content-Type", said.type)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if not said.chunks:
                self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)
            for n, chunk in enumerate(said.chunks):
                if n and said.gate:
                    said.gate.wait(30)
                self.wfile.write(chunk)
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = OpenAIServer(f"http://127.0.0.1:{http.server_address[1]}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def chat(words: str, *, gate: threading.Event | None = None, first: int = 3) -> Answerer:
    """A model that says these words: streamed a few characters at a time where that is asked for."""

    def reply(wanted: dict[str, Any]) -> Reply:
        if not wanted.get("stream"):
            return Reply(body=json.dumps(_completion(words)).encode())
        cuts = [0, *range(first, len(words), 3), len(words)]
        parts = [words[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
        chunks = [_event(_chunk(part)) for part in parts] + [b"data: [DONE]\n\n"]
        return Reply(type="text/event-stream", chunks=tuple(chunks), gate=gate)

    return reply


def unstreamed(words: str) -> Answerer:
    """A server that answers in one piece even where a stream is asked for."""
    return lambda wanted: Reply(body=json.dumps(_completion(words)).encode())


def _completion(words: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": words}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


def _chunk(words: str) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"content": words}, "finish_reason": None}
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice],
    }


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
