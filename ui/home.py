"""The settings of this process → the home folder, the embedding and the build in service.

Every refusal a person can meet before a command does its work is made here, in one sentence.
"""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from assistant.settings import Settings
from corpus.errors import YoujuError
from corpus.records import Document
from index import Embedding, Index, local_embedding, open_index, store

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
    """The embedding on this machine; settings that ask for more than there is are refused."""
    asked = {
        "YOUJU_EMBED_BASE_URL": settings.embed_base_url,
        "YOUJU_EMBED_MODEL": settings.embed_model,
        "YOUJU_CHROMA_URL": settings.chroma_url,
    }
    for name, value in asked.items():
        if value:
            raise YoujuError(
                f"{name} is set to {value!r}, but this version keeps its index on this machine"
                " with its own embedding: unset it."
            )
    return local_embedding()


def served_index(settings: Settings) -> Index:
    """The build in service, open for questions."""
    return open_index(readable_home(settings), embedding=chosen_embedding(settings))


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


def check_ids(ids: Collection[str], known: Collection[str]) -> None:
    """YoujuError for the first id that no source has; it names those there are."""
    unknown = next((id for id in ids if id not in known), None)
    if unknown is None:
        return
    named = ", ".join(list(known)[:MAX_NAMED_IDS])
    more = f" and {len(known) - MAX_NAMED_IDS} more" if len(known) > MAX_NAMED_IDS else ""
    raise YoujuError(f"No source has the id {unknown!r}: there are {named}{more}.")
