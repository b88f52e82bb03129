# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has to be done: written down in a case, seen in the morning, ticked off; and what happened, in order."""

from collections.abc import Callable

from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from tests.journeys.member import DeskMember
from tests.journeys.visitor import PHONE

Members = Callable[..., DeskMember]

TASK = "Ask whether the calls have stopped"


def test_caseworker_writes_down_a_task_and_does_it_with_the_keyboard(member: Members, sites: Sites) -> None:
    # Given: a case
    Reporter(sites.public, "en").tell_and_send(words="They call every evening.", consents=["contact"])
    noor = member("noor")
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()
    noor.case_path = noor.path

    # When: she writes down what comes next, due today
    noor.open(f"{noor.case_path}tasks")
    assert noor.reads("Nothing to do in this case")
    noor.adds_a_task(TASK, due_in_days=0)

    # Then: it stands in the case, on her day, in her list, and on the timeline
    for path in (noor.case_path, "/", "/tasks/", f"{noor.case_path}timeline"):
        noor.open(path)
        noor.look(schemes=("light", "dark"))
        assert noor.reads(TASK)

    # When: she goes through her list with the keyboard alone
    noor.open("/tasks/")
    reached = []
    for _ in range(40):
        noor.page.keyboard.press("Tab")
        reached.append(noor.page.evaluate("document.activeElement.innerText.trim()"))
        if reached[-1] == "Done" and noor.page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    with noor.arriving():
        noor.page.keyboard.press("Enter")

    # Then: the way to the page is the first stop, and the task is done
    assert reached[0] == "Skip to the page"
    assert noor.reads("Done.")
    assert not noor.reads(TASK)


def test_tasks_and_timeline_fit_a_phone_without_a_script(member: Members, sites: Sites) -> None:
    noor = member("noor", viewport=PHONE, javascript=False)
    noor.signs_in()
    noor.unlocks()
    for path in ("/", "/tasks/", "/tasks/?whose=everybody&done=on", "/tasks/calendar"):
        noor.open(path)
    noor.send("/calendar/new")
    assert noor.reads("It is shown only this once.")
