# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery kit over HTTP: handed out once, read back without an echo."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from safehold.desk.members import actions as members
from safehold.desk.vault import kit as kits
from safehold.desk.vault import queries
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import Escrow, EscrowDrill
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.desk.vault.tests.vault_cast import DAY, Person, make_cast, make_person
from safehold.web import printing

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def founder() -> Person:
    house = members.found_organisation("north", {"en": "North House"}, ["English"], True, True)
    return make_person(house, "lead", "lead").sign_in().unlock()


def read_back(lead: Person, first: str, second: str) -> str:
    answer = lead.client.post(
        "/vault/kit/read-back", {"first_sheet": first, "second_sheet": second}, follow=True
    )
    return answer.content.decode()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Kit]:
    """The kits that are drawn, which nobody else ever sees."""
    made: list[Kit] = []
    draw = kits.draw

    def remember() -> Kit:
        made.append(draw())
        return made[-1]

    monkeypatch.setattr(kits, "draw", remember)
    return made


def test_from_the_first_unlock_to_the_first_list(drawn: list[Kit]) -> None:
    lead = founder()
    assert "Make the recovery kit" in lead.client.get("/vault/passphrase").content.decode()
    page = lead.client.get("/vault/").content.decode()
    assert "only after two sheets of its recovery kit were read back" in page
    assert "Print it, see that it can be read" in lead.client.get("/vault/kit").content.decode()
    sheets = lead.client.post("/vault/kit", {"replacing": ""})
    assert sheets.content.startswith(b"%PDF-")
    assert sheets.headers["Content-Type"] == "application/pdf"
    assert "no-store" in sheets.headers["Cache-Control"]
    (kit,) = drawn
    assert sheets.headers["Content-Disposition"] == f'attachment; filename="recovery-kit-{kit.name}.pdf"'
    assert kit.name in lead.client.get("/vault/").content.decode()
    assert "they open everything" in read_back(lead, *kit.sheets[:2])
    after = lead.client.get("/vault/").content.decode()
    assert "In the list" in after
    assert "Two sheets were read back on" in after
    assert "Go on" in lead.client.get("/vault/passphrase").content.decode()


def test_a_second_press_of_the_button_replaces_nothing(drawn: list[Kit]) -> None:
    lead = founder()
    lead.client.post("/vault/kit", {"replacing": ""})
    again = lead.client.post("/vault/kit", {"replacing": ""}).content.decode()
    assert "A kit was made meanwhile" in again
    assert len(drawn) == 1
    named = {"replacing": drawn[0].name}
    assert "Nothing was changed" in lead.client.post("/vault/kit", named).content.decode()
    assert Escrow.objects.get().recipient == drawn[0].recipient
    assert lead.client.post("/vault/kit", named | {"sure": "yes"}).content.startswith(b"%PDF-")
    assert Escrow.objects.get().recipient == drawn[1].recipient


def test_a_kit_that_cannot_be_drawn_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = founder()
    kit = make_and_read_back(lead.unlocked, DAY)
    monkeypatch.setattr(printing, "TIMEOUT_SECONDS", 0)
    answer = lead.client.post("/vault/kit", {"replacing": kit.name, "sure": "yes"}, follow=True)
    assert "could not be drawn" in answer.content.decode()
    assert Escrow.objects.get().recipient == kit.recipient
    assert queries.has_drilled(lead.member.organisation_id)


def test_what_was_typed_is_in_no_page(drawn: list[Kit]) -> None:
    lead = founder()
    lead.client.post("/vault/kit", {"replacing": ""})
    first, second, _ = drawn[0].sheets
    wrong = " ".join([*second.split()[:-1], "zebra"])
    for page, said in (
        (read_back(lead, first, wrong), "Word 33 is none of the words"),
        (read_back(lead, "one two", wrong), "Here are 2."),
        (read_back(lead, first, first), "Both are the same sheet"),
        (read_back(lead, first, ""), "Type the 33 words of another sheet."),
    ):
        assert said in page
        assert "is not shown again" in page
        assert re.findall(r"<textarea[^>]*>\s*([^<]*)</textarea>", page) == ["", ""]
        assert first not in page
        assert "zebra" not in page
    assert not EscrowDrill.objects.exists()


def test_sheets_posted_while_locked_are_not_carried(drawn: list[Kit]) -> None:
    lead = founder()
    lead.client.post("/vault/kit", {"replacing": ""})
    first, second, _ = drawn[0].sheets
    lead.client.post("/lock")
    locked = lead.client.post("/vault/kit/read-back", {"first_sheet": first, "second_sheet": second})
    assert locked.status_code == 423
    assert first not in locked.content.decode()
    assert "Your text is still here" not in locked.content.decode()
    lead.unlock()
    assert "Take two of the three sheets" in lead.client.post("/vault/kit/read-back").content.decode()


def test_without_a_kit_reading_back_leads_to_making_one() -> None:
    assert founder().client.get("/vault/kit/read-back").headers["Location"] == "/vault/kit"


def test_an_organisation_that_has_not_drilled_has_no_button_to_be_admitted() -> None:
    cast = make_cast()
    third = members.found_organisation("river", {"en": "River House"}, ["English"])
    rana = make_person(third, "rana", "lead")
    lead = cast.lead.sign_in().unlock()
    page = lead.client.get("/vault/").content.decode()
    assert "They have not read two sheets of their recovery kit back." in page
    address = f"/vault/organisations/{third.pk}/admit"
    assert address not in page
    refused = lead.client.post(address, follow=True).content.decode()
    assert "First two sheets of the recovery kit are read back" in refused
    make_and_read_back(rana.unlocked, DAY)
    assert address in lead.client.get("/vault/").content.decode()


def test_drawing_opens_no_file_for_writing(tmp_path: Path) -> None:
    """The child that draws is watched by an audit hook of Python, and by the folder that it runs in."""
    house = members.found_organisation("river", {"en": "River House"}, ["English"])
    content = printing_input(house)
    watched = (
        "import sys, runpy\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+'):\n"
        "        sys.exit(9)\n"
        "    if event.startswith(('socket.', 'tempfile.')):\n"
        "        sys.exit(9)\n"
        "sys.addaudithook(hook)\n"
        f"sys.argv = ['printing', {str(kits.TEMPLATE)!r}, '2026-11-23']\n"
        f"runpy.run_path({printing.__file__!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-I", "-c", watched],
        input=content.encode(),
        capture_output=True,
        cwd=tmp_path,
        env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


def printing_input(house: object) -> str:
    """What `print_kit` hands to the child."""
    handed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "print_pdf", lambda template, content, on: handed.append(json.dumps(content)))
        kits.print_kit(kits.draw(), house, DAY, "en")  # type: ignore[arg-type]
    return handed[0]
