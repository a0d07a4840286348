"""The page's own addresses beside Gradio's: printed pages, highlighted copies, sources and uploads.

Each obeys the login. Of a request, only ids of known sources, numbers and spans are used; nothing of
it becomes a path. Answers are pieces of HTML, rendered and escaped, or a picture, or a PDF.
"""

import re
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import IO
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.citations import cite
from corpus import all_sources, find_figures
from corpus.documents import KINDS, READERS
from corpus.errors import YoujuError
from corpus.library.catalog import source_file as shipped_file
from corpus.library.library import source_file
from corpus.library.source_ids import file_name
from corpus.records import Document, Source, Span
from index import Index, is_stale
from ui.page.answer_view import notice_to_html
from ui.page.highlighted_pdf import highlight_pdf
from ui.page.intake import Intake, Taken
from ui.page.page_image import SCALES, NoPage, PageImage, PageImages, check_file
from ui.page.page_view import MAX_QUESTION_CHARS, is_paged, page_to_html
from ui.page.sources_view import (
    SourceRow,
    build_to_html,
    removed_to_html,
    sources_to_html,
    taken_to_html,
)
from ui.page.upload_rule import UploadRule
from ui.words import Words, words_for

# Printed pages and policies are far smaller; a file is held in memory while it is read.
MAX_UPLOAD_BYTES = 100_000_000
# An upload waits for its turn on disk, a small one in memory.
SPOOLED_BYTES = 4_000_000
MAX_SPANS = 200
# A browser lists so many at once; more are found by their words.
LISTED_SOURCES = 100
UPLOADS = "/youju/sources"
# A new build is opened beside the old one before it is asked; one that cannot be is left.
SWITCH_S = 15.0
NAME_HEADER = "x-youju-name"
PRIVATE = {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
# An address of a picture names the file's hash: what it shows never changes.
KEPT = PRIVATE | {"Cache-Control": "private, max-age=86400, immutable"}


class Refused(Exception):
    """A request that is answered with a status and one sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


@dataclass(frozen=True, slots=True)
class Desk:
    """What the addresses serve from; ``intake`` is None where the sources cannot be changed.

    ``lease`` gives the index in service, for as long as a request takes.
    """

    lease: Callable[[], AbstractContextManager[Index]]
    home: Path | None = None
    rule: UploadRule = UploadRule("none")
    intake: Intake | None = None
    images: PageImages = field(default_factory=PageImages)
    # Figures of each source's version, counted when it was first listed.
    counted: dict[tuple[str, str], int] = field(default_factory=dict)

    def file_of(self, source: Source) -> Path:
        return source_file(source, self.home) if self.home else shipped_file(source)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the words of its language and the index it is answered from."""

    request: Request
    words: Words
    index: Index

    @property
    def source(self) -> str:
        return str(self.request.path_params["source"])


Handler = Callable[[Desk, Asked], Response]


def routes(desk: Desk) -> list[Route]:
    """The addresses, to stand before Gradio's own."""

    def at(path: str, handler: Handler, *methods: str) -> Route:
        def answer(request: Request) -> Response:
            words = words_for(request.headers.get("accept-language"))
            try:
                check_login(request)
                if methods:
                    check_change(desk, request, words)
                with desk.lease() as index:
                    return handler(desk, Asked(request, words, index))
            except Refused as refused:
                return refusal(refused, words)
            except YoujuError as error:
                return refusal(Refused(400, str(error)), words)

        return Route(f"/youju/{path}", answer, methods=methods or ("GET",))

    async def upload(request: Request) -> Response:
        words = words_for(request.headers.get("accept-language"))
        try:
            check_login(request)
            check_change(desk, request, words)
            return await take_upload(desk, request, words)
        except Refused as refused:
            return refusal(refused, words)

    return [
        at("pages/{source}/{page:int}", show_page),
        at("pages/{source}/{page:int}/{scale:int}.jpg", show_image),
        at("highlighted/{source}", send_copy),
        at("sources", list_sources),
        at("building", show_build),
        at("building", start_build, "POST"),
        at("sources/{source}", remove_source, "DELETE"),
        at("sources/{source}", bring_back, "POST"),
        Route(UPLOADS, upload, methods=("POST",)),
    ]


def refusal(refused: Refused, words: Words) -> Response:
    html = notice_to_html(refused.said, {**words, "error": ""})
    return HTMLResponse(html, refused.status, headers=PRIVATE)


# --- who may ----------------------------------------------------------------------------------------


def user_of(request: Request) -> str | None:
    """Who has logged in, by Gradio's cookie."""
    app = request.app
    for name in (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}"):
        if token := request.cookies.get(name):
            user: str | None = app.tokens.get(token)
            return user
    return None


def check_login(request: Request) -> None:
    if request.app.auth is not None and user_of(request) is None:
        raise Refused(401, "Not authenticated")


def may_change(desk: Desk, request: Request) -> bool:
    return desk.intake is not None and desk.rule.allows(
        user_of(request), request.headers.get("host", "")
    )


def check_change(desk: Desk, request: Request, words: Words) -> None:
    """Let through who may change the sources, from this page and no other site's."""
    if not may_change(desk, request) or not is_own_page(request):
        raise Refused(403, words["may_not_change"])


def is_own_page(request: Request) -> bool:
    """Whether this page sends the request; a browser says so, and no site can make it lie."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("origin")  # plain http to another machine: no sec-fetch there
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


# --- pages ------------------------------------------------------------------------------------------


def paged_document(asked: Asked) -> Document:
    document = asked.index.documents.get(asked.source)
    if document is None or not is_paged(document):
        raise Refused(404, asked.words["unknown_source"].format(source=asked.source))
    return document


def spans_of(request: Request, document: Document) -> list[Span]:
    """The spans asked for that lie in the document; a wrong one is left out."""
    found = []
    for text in request.query_params.getlist("span")[:MAX_SPANS]:
        start, _, end = text.partition("-")
        if re.fullmatch(r"[0-9]{1,12}-[0-9]{1,12}", text):
            first, last = int(start), int(end)
            if first <= last <= len(document.text):
                found.append(Span(first, last))
    return found


def show_page(desk: Desk, asked: Asked) -> Response:
    document = paged_document(asked)
    page = asked.request.path_params["page"]
    image = draw(desk, document.source, page, 2, asked.words)
    quoted = next(iter(spans_of(asked.request, document)), Span(0, 0))
    html = page_to_html(document, page, quoted, image, asked.words)
    return HTMLResponse(html, headers=PRIVATE)


def show_image(desk: Desk, asked: Asked) -> Response:
    document = paged_document(asked)
    page, scale = (asked.request.path_params[name] for name in ("page", "scale"))
    if scale not in SCALES:
        raise Refused(404, asked.words["no_page_no_page"])
    image = draw(desk, document.source, page, scale, asked.words)
    return Response(image.data, media_type="image/jpeg", headers=KEPT)


def draw(desk: Desk, source: Source, page: int, scale: int, words: Words) -> PageImage:
    try:
        return desk.images.draw(desk.file_of(source), source.sha256, page, scale=scale)
    except NoPage as error:
        raise Refused(404, words[f"no_page_{error.reason}"]) from error


def send_copy(desk: Desk, asked: Asked) -> Response:
    document = paged_document(asked)
    source, words = document.source, asked.words
    file = desk.file_of(source)
    try:
        check_file(file, source.sha256)
    except NoPage as error:
        raise Refused(404, words[f"no_page_{error.reason}"]) from error
    question = asked.request.query_params.get("question", "")[:MAX_QUESTION_CHARS]
    spans = spans_of(asked.request, document)
    citations = [cite(document, span, n) for n, span in enumerate(spans, 1)]
    data = highlight_pdf(file.read_bytes(), citations, question=question)
    name = quote(words["copied_pdf_name"].format(title=source.title) + ".pdf", safe="")
    held = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type="application/pdf", headers=PRIVATE | held)


# --- sources ----------------------------------------------------------------------------------------


def list_sources(desk: Desk, asked: Asked) -> Response:
    return _list(desk, asked, asked.request.query_params.get("find", ""))


def _list(desk: Desk, asked: Asked, wanted: str = "", past: str = "") -> Response:
    documents = asked.index.documents
    sources = all_sources(desk.home) if desk.home else [d.source for d in documents.values()]
    found = [source for source in reversed(sources) if is_wanted(source, wanted)]
    rows = [row_of(desk, asked.index, source) for source in found[:LISTED_SOURCES]]
    allowed = may_change(desk, asked.request)
    html = sources_to_html(rows, asked.words, count=len(found), may_change=allowed, past=past)
    return HTMLResponse(html, headers=PRIVATE)


def is_wanted(source: Source, words: str) -> bool:
    held = " ".join(filter(None, (source.title, source.publisher, source.number, source.date)))
    return all(word in held.casefold() for word in words.casefold().split())


def row_of(desk: Desk, index: Index, source: Source) -> SourceRow:
    document = index.documents.get(source.id)
    if document is None or document.source.sha256 != source.sha256:
        failed = index.manifest.failed
        reason = next((f["reason"] for f in failed if f["path"] == source.path), "")
        return SourceRow(source, reason=reason)
    return SourceRow(
        source, len(document.articles), count_figures(desk, document), tuple(document.warnings)
    )


def count_figures(desk: Desk, document: Document) -> int:
    key = (document.source.sha256, document.source.id)
    if key not in desk.counted:
        desk.counted[key] = len(find_figures(document.text))
    return desk.counted[key]


def remove_source(desk: Desk, asked: Asked) -> Response:
    assert desk.intake
    return _list(desk, asked, past=removed_to_html(desk.intake.remove(asked.source), asked.words))


def bring_back(desk: Desk, asked: Asked) -> Response:
    assert desk.intake
    desk.intake.bring_back(asked.source)
    return _list(desk, asked)


def show_build(desk: Desk, asked: Asked) -> Response:
    if desk.intake is None or not may_change(desk, asked.request):
        return HTMLResponse("", headers=PRIVATE)
    state, index = desk.intake.state, asked.index
    if state.build not in ("", index.build) and time.monotonic() - state.ended < SWITCH_S:
        state = replace(state, running=True, stage="switch")
    stale = not state.running and is_stale(index.manifest, all_sources(desk.intake.home))
    html = build_to_html(state, asked.words, build=index.build, stale=stale)
    return HTMLResponse(html, headers=PRIVATE)


def start_build(desk: Desk, asked: Asked) -> Response:
    assert desk.intake
    desk.intake.build()
    return show_build(desk, asked)


# --- uploads ----------------------------------------------------------------------------------------


async def take_upload(desk: Desk, request: Request, words: Words) -> Response:
    """Add the file that is the body of the request; its name is data in a header."""
    assert desk.intake
    name = file_name(unquote(request.headers.get(NAME_HEADER, ""), errors="replace"))
    if not name:
        raise Refused(400, words["no_name"])
    if PurePath(name).suffix.lower() not in READERS:
        raise Refused(415, words["file_kind"].format(name=name, kinds=" ".join(KINDS)))
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as body, desk.intake.arriving():
        await receive(request, body, words["too_large"].format(most=MAX_UPLOAD_BYTES // 1_000_000))

        def load() -> bytes:
            body.seek(0)
            return body.read()

        taken: Taken = await run_in_threadpool(desk.intake.add, name, load)
    status = 200 if taken.added else 422
    return HTMLResponse(taken_to_html(taken, words), status, headers=PRIVATE)


async def receive(request: Request, body: IO[bytes], too_large: str) -> None:
    """Write the body of a request; refuse it as soon as it is too large, whatever it says it is."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > MAX_UPLOAD_BYTES:
        raise Refused(413, too_large)
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_UPLOAD_BYTES:
                raise Refused(413, too_large)
            await run_in_threadpool(body.write, chunk)
    except ClientDisconnect as error:
        raise Refused(400, "The upload was broken off.") from error
