# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of dossiers: noor begins one about the actor whom she screened, and sees what is missing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_dossiers(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked, has a case, and an actor in it (actors_story)."""
    case = f"/dossiers/{noor.case_id}/"
    _take(studio, noor, "dossiers-of-case-empty", case)
    _take(studio, noor, "dossier-new", f"{case}add")
    noor.page.check("[name=act][value=JVCFOA-4]")
    noor.page.fill("[name=title]", "Demo dossier on an invented official")
    noor.page.check("[name=is_exercise]")
    noor.press("Keep this")
    dossier = noor.path
    _take(studio, noor, "dossier-words", f"{dossier}/words")
    _take(studio, noor, "dossier-criteria", f"{dossier}/criteria")
    noor.page.check("[name=JVCFOA-4-e1][value=yes]")
    noor.page.check("[name=JVCFOA-4-e3][value=no]")
    noor.press("Keep this")
    _take(studio, noor, "dossier-claim", f"{dossier}/parts/claims")
    noor.page.fill("[name=words]", "The invented official ordered that a relative be called in.")
    noor.press("Keep this")
    _take(studio, noor, "dossier", dossier)
    _take(studio, noor, "dossier-step", f"{dossier}/steps")
    _take(studio, noor, "dossiers", "/dossiers/")


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)
