# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of evidence: noor adds a photograph, says what it is, blacks a part out, and sees how it would end.

She also reads a conversation that is written from right to left, and both once in the dark and in French.
"""

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from safehold.looking.tests.drawn import exif_with_place, write
from tests.shots.studio import DESKTOP_WIDTH, PHONE_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

CONVERSATION = "\n".join(
    f"[{day}/11/2026, 21:0{day}:00] {who}: {words}"
    for day, who, words in (
        (1, "Alim", "ئۇلار ماڭا تېلېفون قىلىپ، سىڭلىمنىڭ ئەھۋالىنى سورىدى."),
        (2, "Aygül", "سىز كىم؟ Who gave you this number?"),
        (3, "Alim", "يىغىلىشقا بارساڭ، ئۇنىڭغا ياخشى بولمايدۇ، دېدى."),
    )
)


def picture_evidence(studio: "Studio", noor: "DeskMember") -> None:
    """noor has unlocked, and has a case to which no file came."""
    evidence = f"/evidence/{noor.case_id}/"
    _take(studio, noor, "evidence-empty", evidence)
    _take(studio, noor, "evidence-add", f"{evidence}add")
    noor.send("/upload", words="The car that waits at her door.")
    studio.take("evidence-add-errors", "noor", noor)
    noor.add_file("/upload", {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": _make_photo()})
    item = noor.page.url
    _wait_for_picture(noor)
    studio.take("evidence-item", "noor", noor)
    studio.take("evidence-item", "noor", noor, dark=True)
    noor.open(f"{evidence}add")
    noor.add_file("/upload", {"name": "chat.txt", "mimeType": "text/plain", "buffer": CONVERSATION.encode()})
    studio.take("evidence-conversation", "noor", noor)
    _take(studio, noor, "evidence", evidence)
    for name, path in {"describe": "describe", "black-out": "black-out", "destroy": "destroy"}.items():
        noor.page.goto(f"{item}{path}")
        noor.page.wait_for_load_state("networkidle")
        studio.take(f"evidence-{name}", "noor", noor)
    noor.page.goto(item)
    noor.press("Make a clean copy")
    _wait_for_picture(noor)
    studio.take("evidence-copy", "noor", noor)
    _in_french(studio, noor, item)


def _in_french(studio: "Studio", noor: "DeskMember", item: str) -> None:
    _speak(noor, "fr")
    noor.page.goto(item)
    _wait_for_picture(noor)
    studio.take("evidence-item", "noor-fr", noor)
    noor.page.goto(f"{item}black-out")
    noor.page.wait_for_load_state("networkidle")
    studio.take("evidence-black-out", "noor-fr", noor, widths=(PHONE_WIDTH,))
    _take(studio, noor, "evidence-hand-over", f"/evidence/{noor.case_id}/hand-over", "noor-fr", DESKTOP_WIDTH)
    _speak(noor, "en")


def _speak(noor: "DeskMember", language: str) -> None:
    noor.open("/language/")
    noor.page.locator(f"[name=language][value={language}]").check()
    noor.send("/language/")


def _make_photo() -> bytes:
    """A street at night, with somebody in it, that says where it was taken."""
    photo = Image.new("RGB", (1200, 900), "#26324a")
    pen = ImageDraw.Draw(photo)
    pen.rectangle([0, 620, 1200, 900], fill="#3b4049")
    pen.rectangle([140, 160, 520, 640], fill="#7a5a48")
    pen.rectangle([280, 420, 400, 640], fill="#3f2a20")
    pen.rectangle([190, 220, 270, 320], fill="#f2d288")
    pen.rounded_rectangle([640, 560, 1080, 720], 40, fill="#a33b3b")
    pen.rounded_rectangle([720, 480, 1000, 580], 40, fill="#8fa6b8")
    pen.ellipse([690, 680, 780, 770], fill="#111")
    pen.ellipse([930, 680, 1020, 770], fill="#111")
    pen.ellipse([820, 490, 890, 570], fill="#e0b892")
    return write(photo, "JPEG", exif=exif_with_place(), quality=90)


def _wait_for_picture(noor: "DeskMember") -> None:
    picture = noor.page.locator("img.preview").first
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")


def _take(
    studio: "Studio", noor: "DeskMember", name: str, path: str, who: str = "noor", *widths: int
) -> None:
    noor.open(path)
    studio.take(name, who, noor, widths=widths or (PHONE_WIDTH, DESKTOP_WIDTH))
