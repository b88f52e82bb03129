# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A tiny public site for the tests of the design system. It remembers, as a real view would, what reached it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files import File
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from safehold.web.guards import require_whole, takes_files

KEPT: list[dict[str, str]] = []
BOUNDARY = "xXsampleXx"


def keep(request: HttpRequest, **_names: str) -> HttpResponse:
    KEPT.append({name: request.POST[name] for name in request.POST})
    return HttpResponse("kept")


@takes_files
def keep_file(request: HttpRequest, **_names: str) -> HttpResponse:
    files = request.FILES.items()
    content = {name: file.read().decode() for name, file in files if isinstance(file, File)}
    require_whole(request)
    KEPT.append(content)
    return HttpResponse("kept")


@takes_files
def forget(request: HttpRequest, **_names: str) -> HttpResponse:
    return HttpResponse(f"kept {len(request.POST)}")


def show(request: HttpRequest, **_names: str) -> HttpResponse:
    return render(request, "public/base.html")


def fail(request: HttpRequest, **_names: str) -> HttpResponse:
    raise ZeroDivisionError


class Addresses:
    """A URL configuration."""

    handler400 = "safehold.web.errors.bad_request"
    handler403 = "safehold.web.errors.forbidden"
    handler404 = "safehold.web.errors.not_found"
    handler500 = "safehold.web.errors.server_error"
    pages = (
        [
            path("", show, name="form"),
            path("promises", show, name="promises"),
            path("about", show, name="about"),
            path("return", show, name="return"),
            path("send", keep, name="send"),
            path("file", keep_file, name="file"),
            path("forgetful", forget, name="forgetful"),
            path("fail", fail, name="fail"),
        ],
        "reporting",
    )
    urlpatterns = [path("<slug:lang>/", include(pages))]


@pytest.fixture(autouse=True)
def _public_site(settings: Any) -> None:
    settings.SITE = "public"
    settings.ROOT_URLCONF = Addresses
    settings.MIDDLEWARE = [
        "safehold.web.guards.NothingStored",
        "safehold.web.language.PathLanguage",
        "safehold.web.guards.LostPageSaid",
        "safehold.web.guards.ForeignOriginRefused",
        "safehold.web.guards.WholeRequestOnly",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["safehold.web.context.page"]},
        }
    ]
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    KEPT.clear()


@pytest.fixture
def kept() -> list[dict[str, str]]:
    """What the views of this site kept."""
    return KEPT


Answer = tuple[int, dict[str, str], str]


@pytest.fixture
def _connections_left_alone() -> Iterator[None]:
    """Leave other tests' database connections as they are, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ask(_connections_left_alone: None) -> Callable[..., Answer]:
    """Send one raw WSGI request, as a server hands it over; return status, headers and text."""
    application = WSGIHandler()

    def send(body: bytes, where: str = "/en/send", **environ: Any) -> Answer:
        answer: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *_rest: Any) -> Any:
            answer.update(status=int(status[:3]), headers=dict(headers))

        request = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": where,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
            **environ,
        }
        environ_given = {name: value for name, value in request.items() if value is not None}
        text = b"".join(application(environ_given, start_response)).decode()
        return answer["status"], answer["headers"], text

    return send


def multipart(*, last: str = "end", file: bytes = b"a photograph", note: bytes = b"a note") -> bytes:
    """Return a multipart form of a note, a file and the closing field."""
    mark = b"--" + BOUNDARY.encode()
    return b"\r\n".join(
        [
            mark,
            b'Content-Disposition: form-data; name="note"',
            b"",
            note,
            mark,
            b'Content-Disposition: form-data; name="photo"; filename="photo.txt"',
            b"Content-Type: text/plain",
            b"",
            file,
            mark,
            f'Content-Disposition: form-data; name="{last}"'.encode(),
            b"",
            b"1",
            mark + b"--",
            b"",
        ]
    )


@pytest.fixture
def whole_multipart() -> bytes:
    return multipart()


@pytest.fixture
def endless_multipart() -> bytes:
    """A form with its closing boundary but without the closing field."""
    return multipart(last="other")
