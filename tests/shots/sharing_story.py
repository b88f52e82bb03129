# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of sharing: noor asks tenzin's organisation, he takes it, they write, and she calls it back."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

THEIRS = "Snow Pass Tibetan Circle"
WHY = "She speaks Tibetan, and you are two streets away."


def picture_sharing(studio: "Studio", noor: "DeskMember", tenzin: "DeskMember") -> None:
    """Both have unlocked; noor has a case, and nobody has agreed to share it yet."""
    sharing = f"/sharing/{noor.case_id}/"
    _take(studio, tenzin, "tenzin", "shared-empty", "/sharing/")
    _take(studio, noor, "noor", "sharing-empty", sharing)
    _take(studio, noor, "noor", "sharing-pick", f"{sharing}offer")
    _choose(noor, "referral")
    studio.take("sharing-preview-no-consent", "noor", noor)
    _writes_down_that_they_agree(noor, f"/support/{noor.case_id}/consent/share-organisation")
    for name, kind in {"sharing-preview-transfer": "transfer", "sharing-preview": "referral"}.items():
        noor.open(f"{sharing}offer")
        _choose(noor, kind)
        studio.take(name, "noor", noor)
    noor.press("Offer this")
    _take(studio, tenzin, "tenzin", "shared", "/sharing/")
    tenzin.page.locator("main td a").first.click()
    studio.take("shared-offer", "tenzin", tenzin)
    tenzin.press("Take it")
    tenzin.page.locator("form[action$='/message'] textarea").fill("We call her tomorrow at seven.")
    tenzin.press("Send")
    studio.take("shared-thread", "tenzin", tenzin)
    _take(studio, noor, "noor", "sharing", sharing)
    noor.page.locator("main a[href*='/sent/']").first.click()
    studio.take("sharing-sent", "noor", noor)
    noor.press("Call it back")
    tenzin.page.reload()
    studio.take("shared-thread-ended", "tenzin", tenzin)


def _choose(noor: "DeskMember", kind: str) -> None:
    theirs = noor.page.locator("[name=receiver] option", has_text=THEIRS)
    noor.page.select_option("[name=receiver]", theirs.get_attribute("value"))
    noor.page.locator("[name=words]").fill(WHY)
    noor.page.locator(f"[name=kind][value={kind}]").check()
    noor.page.locator("[name=fields_words][value=words]").check()
    noor.press("See what they will see")


def _writes_down_that_they_agree(noor: "DeskMember", path: str) -> None:
    noor.open(path)
    noor.page.check("[name=answer][value=agrees]")
    noor.page.check("[name=read_aloud]")
    noor.send("/consent/share-organisation")


def _take(studio: "Studio", member: "DeskMember", who: str, name: str, path: str) -> None:
    member.open(path)
    studio.take(name, who, member)
