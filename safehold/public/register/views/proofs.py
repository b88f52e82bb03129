# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check it yourself: the file that proves a version, what is in it, and the one line that checks it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehold.core import tlog
from safehold.public.register import queries
from safehold.public.register.queries import Book
from safehold.public.register.views import presenting
from safehold.public.register.views.books import reads_the_log
from safehold.public.register.views.log import describe
from safehold.web.references import reference_of

JSON = "application/json"


@reads_the_log
def proof(request: HttpRequest, book: Book, language: str, entry_id: UUID, number: int) -> HttpResponse:
    """Show what proves a version, and how to check it."""
    statement = queries.access_version(book, entry_id, number)
    name = _name_of(entry_id, f"-{number}")
    context = {
        "entry_id": entry_id,
        "number": number,
        "leaf": statement.leaf,
        "index": statement.index,
        "problem": presenting.problem_words(statement.problem),
        "sides": presenting.sides_of(statement, language),
        "leaf_hash": tlog.hash_leaf(statement.content).hex(),
        "hashes": [] if statement.problem else [each.hex() for each in book.prove(statement.index)],
        "file_name": name,
    }
    return render(request, "register/reading/proof.html", context | describe(book))


@reads_the_log
def saved_version(request: HttpRequest, book: Book, entry_id: UUID, number: int) -> HttpResponse:  # noqa: ARG001
    """Give one version with its proof, as a file."""
    statement = queries.access_version(book, entry_id, number)
    return _file(queries.save_entry(book, [statement]), _name_of(entry_id, f"-{number}"))


@reads_the_log
def saved_entry(request: HttpRequest, book: Book, entry_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give every version of an entry with its proofs, as a file."""
    history = queries.access_entry(book, entry_id)
    return _file(queries.save_entry(book, history.versions), _name_of(entry_id, ""))


def _name_of(entry_id: UUID, which: str) -> str:
    return f"entry-{reference_of(entry_id)}{which}.json"


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return HttpResponse(content, content_type=JSON, headers=headers)
