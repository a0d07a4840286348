"""What several test files share: one index of the shipped sources, built once a session."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from corpus import shipped_sources
from index import build_index, local_embedding
from tests.served_page import address as address  # re-exported: fixtures of the pages' tests
from tests.served_page import browser as browser
from tests.served_page import index as index
from tests.served_page import live as live
from tests.served_page import open_page as open_page

# The same examples in every run: what a run finds, the next one finds too.
settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

# A shell ignores Ctrl-C for what it runs in the background, and so would the programs that tests
# start and stop by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose build in service is that of the shipped sources; nobody writes in it."""
    home = tmp_path_factory.mktemp("shipped-home")
    build_index(home, shipped_sources(), embedding=local_embedding())
    return home
