# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is on the register."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from safehold.public.register import queries
from safehold.public.register.models import Entity
from safehold.public.register.queries import Book
from safehold.public.register.views.api import answers, telling
from safehold.public.register.views.api.entries import list_with_newest
from safehold.public.register.views.api.reading import USUAL, Limit, Number, reads

router = Router(tags=["entities"])
Role = Literal["registrant", "principal"]


@router.get("/entities", response=answers.EntityList, url_name="entities")
@reads
def list_entities(
    request: HttpRequest,  # noqa: ARG001
    book: Book,
    role: Role | None = None,
    cursor: UUID | None = None,
    limit: Limit = USUAL,
) -> dict[str, Any]:
    """List registrants and foreign principals in the order of their ids."""
    entities, after = queries.list_entities(role or "", cursor, limit)
    names = queries.list_names(book, [each.id for each in entities])
    return {
        "size": book.size,
        "next": str(after) if after else None,
        "entities": [_tell(each, names.get(each.id)) for each in entities],
    }


@router.get("/entities/{entity_id}", response=answers.EntityWhole, url_name="entity")
@reads
def read_entity(
    request: HttpRequest,  # noqa: ARG001
    book: Book,
    entity_id: UUID,
    cursor: Number | None = None,
) -> dict[str, Any]:
    """Read who somebody is, their entries newest first, with whom they have them, and what was said of them."""
    profile = queries.access_entity(book, entity_id, cursor)
    statements = queries.read_whole(book, [statement for _, statement in profile.entries])
    entries = [(entry, each) for (entry, _), each in zip(profile.entries, statements, strict=True)]
    return _tell(profile.entity, profile.name) | {
        "size": book.size,
        "count": profile.count,
        "next": profile.older,
        "entries": list_with_newest(book, entries),
        "neighbours": [
            {"id": str(each.id), "name": each.name, "entries": each.entries} for each in profile.neighbours
        ],
        "more_neighbours": profile.others,
        "said": [
            [telling.tell_statement(each, profile.reasons) for each in (thread.first, *thread.answers)]
            for thread in profile.threads
        ],
    }


def _tell(entity: Entity, name: str | None) -> dict[str, Any]:
    return {
        "id": str(entity.id),
        "name": name,
        "is_registrant": entity.is_registrant,
        "is_principal": entity.is_principal,
        "page": {
            language: telling.address_of("register:entity", entity.id, language)
            for language in telling.LANGUAGES
        },
    }
