# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An official is named in a report in one script, and stands on a schedule in another."""

from collections.abc import Callable

from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from tests.journeys.member import DeskMember

Members = Callable[..., DeskMember]

HAN, PINYIN = "樊德明", "FAN Deming"
TITLE = "Special Economic Measures (Invented) Regulations"
PART = "PART 1Individuals"
COLUMNS = "instrument,title,schedule,part,item,text_en,text_fr,in_force"
NAMES = (f'"{PINYIN}, born in 1961"', f'"{PINYIN}, né en 1961"')
SCHEDULE = f"""{COLUMNS}
SOR-2099-1,{TITLE},,{PART},1,{",".join(NAMES)},2025-03-21
SOR-2099-1,{TITLE},,{PART},2,TSERING Wangmo,TSERING Wangmo,2025-03-21
"""


def test_a_name_in_a_report_in_traditional_chinese_is_found_on_a_schedule_under_its_pinyin(
    member: Members, sites: Sites
) -> None:
    # Given: a lead has imported a schedule, and somebody names an official in a report
    lead = member("lead")
    lead.signs_in()
    lead.unlocks()
    lead.open("/watchlists/")
    imports(lead, SCHEDULE)
    Reporter(sites.public, "en").tell_and_send(words=f"{HAN} called my brother.", consents=["contact"])
    noor = member("noor")
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()

    # When: noor screens the name as it stands in the report
    noor.open(f"/actors/{noor.case_id}/")
    noor.press("Screen a name", role="link")
    noor.page.check("[name=kind][value=official]")
    noor.page.fill("[name=name_1]", HAN)
    noor.press("Keep it and screen it")

    # Then: the schedule's spelling stands beside it, with the reason, and nobody has decided anything
    noor.look(schemes=("light", "dark"))
    assert noor.reads(PINYIN)
    assert noor.reads("Likely the same name")
    reasons = noor.page.locator("ul.reasons").inner_text()
    assert "樊" in reasons
    assert "fan" in reasons.casefold()
    assert noor.page.get_by_text("The same", exact=True).count() == 0

    # When: she decides without a reason, then with one
    noor.page.get_by_role("link", name="Decide").first.click()
    noor.page.check("[name=verdict][value=match]")
    noor.press("Keep my decision")
    assert noor.reads("Write why.")
    assert noor.page.is_checked("[name=verdict][value=match]")
    noor.page.fill("[name=reason]", "The report gives the same post and year.")
    noor.press("Keep my decision")

    # Then: it is kept with her reason
    assert noor.reads("The same")
    assert noor.reads("The report gives the same post and year.")

    # When: the schedule changes what it says, and she screens again
    lead.open("/watchlists/")
    imports(lead, SCHEDULE.replace("1961", "1971"))
    noor.open("/actors/")
    noor.press("Screen them now")
    noor.open("/tasks/?whose=everybody")

    # Then: there is a task to look again
    assert noor.reads("A watch list has changed")


def imports(lead: DeskMember, schedule: str) -> None:
    form = lead.form("/watchlists/import")
    lead.page.locator("details", has=form).locator("summary").first.click()
    form.locator("[name=name]").fill("Invented schedule")
    form.locator("[name=format]").select_option("canada")
    form.locator("[name=origin]").fill("Invented for a test")
    form.locator("[name=licence]").fill("None needed")
    form.locator("[name=as_of]").fill("2026-11-01")
    file = {"name": "schedule.csv", "mimeType": "text/csv", "buffer": schedule.encode()}
    form.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    with lead.arriving():
        form.locator("button").first.click()
