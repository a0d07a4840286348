"""Who may change the sources: by setting, login and address."""

import pytest

from corpus import YoujuError
from ui.page.upload_rule import is_loopback, read_upload_rule

LOGINS = [("anna", "x"), ("li", "y")]


@pytest.mark.parametrize(
    ("setting", "logins", "served", "user", "host", "allowed"),
    [
        # Unset: whoever sits at the machine, or has logged in.
        (None, None, "127.0.0.1", None, "127.0.0.1:7860", True),
        (None, None, "127.0.0.1", None, "localhost:7860", True),
        (None, None, "::1", None, "[::1]:7860", True),
        (None, None, "127.0.0.1", None, "youju.example.com", False),
        (None, None, "0.0.0.0", None, "127.0.0.1:7860", False),
        (None, None, "192.168.1.5", None, "192.168.1.5:7860", False),
        ("", LOGINS, "0.0.0.0", "li", "192.168.1.5:7860", True),
        ("off", LOGINS, "127.0.0.1", "li", "127.0.0.1:7860", False),
        ("off", None, "127.0.0.1", None, "127.0.0.1:7860", False),
        ("on", None, "0.0.0.0", None, "192.168.1.5:7860", True),
        (" anna ", LOGINS, "0.0.0.0", "anna", "192.168.1.5:7860", True),
        ("anna", LOGINS, "127.0.0.1", "li", "127.0.0.1:7860", False),
        ("anna, li", LOGINS, "0.0.0.0", "li", "10.0.0.1", True),
    ],
)
def test_who_may_change_the_sources(
    setting: str | None,
    logins: list[tuple[str, str]] | None,
    served: str,
    user: str | None,
    host: str,
    allowed: bool,
) -> None:
    assert read_upload_rule(setting, logins, served).allows(user, host) is allowed


@pytest.mark.parametrize(
    ("setting", "logins"), [("otto", LOGINS), ("anna", None), ("anna,", LOGINS), ("On", None)]
)
def test_a_name_that_cannot_log_in_is_refused(
    setting: str, logins: list[tuple[str, str]] | None
) -> None:
    with pytest.raises(YoujuError, match="YOUJU_UPLOAD"):
        read_upload_rule(setting, logins, "127.0.0.1")


@pytest.mark.parametrize("host", ["", "evil.example", "127.0.0.1.evil.example", "[::1", "10.0.0.1"])
def test_other_hosts_are_not_this_machine(host: str) -> None:
    assert not is_loopback(host)
