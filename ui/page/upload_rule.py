"""The setting YOUJU_UPLOAD, the logins and the served address → who may change the sources.

Unset, it is whoever has logged in; without logins, whoever sits at the machine that serves the page.
"""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from corpus.errors import YoujuError


@dataclass(frozen=True, slots=True)
class UploadRule:
    """``who``: all who may open the page, none, those at this machine, or those of ``names``."""

    who: Literal["all", "none", "local", "named"]
    names: frozenset[str] = frozenset()

    def allows(self, user: str | None, host: str) -> bool:
        """``user`` as logged in, None without logins; ``host`` as the browser asked for it.

        A proxy that hands over a page served on loopback asks for another host: its visitors do
        not sit at this machine.
        """
        if self.who == "named":
            return user in self.names
        return self.who == "all" or (self.who == "local" and is_loopback(host))


def read_upload_rule(
    setting: str | None, logins: Collection[tuple[str, str]] | None, host: str
) -> UploadRule:
    """Raise YoujuError for names that cannot log in: nobody would notice that they may not."""
    setting = (setting or "").strip()
    if setting in ("on", "off"):
        return UploadRule("all" if setting == "on" else "none")
    if not setting:
        if logins:
            return UploadRule("all")
        return UploadRule("local" if is_loopback(host) else "none")
    known = {name for name, _ in logins or ()}
    names = [name.strip() for name in setting.split(",")]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise YoujuError(
            f"YOUJU_UPLOAD names {unknown!r}, whom YOUJU_AUTH does not list: write on, off, or names"
            " of logins with commas between them."
        )
    return UploadRule("named", frozenset(names))


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine's own."""
    try:
        bare = host.count(":") > 1 and not host.startswith("[")  # IPv6, as a person types it
        name = urlsplit(f"//[{host}]" if bare else f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:  # a name, or nothing that could be one
        return False
