# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page of casework once, filled and empty: axe finds nothing, nothing sticks out, the console stays quiet.

A page that no other journey comes to is looked at here; each visitor looks at every page that they open.
"""

from collections.abc import Callable

from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from tests.journeys.caseworker import Caseworker
from tests.journeys.visitor import PHONE

Caseworkers = Callable[..., Caseworker]

OF_A_CASE = (
    "/cases/{id}/people",
    "/cases/{id}/people/new",
    "/cases/{id}/incidents",
    "/cases/{id}/incidents/new",
    "/cases/{id}/together",
    "/cases/{id}/tasks",
    "/cases/{id}/timeline",
    "/support/{id}/",
    "/support/{id}/risk",
    "/support/{id}/plan",
    "/support/{id}/plan/print",
    "/support/{id}/needs",
    "/support/{id}/devices",
    "/support/{id}/consent",
    "/support/{id}/consent/override",
    "/support/{id}/consent/share-authorities",
    "/referrals/{id}/",
    "/referrals/{id}/tell",
    "/sharing/{id}/",
    "/sharing/{id}/offer",
    "/retention/{id}/",
)
FULLEST = ("/cases/{id}/people", "/cases/{id}/incidents", "/support/{id}/", "/referrals/{id}/")
OF_THE_DESK = ("/search/", "/sharing/", "/referrals/", "/support/script", "/tasks/calendar", "/cases/new")
OF_A_LEAD = (
    "/retention/{id}/end",
    "/exchange/{id}/",
    "/exchange/",
    "/exchange/copies",
    "/retention/",
    "/retention/periods",
    "/retention/ended",
)
TABLE = b"Your number,Title,Opened on\n17,Calls at night,2024-03-11\n18,A camera,11/03/2024\n"


def test_pages_of_a_case_with_words_in_uyghur_are_whole_on_a_desktop(
    caseworker: Caseworkers, sites: Sites
) -> None:
    # Given: a report in Uyghur, and what noor wrote down about it
    amina = Reporter(sites.public, "ug")
    amina.tell_and_send(
        words="ئۇلار ماڭا تېلېفون قىلدى.",
        tactics=["phone-threats"],
        consents=["contact", "share-authorities"],
    )
    noor = caseworker("noor")
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()
    noor.writes_down_an_incident("Calls", when="about October 2026", tactic="PRX-THRT")
    noor.judges_the_risk("high", fears="ئۇلار قايتىپ كېلىدۇ")
    noor.open(f"/support/{noor.case_id}/plan")
    noor.page.check("[name=part][value=digital]")
    noor.send("/plan", what="Ask for a new number", who="She herself", when="before Friday")
    for name in ("Aygül", "Alim"):
        noor.adds_a_person(name)

    # Then: every page of the case can be read, those with the most in them also in the dark
    for path in (*OF_A_CASE, *OF_THE_DESK):
        noor.open(path.format(id=noor.case_id))
        if path in FULLEST:
            noor.look(schemes=("dark",))

    # When: somebody looks closer at two people, at what was asked, and at a receiver
    for link in ("What they are to others", "Same as somebody else"):
        noor.open(f"/cases/{noor.case_id}/people")
        noor.press(link, role="link")
    noor.open(f"/support/{noor.case_id}/devices")
    noor.send("/devices", words="An old telephone.")
    noor.chooses_receivers("authority:local-police")
    noor.opens_the_referral_to("Police of local jurisdiction")
    noor.page.check("[name=fields_words][value=words]")
    noor.send("/packet")

    # Then: the words stand from right to left in what would leave, on a page from left to right
    assert noor.page.locator("[dir=rtl]", has_text="ئۇلار ماڭا").first.is_visible()

    # When: noor searches for a word of the report
    noor.open("/search/")
    noor.page.fill("main [name=words]", "ئۇلار")
    with noor.arriving():
        noor.page.locator("main form[role=search] button").first.click()

    # Then: it is found
    assert noor.page.locator("mark", has_text="ئۇلار").first.is_visible()


def test_pages_of_a_case_without_a_report_are_whole_in_french_on_a_phone(caseworker: Caseworkers) -> None:
    # Given: a lead who reads French, with a case that nobody reported
    lead = caseworker("lead-mulberry-house", viewport=PHONE)
    lead.signs_in()
    lead.unlocks()
    lead.open("/language/")
    lead.page.check("[name=language][value=fr]")
    with lead.arriving():
        lead.page.locator("main form button").last.click()
    lead.open("/cases/new")
    lead.page.fill("[name=title]", "Une chorale dont la salle a été annulée")
    with lead.arriving():
        lead.page.locator("main form button.button").last.click()
    lead.case_path = lead.path

    # Then: every page can be read on the phone
    for path in (*OF_A_CASE, *OF_THE_DESK, *OF_A_LEAD, "/cases/{id}/", "/"):
        lead.open(path.format(id=lead.case_id))

    # When: a table comes in
    lead.open("/exchange/")
    table = {"name": "table.csv", "mimeType": "text/csv", "buffer": TABLE}
    lead.page.set_input_files("[name=table]", table)  # type: ignore[arg-type]
    with lead.arriving():
        lead.page.locator("main form button.button").last.click()

    # Then: what it would do can be read, and what came of it
    assert "/exchange/imports/" in lead.path
    lead.send("/start")
    lead.open("/exchange/")
