# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands before every public view, since anonymous pages carry no token.

(SEALING.md, The public side without cookies.) Refused here: a POST from another site, a body that is not a
form, a body that did not arrive whole, a body too long for memory. Each refusal is a page that says what was kept.
Nothing is logged.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from . import errors
from .pages import PAGE_LOST
from .whole import (
    BOUNDARY,
    RequestCut,
    TextUnreadable,
    WholeCheckForgotten,
    require_counted,
    require_whole,
    require_whole_form,
    takes_files,
    was_checked,
    watch,
    watched_body,
)

__all__ = [
    "CountedRequestOnly",
    "ForeignOriginRefused",
    "LostPageSaid",
    "NeverBlank",
    "NothingStored",
    "RequestCut",
    "WholeRequestOnly",
    "require_whole",
    "shows_it_came_from_us",
    "takes_files",
]

Answer = Callable[[HttpRequest], HttpResponse]
READING = {"GET", "HEAD", "OPTIONS"}
DEFAULT_PORTS = {"http": 80, "https": 443}
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
DRAIN_LIMIT_BYTES = 64 * 1024 * 1024
"""How much of an oversized body is read and forgotten, so that the browser shows our page."""


class LostPageSaid:
    """Say that something went wrong, where the process that should have made the page ended or hung."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lost = PAGE_LOST in request.META
        return errors.server_error(request) if lost else self.get_response(request)


class ForeignOriginRefused:
    """Refuse to act on what another site made a browser send, and to answer under a host name that is not ours."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # each request is asked: a name that is not ours is refused
        if request.method in READING or came_from_us(request):
            return self.get_response(request)
        return errors.foreign_origin(request)


def came_from_us(request: HttpRequest) -> bool:
    """Judge by `Origin`; where it is absent or `null`, by `Sec-Fetch-Site`.

    Tor Browser and older browsers may send neither: then the request is taken.
    """
    origin = request.headers.get("Origin", "null")
    if origin != "null":
        return _place(origin) == _place(f"{request.scheme}://{request.get_host()}")
    return request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}


def shows_it_came_from_us(request: HttpRequest) -> bool:
    """Whether one of the headers proves it, for pages where somebody is signed in: there silence is no answer."""
    origin = request.headers.get("Origin", "null")
    if origin != "null" or "Sec-Fetch-Site" in request.headers:
        return came_from_us(request)
    parts = urlsplit(request.headers.get("Referer", ""))
    return _place(f"{parts.scheme}://{parts.netloc}") == _place(f"{request.scheme}://{request.get_host()}")


def _place(origin: str) -> tuple[str, int] | None:
    """Return host and port. The scheme is left out: a proxy that ends TLS may hide it from us."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.path or parts.geturl() != origin:
        return None
    return parts.hostname.lower(), _same_port_as_443(port or DEFAULT_PORTS[parts.scheme])


def _same_port_as_443(port: int) -> int:
    return 443 if port == 80 else port


class FilesDropped(FileUploadHandler):
    """Throw away every file that comes to a view which takes none."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        return None

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        return None


class WholeRequestOnly:
    """Let a form reach its view only if all of it arrived.

    A multipart body is parsed here, without its files, unless the view is marked with `takes_files`; such a
    view calls `require_whole` itself, before it keeps anything.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            return self.get_response(request)
        if request.method != "POST":
            return errors.not_that_way(request)
        try:
            refusal = self._receive(request)
        except BadRequest as error:
            return errors.bad_request(request, error)
        if refusal:
            return refusal
        response = self.get_response(request)
        if request.content_type == MULTIPART and response.status_code < 400 and not was_checked(request):
            raise WholeCheckForgotten
        return response

    def _receive(self, request: HttpRequest) -> HttpResponse | None:
        """Read a urlencoded form and check it; of a multipart form, check the headers."""
        if request.content_type not in {URLENCODED, MULTIPART}:
            return errors.not_a_form(request)
        parameters = request.content_params or {}
        if parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            raise TextUnreadable
        body = watch(request)
        if request.content_type == MULTIPART:
            if not BOUNDARY.fullmatch(parameters.get("boundary", "").encode()):
                raise BadRequest
            return None
        if body.size_bytes > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            body.drain(DRAIN_LIMIT_BYTES)
            return errors.too_large(request)
        require_whole_form(request)
        return None

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: Any,  # noqa: ARG002
        kwargs: Any,  # noqa: ARG002
    ) -> HttpResponse | None:
        """Parse and check a multipart form that its view does not expect."""
        if (
            request.method != "POST"
            or request.content_type != MULTIPART
            or getattr(view, "takes_files", False)
        ):
            return None
        request.upload_handlers = [FilesDropped(request)]
        try:
            require_whole(request)
        except (BadRequest, MultiPartParserError, SuspiciousOperation) as error:
            if isinstance(error, RequestDataTooBig):
                watched_body(request).drain(DRAIN_LIMIT_BYTES)
            return errors.bad_request(request, error)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a connection that broke while a view was parsing."""
        if isinstance(exception, UnreadablePostError):
            return errors.request_cut(request)
        return None


class CountedRequestOnly:
    """Let a form reach a view of the desk only if all of it arrived, and is text: what was cut would be kept, or sent
    to the person, as if it were what somebody wrote.

    The last of the middlewares: who may not send anything here is told that first. What is no form is let through.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _brings_form(request):
            try:
                watch(request)
            except BadRequest as error:
                return errors.bad_request(request, error)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:  # noqa: ARG002
        try:
            if _brings_form(request):
                require_counted(request)
        except BadRequest as error:
            return errors.bad_request(request, error)
        return None


def _brings_form(request: HttpRequest) -> bool:
    return request.method == "POST" and request.content_type in {URLENCODED, MULTIPART}


class NothingStored:
    """Keep answers that may hold content out of every cache: each desk page, and each answer to a POST."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SITE == "desk" or request.method not in READING:
            response["Cache-Control"] = "no-store"
        return response


class NeverBlank:
    """Put a page into a refusal that has none: a browser shows a bare 405 as if the site were broken."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = errors.not_that_way(request)
        page["Allow"] = response["Allow"]
        return page
