# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of handing evidence over: what is asked before a bag leaves."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_hand_over(studio: "Studio", lead: "DeskMember", case_path: str) -> None:
    """The lead has unlocked."""
    lead.open(f"/evidence/{case_path.strip('/').split('/')[-1]}/hand-over")
    studio.take("evidence-hand-over", "lead", lead)
