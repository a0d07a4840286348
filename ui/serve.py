"""An open index → the web page, served from this machine; nothing else is asked for."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import YoujuError

if TYPE_CHECKING:
    import gradio

    from index import Index

HERE = Path(__file__).parent


def serve(
    index: "Index",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: str | None = None,
    started: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the page until the process is told to stop; ``started`` is given its address."""
    blocks = start(index, host=host, port=port, auth=auth)
    started(blocks.local_url)
    blocks.block_thread()


def start(
    index: "Index", *, host: str = "127.0.0.1", port: int = 7860, auth: str | None = None
) -> "gradio.Blocks":
    """Serve the page in a thread of its own and return it; ``close()`` ends it."""
    logins = read_logins(auth)
    # Before Gradio is imported: with analytics on, it looks up names at launch.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    from ui.app import build_app

    app = build_app(index)
    try:
        app.blocks.launch(
            server_name=host,
            server_port=port,
            auth=logins,
            i18n=app.i18n,
            theme=gradio.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
            css_paths=HERE / "page.css",
            ssr_mode=False,
            share=False,
            run_history=False,
            footer_links=[],
            quiet=True,
            prevent_thread_lock=True,
        )
    except OSError as error:
        raise YoujuError(
            f"The page cannot be served on {host!r}, port {port} ({error}); "
            "choose another with --port."
        ) from error
    return app.blocks


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
