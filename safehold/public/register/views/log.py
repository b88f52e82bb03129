# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log itself, for readers that are programs: checkpoint and tiles (c2sp.org/tlog-tiles), and the page about it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safehold.core import tlog
from safehold.public.register import queries
from safehold.public.register.queries import Book
from safehold.public.register.views.books import reads_the_log_or_waits

NEVER_CHANGES = "public, max-age=31536000, immutable"
SOON_CHANGES = "public, max-age=5"
BYTES = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the newest checkpoint."""
    return HttpResponse(queries.read_checkpoint(), content_type=TEXT, headers={"Cache-Control": SOON_CHANGES})


@require_safe
def tile(request: HttpRequest, place: str) -> HttpResponse:  # noqa: ARG001
    """Give a tile of hashes, or a bundle of leaves. What stands under an address never changes."""
    content = queries.read_tile(f"tile/{place}")
    return HttpResponse(content, content_type=BYTES, headers={"Cache-Control": NEVER_CHANGES})


@reads_the_log_or_waits
def about_log(request: HttpRequest, book: Book, language: str) -> HttpResponse:  # noqa: ARG001
    """Say what the log is, who signed and saw its newest checkpoint, and how anybody checks it."""
    return render(request, "register/reading/log.html", describe(book))


def describe(book: Book) -> dict[str, object]:
    """Return what a page shows of a checkpoint."""
    return {
        "size": book.size,
        "note": book.note.decode(),
        "log_key": book.key.text,
        "witnesses": [
            {"name": each.key.name, "key": each.key.text, "at": datetime.fromtimestamp(each.timestamp, UTC)}
            for each in queries.list_cosignatures(book)
        ],
        "root": tlog.read_checkpoint_unverified(book.note).root.hex(),
    }
