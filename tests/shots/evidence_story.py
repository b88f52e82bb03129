# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of evidence: noor adds a photograph, says what it is, blacks a part out, and sees how it would end."""

from typing import TYPE_CHECKING

from safehold.desk.evidence.tests.house import PHOTO

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_evidence(studio: "Studio", noor: "DeskMember") -> None:
    """noor has unlocked, and has a case to which no file came."""
    evidence = f"/evidence/{noor.case_id}/"
    _take(studio, noor, "evidence-empty", evidence)
    _take(studio, noor, "evidence-add", f"{evidence}add")
    noor.send("/upload", words="The car that waits at her door.")
    studio.take("evidence-add-errors", "noor", noor)
    noor.add_file("/upload", {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
    item = noor.page.url
    _wait_for_picture(noor)
    studio.take("evidence-item", "noor", noor)
    _take(studio, noor, "evidence", evidence)
    for name, path in {"describe": "describe", "black-out": "black-out", "destroy": "destroy"}.items():
        noor.page.goto(f"{item}{path}")
        noor.page.wait_for_load_state("networkidle")
        studio.take(f"evidence-{name}", "noor", noor)
    noor.page.goto(item)
    noor.press("Make a clean copy")
    _wait_for_picture(noor)
    studio.take("evidence-copy", "noor", noor)


def _wait_for_picture(noor: "DeskMember") -> None:
    noor.page.locator("img.preview").first.scroll_into_view_if_needed()
    noor.page.wait_for_function("document.querySelector('img.preview').naturalWidth > 0")


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)
