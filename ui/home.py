"""The settings of this process → the home folder, the models and the build in service.

Every refusal a person can meet before a command does its work is made here, in one sentence.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.answering.llm import LanguageModel
from assistant.settings import Settings
from corpus.errors import YoujuError
from corpus.records import Document, Source
from index import Embedding, Index, LiveIndex, local_embedding, open_index, store

# More ids than a terminal shows at once help nobody.
MAX_NAMED_IDS = 20


def readable_home(settings: Settings) -> Path:
    """The home folder, which need not be there yet."""
    home = settings.home
    if home.exists() and not home.is_dir():
        raise YoujuError(f"YOUJU_HOME {str(home)!r} is no folder: set it to one.")
    return home


def writable_home(settings: Settings) -> Path:
    """The home folder, made if it was not there; YoujuError if nothing can be written in it."""
    home = readable_home(settings)
    try:
        home.mkdir(parents=True, exist_ok=True)
        reason = "" if os.access(home, os.W_OK | os.X_OK) else "permission denied"
    except OSError as error:
        reason = error.strerror or str(error)
    if reason:
        raise YoujuError(
            f"YOUJU_HOME {str(home)!r} cannot be written ({reason}): set it to a folder that can."
        )
    return home


def chosen_embedding(settings: Settings) -> Embedding:
    """The embedding on this machine, or at the endpoint that is set."""
    endpoint = _endpoint(
        "EMBED", settings.embed_base_url, settings.embed_model, settings.embed_api_key
    )
    if endpoint is None:
        return local_embedding()
    from index.remote_embedding import RemoteEmbedding

    return RemoteEmbedding(*endpoint)


def chosen_chroma(settings: Settings) -> str | None:
    """The address of the Chroma server that is to hold the vectors; None for local files."""
    address = (settings.chroma_url or "").strip().rstrip("/")
    if not address:
        return None
    parts = urlsplit(address) if _is_web_address(address) else None
    if parts is None or parts.path or parts.query or parts.fragment:
        raise YoujuError(
            "YOUJU_CHROMA_URL is no address of a Chroma server: write it as http://localhost:8000."
        )
    if parts.username or parts.password:
        raise YoujuError(
            "YOUJU_CHROMA_URL holds a login, which a Chroma server does not know: leave it out, and"
            " keep the server where only this program reaches it."
        )
    return address


def chosen_llm(settings: Settings) -> LanguageModel | None:
    """The language model that is set; None where answers are quoted."""
    endpoint = _endpoint("LLM", settings.llm_base_url, settings.llm_model, settings.llm_api_key)
    return LanguageModel(*endpoint) if endpoint else None


def _endpoint(
    kind: str, base_url: str | None, model: str | None, api_key: str | None
) -> tuple[str, str, str | None] | None:
    """Address, model and key where they are set, and set whole; a key alone asks for nothing."""
    names = {f"YOUJU_{kind}_BASE_URL": base_url, f"YOUJU_{kind}_MODEL": model}
    if base_url is None and model is None:
        return None
    for name, value in names.items():
        if not value or not value.strip():
            other = next(n for n in names if n != name)
            raise YoujuError(f"{other} is set, but {name} is not: set both, or neither.")
    assert base_url is not None and model is not None
    address = base_url.strip()
    if not _is_web_address(address):
        raise YoujuError(
            f"YOUJU_{kind}_BASE_URL is no address of a server: write it as"
            " http://localhost:11434/v1, say."  # not shown: it may hold a login
        )
    key = api_key.strip() if api_key else None
    if key and not (key.isascii() and key.isprintable()):
        raise YoujuError(f"YOUJU_{kind}_API_KEY holds characters that no key has: copy it again.")
    return address, model.strip(), key


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, half an IPv6 address
        return False


def served_index(settings: Settings) -> Index:
    """The build in service, open for questions."""
    return open_index(readable_home(settings), embedding=chosen_embedding(settings))


def live_index(settings: Settings) -> LiveIndex:
    """The build in service, whichever that is at each question."""
    return LiveIndex(readable_home(settings), embedding=chosen_embedding(settings))


def served_documents(settings: Settings) -> Mapping[str, Document]:
    """The texts of the build in service, which stand there whatever embedding it was made with."""
    from index.document_file import read_documents

    home = readable_home(settings)
    build = store.current_build(home)
    if build is None:
        raise YoujuError(f"There is no build in {str(home)!r} yet: run `youju build`.")
    try:
        documents = read_documents(store.build_folder(home, build) / "documents.jsonl")
        return {document.source.id: document for document in documents}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise YoujuError(
            f"Build {build!r} is damaged ({error}): run `youju build --full`."
        ) from error


def served_entries(home: Path, sources: Iterable[Source]) -> Mapping[str, Mapping[str, Any]]:
    """What the build in service says of each of these sources, by id, where it holds that file."""
    build = store.current_build(home)
    held = store.read_manifest(home, build).sources if build else ()
    files = {source.id: source.sha256 for source in sources}
    return {entry["id"]: entry for entry in held if files.get(entry["id"]) == entry["sha256"]}


def check_ids(ids: Collection[str], known: Collection[str]) -> None:
    """YoujuError for the first id that no source has; it names those there are."""
    unknown = next((id for id in ids if id not in known), None)
    if unknown is None:
        return
    named = ", ".join(list(known)[:MAX_NAMED_IDS])
    more = f" and {len(known) - MAX_NAMED_IDS} more" if len(known) > MAX_NAMED_IDS else ""
    raise YoujuError(f"No source has the id {unknown!r}: there are {named}{more}.")
