# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries of the register: found, as of a day, with all versions, and what differs between two of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field
from pydantic.fields import FieldInfo

from safehold.catalog.register_forms import register_form
from safehold.public.register import queries, rules
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.queries import Asked, Book, History
from safehold.public.register.views.api import answers, telling
from safehold.public.register.views.api.reading import USUAL, Day, Limit, Number, reads

router = Router(tags=["entries"])


def _one_of(field: str) -> FieldInfo:
    """Take the codes of a field of the form, and nothing else."""
    codes = register_form("arrangement/1").codes_of(field).names
    found: FieldInfo = Field(pattern=f"^({'|'.join(codes)})$", json_schema_extra={"enum": list(codes)})
    return found


Kind = Annotated[str, _one_of("principal_kind")]
Activity = Annotated[str, _one_of("activities")]
Level = Annotated[str, _one_of("levels")]
State = Literal["current", "ended", "withheld"]
Country = Annotated[
    str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2, of the foreign principal.")
]
Text = Annotated[
    str, Field(max_length=300, description="Words of any version, as in the search of the pages.")
]


@router.get("/entries", response=answers.EntryList, url_name="entries")
@reads
def list_entries(
    request: HttpRequest,  # noqa: ARG001
    book: Book,
    words: Text = "",
    country: Country | None = None,
    kind: Kind | None = None,
    activity: Activity | None = None,
    level: Level | None = None,
    state: State | None = None,
    cursor: Number | None = None,
    limit: Limit = USUAL,
) -> dict[str, Any]:
    """Find entries, newest first. Without words and filters: all of them."""
    asked = Asked(
        words=words,
        kind=kind or "",
        country=country or "",
        state=state or "",
        activity=activity or "",
        level=level or "",
    )
    found = queries.search_entries(book, asked, cursor, limit, only=None)
    return {
        "size": book.size,
        "next": found.older,
        "count": found.count,
        "is_more": found.is_more,
        "entries": list_with_newest(book, found.entries),
    }


def list_with_newest(book: Book, entries: list[Any]) -> list[dict[str, Any]]:
    """Return entries with what their newest versions say."""
    reasons = queries.list_reasons(book, [statement for _, statement in entries])
    return [
        telling.tell_entry(entry) | {"newest": telling.tell_statement(statement, reasons)}
        for entry, statement in entries
    ]


@router.get("/entries/{entry_id}", response=answers.EntryAsOf, url_name="entry")
@reads
def read_entry(request: HttpRequest, book: Book, entry_id: UUID, on: Day | None = None) -> dict[str, Any]:  # noqa: ARG001
    """Read an entry as it stands, or as it stood on a day."""
    history = queries.access_entry(book, entry_id)
    statement = history.as_of(on) if on else history.versions[-1]
    then = [each.telling for each in history.sound if on is None or each.telling.on <= on]
    state = rules.state_of(then) if then else None
    return telling.tell_entry(history.entry) | {
        "on": on.isoformat() if on else None,
        "state": state,
        "state_label": telling.state_label(state) if state else None,
        "version": telling.tell_statement(statement, history.reasons) if statement else None,
    }


@router.get("/entries/{entry_id}/versions", response=answers.EntryHistory, url_name="versions")
@reads
def list_versions(request: HttpRequest, book: Book, entry_id: UUID) -> dict[str, Any]:  # noqa: ARG001
    """Read every version of an entry, oldest first, and what was decided or said about it."""
    history = queries.access_entry(book, entry_id)
    return telling.tell_entry(history.entry) | {
        "state": history.state,
        "state_label": telling.state_label(history.state),
        "versions": [telling.tell_statement(each, history.reasons) for each in history.versions],
        "missing": history.missing,
        "said": [telling.tell_thread(thread, history) for thread in history.threads],
        "sources": [telling.tell_statement(each, {}) for each in history.sources.values()],
    }


@router.get("/entries/{entry_id}/versions/{number}", response=answers.Told, url_name="version")
@reads
def read_version(request: HttpRequest, book: Book, entry_id: UUID, number: Number) -> dict[str, Any]:  # noqa: ARG001
    """Read one version of an entry."""
    history = queries.access_entry(book, entry_id)
    return telling.tell_statement(history.version(number), history.reasons)


@router.get("/entries/{entry_id}/differences", response=answers.Differences, url_name="differences")
@reads
def compare_versions(
    request: HttpRequest,  # noqa: ARG001
    book: Book,
    entry_id: UUID,
    before: Number | None = None,
    after: Number | None = None,
) -> dict[str, Any]:
    """Compare two versions field by field; without numbers, the newest with the one before it."""
    history = queries.access_entry(book, entry_id)
    numbers = [each.leaf.version for each in history.sound if each.leaf]
    if not numbers:
        raise ThingUnknown
    chosen = (before or numbers[-2:][0], after or numbers[-1])
    return {
        "entry": str(entry_id),
        "before": chosen[0],
        "after": chosen[1],
        "changes": _changes(history, *chosen),
    }


def _changes(history: History, before: int, after: int) -> list[dict[str, Any]]:
    old, new = (telling.tell_statement(history.version(each), history.reasons) for each in (before, after))
    names = [*new["fields"], *(name for name in old["fields"] if name not in new["fields"])]
    return [
        {
            "name": name,
            "label": (new["fields"].get(name) or old["fields"][name])["label"],
            "differs": old["fields"].get(name) != new["fields"].get(name),
            "before": old["fields"].get(name),
            "after": new["fields"].get(name),
        }
        for name in names
    ]
