# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of tasks and the timeline: noor writes down what comes next, and looks at what happened."""

from typing import TYPE_CHECKING

from tests.shots.studio import DESKTOP_WIDTH

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio


def picture_tasks(studio: "Studio", noor: "DeskMember") -> None:
    """Noor has unlocked and has a case."""
    tasks = f"{noor.case_path}tasks"
    _take(studio, noor, "case-tasks-empty", tasks)
    noor.page.select_option("[name=unit]", "weeks")
    noor.page.fill("[name=words]", "Ask her whether the calls have stopped")
    noor.press("Keep this task")
    studio.take("case-tasks-errors", "noor", noor)
    for words, days in (
        ("Ask her whether the calls have stopped", -2),
        ("Send the call record to the expert", 0),
        ("Meet at the library", 9),
    ):
        noor.adds_a_task(words, due_in_days=days)
    _take(studio, noor, "case-tasks", tasks)
    _take(studio, noor, "tasks", "/tasks/")
    studio.take("tasks", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    noor.press("Ask her whether the calls have stopped", role="link")
    studio.take("task", "noor", noor)
    noor.page.locator("form[action$='/postpone']").last.locator("[name=due_on]").fill("")
    with noor.arriving():
        noor.page.locator("form[action$='/postpone']").last.locator("button").click()
    studio.take("task-late", "noor", noor)
    _take(studio, noor, "timeline", f"{noor.case_path}timeline")
    studio.take("timeline", "noor", noor, dark=True)
    _take(studio, noor, "calendar", "/tasks/calendar")
    noor.send("/calendar/new")
    studio.take("calendar-made", "noor", noor)


def _take(studio: "Studio", noor: "DeskMember", name: str, path: str) -> None:
    noor.open(path)
    studio.take(name, "noor", noor)
