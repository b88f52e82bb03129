# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who follows what, found by the link in their letter; and what is new of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from safehold.public.register import rules
from safehold.public.register.adapters import alert_secrets as secrets
from safehold.public.register.adapters import letters
from safehold.public.register.errors import AlertUnknown
from safehold.public.register.models import Alert, Entry, Follower, Leaf, Log
from safehold.public.register.queries.books import Book, Statement, read_statements
from safehold.public.register.queries.searching import LONGEST_QUERY, Asked, having_asked
from safehold.public.register.rules.alerts import MOST_TOLD

LOOKED_THROUGH = 1000
"""Of a search, the newest of so many changes since the last letter."""


@dataclass(frozen=True)
class Wanted:
    """What an alert is about: somebody on the register, or else a search; with neither, everything."""

    entity: UUID | None = None
    asked: Asked = field(default_factory=Asked)

    def document(self) -> dict[str, Any]:
        return {"entity": str(self.entity) if self.entity else None, "asked": asdict(self.asked)}

    @staticmethod
    def read(document: Any) -> Wanted | None:
        """Return what `document` gave; None where it cannot be read any more."""
        try:
            entity = document["entity"]
            return Wanted(UUID(entity) if entity else None, Asked(**document["asked"]))
        except (TypeError, KeyError, ValueError, AttributeError):
            return None


@dataclass(frozen=True)
class Followed:
    """An alert, and what it is about."""

    alert: Alert
    wanted: Wanted


@dataclass(frozen=True)
class News:
    """What an alert has to tell. more: how many changes are not listed."""

    followed: Followed
    statements: list[Statement]
    more: int


def count_told(book: Book) -> int:
    """Return how many leaves letters tell of: those that a checkpoint covers, and searches know."""
    shown: int | None = Log.objects.values_list("shown", flat=True).first()
    return min(book.size, shown or 0)


def are_sent() -> bool:
    """Whether this site sends alerts at all."""
    return letters.are_on()


def access_alert(token: str) -> Followed:
    """Return the alert whose confirming link somebody follows; raises AlertUnknown."""
    alert = Alert.objects.filter(confirm_hash=secrets.hash_of(token)).select_related("follower").first()
    followed = _read(alert) if alert else None
    if followed is None:
        raise AlertUnknown
    return followed


def list_followed(token: str) -> list[Followed]:
    """Return what the holder of a letter follows, or was asked to; nothing where it ended. Raises AlertUnknown."""
    follower = secrets.read_stop_token(token)
    if follower is None:
        raise AlertUnknown
    rows = Alert.objects.filter(follower=follower).order_by("asked_on", "id")
    return [found for found in map(_read, rows) if found]


def list_due(size: int, on: date) -> Iterator[Follower]:
    """Go through those who were not written to today, and follow what may have changed."""
    due: QuerySet[Follower] = Follower.objects.filter(
        alerts__state=Alert.State.KEPT, alerts__since__lt=size
    ).exclude(told_on=on)
    for key in list(due.values_list("pk", flat=True).distinct().order_by("pk")):
        if follower := Follower.objects.filter(pk=key).first():
            yield follower


def list_asked(most: int) -> list[Followed]:
    """Return alerts whose addresses wait for the letter with the link, the first that were asked for first."""
    asked = Alert.objects.filter(state=Alert.State.ASKED).select_related("follower")
    return [found for found in map(_read, asked.order_by("asked_on", "id")[: max(most, 0)]) if found]


def list_news_of(book: Book, follower: Follower, size: int) -> list[News]:
    """Return what each alert of a follower has to tell, those with nothing left out."""
    rows = follower.alerts.filter(state=Alert.State.KEPT, since__lt=size).order_by("asked_on", "id")
    read = [_news(book, found, size) for found in map(_read, rows) if found]
    return [each for each in read if each.statements]


def _read(alert: Alert) -> Followed | None:
    wanted = Wanted.read(secrets.open_closed(alert.wanted))
    return Followed(alert, wanted) if wanted else None


def _news(book: Book, followed: Followed, size: int) -> News:
    new = Leaf.objects.filter(index__gte=followed.alert.since, index__lt=size).order_by("-index")
    wanted = followed.wanted
    if wanted.entity:
        either = Q(registrant_id=wanted.entity) | Q(principal_id=wanted.entity)
        rows = new.filter(either, kind__in=rules.TELLINGS)
    elif wanted.asked.is_anything():
        rows = new.filter(kind__in=rules.VERSIONS, entry_id__in=_entries_found(wanted.asked, new))
    else:
        rows = new.filter(kind__in=rules.TELLINGS, registrant_id__isnull=False)
    listed = read_statements(book, list(rows[:MOST_TOLD]))
    more = max(rows[: LOOKED_THROUGH + 1].count() - MOST_TOLD, 0)
    return News(followed, [each for each in listed if each.leaf], more)


def _entries_found(asked: Asked, new: QuerySet[Leaf]) -> list[UUID]:
    """Return which of the entries that changed have what is asked for."""
    words = rules.read_asked(asked.words[:LONGEST_QUERY])
    if asked.words.strip() and not words:
        return []
    versions = new.filter(kind__in=rules.VERSIONS).values_list("entry_id", flat=True)
    entries = Entry.objects.filter(id__in={moved for moved in versions[:LOOKED_THROUGH] if moved})
    numbers = having_asked(asked, words)
    column = "number" if numbers.model is Entry else "place"
    there = numbers.filter(**{f"{column}__in": list(entries.values_list("number", flat=True))})
    return list(entries.filter(number__in=list(there)).values_list("id", flat=True))
