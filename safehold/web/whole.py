# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a request arrived whole: a cut connection must not look complete.

(SEALING.md, Words first, then files.) Django takes a truncated body without complaint: the view runs, the text
is cut, there is no error. So every form ends with a hidden `end=1`, every body is counted against its
Content-Length, and a multipart body must show its closing boundary (RFC 2046, 5.1.1). Nothing here keeps, logs
or quotes what was sent.
"""

import re
from collections.abc import Callable
from io import BytesIO, IOBase
from typing import Any, BinaryIO, Protocol, TypeVar, cast
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest
from django.http.request import UnreadablePostError

END_FIELD = "end"
END_VALUE = "1"
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""All that a mail program sends when somebody ends alerts in it (RFC 8058, 3.1). It cannot say `end=1`; a text that is
known whole cannot be cut unseen."""
TAIL_BYTES = 512
DRAIN_PIECE_BYTES = 1 << 16
BOUNDARY = re.compile(rb"[ -~]{0,200}[!-~]")
"""As `django.http.multipartparser` takes it; RFC 2046 allows 70 characters."""

View = TypeVar("View", bound=Callable[..., Any])


class RequestCut(BadRequest):
    """The connection ended before everything had arrived."""


class LengthUnknown(BadRequest):
    """The request does not say how long it is, so nobody can tell whether it is whole."""


class TextUnreadable(BadRequest):
    """What was sent is not text in UTF-8."""


class WholeCheckForgotten(RuntimeError):
    """A view marked with `takes_files` answered without calling `require_whole`: a fault in our code."""


class ByteSource(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class CountedBody(IOBase):
    """A request body that counts the bytes read and remembers the last few."""

    def __init__(self, source: ByteSource, size_bytes: int) -> None:
        self._source = LimitedStream(cast(BytesIO, source), size_bytes)
        self.size_bytes = size_bytes
        self.read_bytes = 0
        self.tail = b""

    def _count(self, data: bytes) -> bytes:
        self.read_bytes += len(data)
        self.tail = (self.tail + data[-TAIL_BYTES:])[-TAIL_BYTES:]
        return data

    def read(self, size: int = -1, /) -> bytes:
        return self._count(self._source.read(size))

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._count(self._source.readline(-1 if size is None else size))

    def drain(self, limit_bytes: int) -> None:
        """Read on and forget, so that a browser that is still sending can be shown a page."""
        while self.read_bytes < min(limit_bytes, self.size_bytes) and self.read(DRAIN_PIECE_BYTES):
            pass

    @property
    def is_whole(self) -> bool:
        return self.read_bytes == self.size_bytes


def takes_files(view: View) -> View:
    """Mark a view that parses a multipart body itself and then calls `require_whole`.

    Everywhere else the middleware parses it before the view, and throws files away.
    """
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def content_length(request: HttpRequest) -> int:
    """Return the Content-Length. Raises LengthUnknown if it is absent, doubled, no number, or chunked."""
    stated = str(request.META.get("CONTENT_LENGTH", ""))
    is_number = stated.isascii() and stated.isdigit() and len(stated) < 16
    if "HTTP_TRANSFER_ENCODING" in request.META or not is_number:
        raise LengthUnknown
    return int(stated)


def watch(request: HttpRequest) -> CountedBody:
    """Count the body of a request from here on. Call it before anything has read the body."""
    body = CountedBody(request.META["wsgi.input"], content_length(request))
    request._stream = cast(BinaryIO, body)
    request.whole_body = body  # type: ignore[attr-defined]
    return body


def watched_body(request: HttpRequest) -> CountedBody:
    return cast(CountedBody, getattr(request, "whole_body"))  # noqa: B009


def was_checked(request: HttpRequest) -> bool:
    """Tell whether a body that was read was also found whole."""
    return getattr(request, "whole_checked", False) or watched_body(request).read_bytes == 0


def require_whole_form(request: HttpRequest) -> None:
    """Check a urlencoded body, all of it in memory. Raises RequestCut, TextUnreadable."""
    try:
        body = request.body
    except UnreadablePostError as error:
        raise RequestCut from error
    last = f"{END_FIELD}={END_VALUE}".encode()
    is_ended = body.rpartition(b"&")[2] == last or body == "=".join(ONE_CLICK).encode()
    if not (watched_body(request).is_whole and is_ended):
        raise RequestCut
    _require_text(body)


def require_counted(request: HttpRequest) -> None:
    """Check a form that does not end with `end=1` by its length alone. Raises RequestCut, TextUnreadable."""
    body = watched_body(request)
    try:
        _ = request.POST
        body.drain(body.size_bytes)
    except UnreadablePostError as error:
        raise RequestCut from error
    if not body.is_whole:
        raise RequestCut
    if request.content_type == "application/x-www-form-urlencoded":
        _require_text(request.body)


def _require_text(body: bytes) -> None:
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextUnreadable from error


def require_whole(request: HttpRequest) -> None:
    """Check a multipart body after `request.POST` and `request.FILES` were read. Raises RequestCut.

    A view calls this before it keeps anything. Of urlencoded forms the check is already done.
    """
    if request.content_type != "multipart/form-data":
        return
    body = watched_body(request)
    try:
        sent = request.POST
        body.drain(body.size_bytes)
    except UnreadablePostError as error:
        raise RequestCut from error
    boundary = (request.content_params or {}).get("boundary", "").encode()
    ended = body.tail.rstrip(b"\r\n").endswith(b"--" + boundary + b"--")
    name, value = ONE_CLICK
    is_marked = sent.getlist(END_FIELD) == [END_VALUE] or dict(sent.lists()) == {name: [value]}
    if not (body.is_whole and ended and is_marked):
        raise RequestCut
    if any("\ufffd" in text for name in sent for text in (name, *sent.getlist(name))):
        raise TextUnreadable
    request.whole_checked = True  # type: ignore[attr-defined]
