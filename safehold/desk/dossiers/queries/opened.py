# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dossiers once opened, with their versions, what a second person said of them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from safehold.core.dossiers import Parts
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.dossiers import rules
from safehold.desk.dossiers.models import Dossier, Review, Step, Version
from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class OpenedReview:
    row: Review
    words: str = field(repr=False)


@dataclass(frozen=True)
class OpenedVersion:
    row: Version
    content: dict[str, Any] = field(repr=False)
    writers: tuple[str, ...]
    reviews: tuple[OpenedReview, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Whether the newest review lets it go out."""
        return bool(self.reviews) and self.reviews[-1].row.verdict == rules.APPROVED


@dataclass(frozen=True)
class OpenedStep:
    row: Step
    words: str = field(repr=False)


@dataclass(frozen=True)
class OpenedDossier:
    """versions, steps: oldest first."""

    row: Dossier
    parts: Parts = field(repr=False)
    writers: tuple[str, ...]
    versions: tuple[OpenedVersion, ...] = ()
    steps: tuple[OpenedStep, ...] = ()

    @property
    def title(self) -> str:
        return self.parts.title or str(self.row.get_act_display())


def open_head(key: bytes, row: Dossier) -> OpenedDossier:
    document = row.open(key)
    return OpenedDossier(row, Parts.of(document["parts"]), tuple(document["writers"]))


def open_whole(key: bytes, row: Dossier) -> OpenedDossier:
    """Open a dossier with all that stands under it. Raises RowTampered."""
    head = open_head(key, row)
    versions = tuple(open_one(key, each) for each in Version.objects.filter(dossier=row).order_by("position"))
    steps = Step.objects.filter(dossier=row).select_related("author", "version").order_by("position")
    told = tuple(OpenedStep(each, each.open(key)["words"]) for each in steps)
    return OpenedDossier(row, head.parts, head.writers, versions, told)


def open_one(key: bytes, row: Version) -> OpenedVersion:
    document = row.open(key)
    reviews = Review.objects.filter(version=row).select_related("author").order_by("position")
    said = tuple(OpenedReview(each, each.open(key)["words"]) for each in reviews)
    return OpenedVersion(row, document["content"], tuple(document["writers"]), said)


def open_dossier(unlocked: Unlocked, dossier: Dossier) -> OpenedDossier:
    """Open one dossier. Raises RowTampered or KeyMissing."""

    def opening(who: Unlocked, now: Case) -> OpenedDossier:
        dossier.refresh_from_db()
        return open_whole(who.case_key(now.id, now.key_version), dossier)

    return cases.as_it_is_now(unlocked, dossier.case, opening)


def open_version(unlocked: Unlocked, version: Version) -> OpenedVersion:
    def opening(who: Unlocked, now: Case) -> OpenedVersion:
        version.refresh_from_db()
        return open_one(who.case_key(now.id, now.key_version), version)

    return cases.as_it_is_now(unlocked, version.case, opening)


def open_family(unlocked: Unlocked, case: Case) -> list[OpenedDossier]:
    """Open the dossiers of a case and of those that are read in it."""
    return [
        opened
        for each in cases.list_family(case)
        for opened in cases.as_it_is_now(unlocked, each, _open_case)
    ]


def _open_case(unlocked: Unlocked, case: Case) -> list[OpenedDossier]:
    rows = Dossier.objects.filter(case=case).order_by("created_on", "id")
    return [open_head(unlocked.case_key(case.id, case.key_version), row) for row in rows] if rows else []


def open_heads(unlocked: Unlocked, rows: Iterable[Dossier]) -> list[OpenedDossier]:
    """Open some dossiers of several cases for a list. One whose case's key the member lacks is left out."""
    dossiers = list(rows)
    keys = unlocked.case_keys({row.case_id: row.case.key_version for row in dossiers})
    return [open_head(keys[row.case_id], row) for row in dossiers if row.case_id in keys]
