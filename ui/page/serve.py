"""A live index → the web page, served from this machine; nothing else is asked for."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import YoujuError
from ui.page.upload_rule import read_upload_rule

if TYPE_CHECKING:
    import gradio

    from assistant.answering.llm import LanguageModel
    from index import LiveIndex
    from ui.page.intake import Intake

HERE = Path(__file__).parent
# Of any request. A draft that is too large, but not by much, is taken and told so in a sentence.
MAX_BODY_BYTES = 100_000_000
# In the page itself, so that it needs no file and no request.
ICON = (
    '<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,'
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='5' fill='%239c2b20'/%3E"
    "%3Cpath d='M8 9h16M8 16h16M8 23h9' stroke='white' stroke-width='3'/%3E%3C/svg%3E\">"
)


def serve(
    live: "LiveIndex",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: str | None = None,
    llm: "LanguageModel | None" = None,
    intake: "Intake | None" = None,
    upload: str | None = None,
    started: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the page until the process is told to stop; ``started`` is given its address."""
    blocks = start(live, host=host, port=port, auth=auth, llm=llm, intake=intake, upload=upload)
    started(blocks.local_url)
    blocks.block_thread()


def start(
    live: "LiveIndex",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: str | None = None,
    llm: "LanguageModel | None" = None,
    intake: "Intake | None" = None,
    upload: str | None = None,
) -> "gradio.Blocks":
    """Serve the page in a thread of its own and return it; ``close()`` ends it.

    ``intake`` changes the sources, for those whom the setting ``upload`` allows it.
    """
    logins = read_logins(auth)
    rule = read_upload_rule(upload, logins, host)
    check_address(host, port)
    quieten_gradio(host)
    import gradio
    from starlette.middleware import Middleware

    from ui.page.app import build_app
    from ui.page.body_limit import BodyLimit
    from ui.page.routes import UPLOADS, Desk, routes

    desk = Desk(live.lease, intake.home if intake else None, rule, intake)
    limit = Middleware(BodyLimit, most=MAX_BODY_BYTES, free=frozenset((UPLOADS,)))
    app = build_app(live, llm)
    app.blocks.launch(
        server_name=host,
        server_port=port,
        auth=logins,
        i18n=app.i18n,
        theme=gradio.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        css_paths=[HERE / "page.css", HERE / "page_view.css"],
        head=f"{ICON}<script>{(HERE / 'page_view.js').read_text('utf-8')}</script>",
        app_kwargs={"routes": routes(desk), "middleware": [limit]},
        ssr_mode=False,
        share=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        quiet=True,
        prevent_thread_lock=True,
    )
    return app.blocks


def check_address(host: str, port: int) -> None:
    """Raise YoujuError where nothing can be served; Gradio's own probe says less and leaks."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), port), family=family).close()
    except (OSError, OverflowError) as error:
        raise YoujuError(
            f"The page cannot be served on {host!r}, port {port} ({error}); "
            "choose others with --host and --port."
        ) from error


def quieten_gradio(host: str) -> None:
    """Set what Gradio reads from the environment, before it is imported."""
    # With analytics on, it looks up names at launch.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # It would tabulate all events after each one, for a monitoring page that is not served.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(2**31)
    # It calls its own page once at launch, which must not go through a person's proxy.
    direct = [os.environ.get("no_proxy") or os.environ.get("NO_PROXY", "")]
    direct += ["localhost", "127.0.0.1", host]
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(filter(None, dict.fromkeys(direct)))


def read_logins(auth: str | None) -> list[tuple[str, str]] | None:
    """Return the logins of ``user:password[,user2:password2]``; None lets everybody in."""
    if not auth or not auth.strip():
        return None
    logins: list[tuple[str, str]] = []
    for login in auth.split(","):
        name, colon, password = login.strip().partition(":")
        if not (name and colon and password):
            # The value itself is a secret and is not shown.
            raise YoujuError(
                "YOUJU_AUTH cannot be read: write it as user:password[,user2:password2]."
            )
        logins.append((name, password))
    return logins
