# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A version is made, and somebody who did not write it reads it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from safehold.desk.cases import actions as cases
from safehold.desk.dossiers import queries
from safehold.desk.dossiers.actions.writing import lock, next_position, trace
from safehold.desk.dossiers.errors import ReviewerWrote, StillLacking
from safehold.desk.dossiers.models import Dossier, Review, Version
from safehold.desk.dossiers.queries.opened import open_head, open_one
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def make_version(unlocked: Unlocked, dossier: Dossier, on: date, once: UUID | None = None) -> Version:
    """Keep a dossier as it is now. Raises StillLacking while something grave is missing."""
    with atomic_for(Version):
        case_now, key = cases.hold_case(unlocked, dossier.case)
        row = lock(dossier)
        if once and (kept := Version.objects.filter(id=once, dossier=row).first()):
            return kept
        row.case = case_now
        opened = open_head(key, row)
        weighed = queries.weigh(unlocked, opened, on)
        if weighed.grave or weighed.actor is None:
            raise StillLacking
        number = next_position(Version, row)
        is_free = once is not None and not Version.objects.filter(id=once).exists()
        version = Version(
            id=once if is_free else uuid4(),
            dossier=row,
            case=case_now,
            position=number,
            author=unlocked.member,
            on_day=on,
        )
        content = queries.freeze(unlocked, opened, weighed, number, on)
        version.seal(key, {"content": content, "writers": sorted({*opened.writers, str(unlocked.member.id)})})
        version.save(force_insert=True)
        trace(case_now, "dossier.version", unlocked.member, on)
    return version


def review_version(unlocked: Unlocked, version: Version, verdict: str, words: str, on: date) -> Review:
    """Say whether a version can go out. Raises ReviewerWrote for whoever wrote in it."""
    with atomic_for(Review):
        case_now, key = cases.hold_case(unlocked, version.case)
        row = lock(version.dossier)
        if str(unlocked.member.id) in open_one(key, version).writers:
            raise ReviewerWrote
        review = Review(
            id=uuid4(),
            dossier=row,
            case=case_now,
            version=version,
            verdict=verdict,
            position=next_position(Review, row),
            author=unlocked.member,
            on_day=on,
        )
        review.seal(key, {"words": words})
        review.save(force_insert=True)
        search.index_row(unlocked, key, review)
        trace(case_now, "dossier.reviewed", unlocked.member, on)
    return review
