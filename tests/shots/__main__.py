# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make shots`: picture every page of both real sites with a demo coalition, into build/shots.

One contact sheet shows them all. Exits with 1 when a picture of the list was not taken.
"""

import sys
import tempfile
from pathlib import Path

from safehold.cli.demo import prepare
from safehold.cli.demo.coalition import read_sign_ins
from safehold.cli.demo.processes import free_port, running
from tests.journeys.chromium import CHROMIUM, start_chromium
from tests.shots.desk_story import picture_desk
from tests.shots.reporting_story import picture_reporting
from tests.shots.sheet import forget, make_contact_sheet, make_first_look
from tests.shots.studio import Studio

FOLDER = Path("build") / "shots"
FIRST_LOOK = Path("docs") / "pictures" / "first-look.png"
FIRST = ("form-amina-360", "receipt-amina-360", "case-noor-1280")
ANSWERING = "lead-harbour-lantern"


def main() -> int:
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not installed: make setup-system")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    forget(FOLDER.glob("*.png"))
    studio = Studio(FOLDER)
    _picture(studio)
    make_contact_sheet(studio.taken, FOLDER / "contact-sheet.png")
    form, receipt, case = (FOLDER / f"{name}.png" for name in FIRST)
    make_first_look(form, receipt, case, FIRST_LOOK)
    missing = studio.missing()
    print(f"{len(studio.taken)} pictures in {FOLDER}, all of them in {FOLDER / 'contact-sheet.png'}")
    if missing:
        print(f"not taken: {', '.join(sorted(missing))}")
    return 1 if missing else 0


def _picture(studio: Studio) -> None:
    """The desk first, while its rooms are empty; then amina, who is answered by another organisation."""
    with tempfile.TemporaryDirectory(prefix="safehold-shots-") as folder, start_chromium() as browser:
        data = Path(folder)
        prepare(data)
        with running(data, public_port=free_port(), desk_port=free_port(), crossing_every=0.3) as sites:
            people = {person.username: person for person in read_sign_ins(data / "sign-ins.json")}
            picture_desk(studio, browser, sites, people)
            picture_reporting(studio, browser, sites, people[ANSWERING])


if __name__ == "__main__":
    sys.exit(main())
