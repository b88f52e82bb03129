# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of the clearing house: one case goes to the police and is answered, the message about it begun."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_referrals(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case whose reporter agrees that authorities get it."""
    case = f"/referrals/{noor.case_id}/"
    noor.open(case)
    studio.take("referrals-case", "noor", noor)
    noor.page.check('[name=receivers][value="authority:local-police"]')
    noor.press("Begin")
    studio.take("referral", "noor", noor)
    noor.page.check("[name=fields_words][value=words]")
    noor.page.check("[name=fields_identity][value=files]")
    noor.page.check("[name=files]")
    noor.send("/packet")
    studio.take("referral-preview", "noor", noor)
    noor.send("/send")
    noor.send("/contacts", file_number="77-1234", officer="Constable Roy", words="They looked at it today.")
    studio.take("referral-sent", "noor", noor)
    studio.take("referral-sent", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    noor.open(f"{noor.path}/letters/status")
    studio.take("referral-letter", "noor", noor)
    noor.open(f"{case}tell")
    studio.take("referral-tell", "noor", noor)
    noor.open("/referrals/")
    studio.take("referrals-overdue", "noor", noor)
