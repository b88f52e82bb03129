# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make shots`: picture every page of both real sites with a demo coalition, into build/shots.

One contact sheet shows them all. Exits with 1 when a picture of the list was not taken.
`make shots ONLY=evidence` takes those of one part alone, beside what is there.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from safehold.cli.demo import prepare
from safehold.cli.demo.coalition import SignIn, read_sign_ins
from safehold.cli.demo.processes import Sites, free_port, running
from tests.journeys.chromium import CHROMIUM, start_chromium
from tests.shots.desk_story import picture_desk
from tests.shots.parts import PARTS
from tests.shots.register_story import picture_register
from tests.shots.reporting_story import picture_reporting
from tests.shots.sheet import forget, make_contact_sheet, make_first_look
from tests.shots.studio import Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path("build") / "shots"
FIRST_LOOK = Path("docs") / "pictures" / "first-look.png"
FIRST = ("form-amina-360", "receipt-amina-360", "case-noor-1280")
ANSWERING = "lead-harbour-lantern"


def main(only: str = "") -> int:
    if only and only not in PARTS:
        print(f"There is no such part. There are: {', '.join(PARTS)}")
        return 2
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not installed: make setup-system")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    if only:
        studio = Studio(FOLDER)
        _picture(studio, PARTS[only])
        print(f"{len(studio.taken)} pictures in {FOLDER}")
        return 0
    forget(FOLDER.glob("*.png"))
    studio = Studio(FOLDER)
    _picture(studio, _picture_all)
    make_contact_sheet(studio.taken, FOLDER / "contact-sheet.png")
    form, receipt, case = (FOLDER / f"{name}.png" for name in FIRST)
    make_first_look(form, receipt, case, FIRST_LOOK)
    missing = studio.missing()
    print(f"{len(studio.taken)} pictures in {FOLDER}, all of them in {FOLDER / 'contact-sheet.png'}")
    if missing:
        print(f"not taken: {', '.join(sorted(missing))}")
    return 1 if missing else 0


def _picture(studio: Studio, story: Callable[[Studio, "Browser", Sites, dict[str, SignIn]], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-shots-") as folder, start_chromium() as browser:
        data = Path(folder)
        prepare(data)
        with running(data, public_port=free_port(), desk_port=free_port(), crossing_every=0.3) as sites:
            people = {person.username: person for person in read_sign_ins(data / "sign-ins.json")}
            story(studio, browser, sites, people)


def _picture_all(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    """The desk first, while its rooms are empty; then amina, who is answered by another organisation."""
    picture_desk(studio, browser, sites, people)
    picture_reporting(studio, browser, sites, people[ANSWERING])
    picture_register(studio, browser, sites.data / "register")
    PARTS["office"](studio, browser, sites, people)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
