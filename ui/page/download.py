"""A sheet's bytes → HTML of a link that holds them; page.js follows it as soon as it is shown.

The bytes travel in the page, so that no file of a person's draft is left on the server.
"""

import re
from base64 import b64encode

from ui.page.source_view import escape

# What no file may be called on one system or another.
NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
TYPES = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download_to_html(data: bytes, name: str, suffix: str, *, at: int) -> str:
    """Return the link; ``at`` tells two downloads of the same sheet apart."""
    name = NO_FILE_NAME.sub(" ", name)
    held = b64encode(data).decode("ascii")
    return (
        f'<a class="yj-download" hidden download="{escape(name + suffix)}" data-at="{at}"'
        f' href="data:{TYPES[suffix]};base64,{held}"></a>'
    )
