# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is new on the register, for those who follow it: the newest leaves of all, of an entity, or of a search."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from safehold.public.register import rules
from safehold.public.register.models import Entry, Leaf
from safehold.public.register.queries.books import Book, Statement, read_statements
from safehold.public.register.queries.bulletins import BULLETIN
from safehold.public.register.queries.entities import find_entity
from safehold.public.register.queries.searching import LONGEST_QUERY, Asked, having_asked

NEWEST = 30
LOOKED_THROUGH = 1000
"""Of a search, the newest of so many versions and of so many entries."""


def list_news(book: Book) -> list[Statement]:
    """Return the newest leaves, newest first."""
    return _newest(book, Q(registrant_id__isnull=False, kind__in=rules.TELLINGS) | Q(kind=BULLETIN))


def list_news_of_entity(book: Book, entity_id: UUID) -> list[Statement]:
    """Return the newest leaves about an entity; raises ThingUnknown."""
    return _newest(book, find_entity(entity_id)[1] & Q(kind__in=rules.TELLINGS))


def list_news_of_search(book: Book, asked: Asked) -> list[Statement]:
    """Return the newest versions of entries that have what is asked for: among the newest entries that have it, and
    among the newest versions of all. An old entry that many others share its words with appears when it changes.
    """
    words = rules.read_asked(asked.words[:LONGEST_QUERY])
    numbers = having_asked(asked, words)
    column = "number" if numbers.model is Entry else "place"
    recent = list(
        Leaf.objects.filter(kind__in=rules.VERSIONS, index__lt=book.size)
        .order_by("-index")
        .values_list("entry_id", flat=True)[:LOOKED_THROUGH]
    )
    moved = Entry.objects.filter(id__in=set(recent)).values_list("number", flat=True)
    among = [
        *numbers.order_by(f"-{column}")[:LOOKED_THROUGH],
        *numbers.filter(**{f"{column}__in": list(moved)}),
    ]
    newest = (
        Entry.objects.filter(number__in=set(among))
        .order_by("-newest")
        .values_list("newest", flat=True)[:NEWEST]
    )
    rows = Leaf.objects.filter(index__in=list(newest)).order_by("-index")
    return read_statements(book, list(rows))


def _newest(book: Book, which: Q) -> list[Statement]:
    rows = Leaf.objects.filter(which, index__lt=book.size).order_by("-index")
    return read_statements(book, list(rows[:NEWEST]))
