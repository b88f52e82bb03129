# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding files, one request each, under an address that can only add.

A refused file never costs the words.
"""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from safehold.public.reporting import actions, queries, uploads
from safehold.public.reporting.adapters import limit, open_store
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.errors import (
    CapabilityUnknown,
    FileEmpty,
    FileMissing,
    FileRefused,
    FilesDeferred,
    FilesTooMany,
    FileTooLarge,
)
from safehold.public.reporting.models import UploadGrant
from safehold.web import clock
from safehold.web.guards import RequestCut, require_whole, takes_files
from safehold.web.whole import content_length, watched_body

logger = logging.getLogger(__name__)

FORM_BYTES = 64 * 1024
"""What a request may hold beside the file: field names, the file's name, boundaries."""
DRAIN_BYTES = 64 * 1024 * 1024
"""How much of a refused file is read and dropped, so that its sender sees a page and not a broken line."""

STATUS: dict[type[FileRefused], int] = {
    FileMissing: 422,
    FileEmpty: 422,
    FileTooLarge: 413,
    FilesTooMany: 409,
    FilesDeferred: 503,
}
REASON = {
    FileMissing: "missing",
    FileEmpty: "empty",
    FileTooLarge: "too-large",
    FilesTooMany: "too-many",
    FilesDeferred: "deferred",
}


@takes_files
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, language: str, capability: str) -> HttpResponse:  # noqa: ARG001
    """Show the page to add a file, or take one."""
    try:
        held = Capability.parse(capability)
        grant = queries.access_grant(held, clock.today())
        if request.method == "POST":
            return _receive(request, grant, held)
    except CapabilityUnknown:
        return render(request, "reporting/files_ended.html", status=404)
    return _page(request, capability, count=queries.count_files(grant.mailbox))


def _receive(request: HttpRequest, grant: UploadGrant, capability: Capability) -> HttpResponse:
    sent: dict[str, object]
    status = 200
    try:
        kept, name = _seal(request, grant, capability)
        sent = {"outcome": "again" if kept.again else "arrived", "name": name, "count": kept.count}
    except FileRefused as refusal:
        watched_body(request).drain(DRAIN_BYTES)
        status = STATUS[type(refusal)]
        sent = {"outcome": REASON[type(refusal)], "count": queries.count_files(grant.mailbox)}
    return _page(request, capability.text, status, **sent)


def _seal(request: HttpRequest, grant: UploadGrant, capability: Capability) -> tuple[actions.KeptFile, str]:
    """Seal one file while it streams in, and keep it when all of the request has arrived.

    Raises the FileRefused errors, RequestCut, and CapabilityUnknown when the mailbox was closed meanwhile.
    """
    announced = content_length(request)
    try:
        actions.check_room(grant.mailbox, announced)
        if announced > limit("MAX_FILE_BYTES") + FORM_BYTES:
            raise FileTooLarge
        with uploads.upload_slot(), open_store().receiving() as incoming:
            sink = uploads.UploadSink(incoming, bytes(grant.mailbox.files_recipient), limit("MAX_FILE_BYTES"))
            uploads.expect_file(request, sink)
            request.POST  # noqa: B018 - reading it is what lets the file stream into the sink
            if sink.too_large:
                raise FileTooLarge
            require_whole(request)
            return actions.keep_file(grant, capability, sink, clock.today()), sink.name
    except UnreadablePostError:
        raise RequestCut from None
    except (DatabaseError, OSError) as error:
        logger.error("a file could not be kept: %s", type(error).__name__)  # noqa: TRY400
        raise FilesDeferred from None


def _page(request: HttpRequest, capability: str, status: int = 200, **sent: object) -> HttpResponse:
    context = {"capability": capability, "limit": limit("MAX_FILES"), **sent}
    return render(request, "reporting/files.html", context, status=status)
