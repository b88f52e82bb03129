# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One case from the telephone to the end, in one go, on both real sites: reported, written down, judged, sent to two
offices and one service, answered by one, not by another, complained about, told, and partly taken back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from safehold.cli.demo.processes import Sites
from tests.journeys.amina import Amina
from tests.journeys.caseworker import Caseworker

WORDS = "Two men wait at my door. They said they know where my sister works."
POLICE = "Police of local jurisdiction (municipal, provincial, RCMP contract)"
CYBER = "Canadian Centre for Cyber Security (CSE)"
VICTIMS = "Provincial victim services; Victim Services Directory"
INCIDENTS = {
    "At the door": ("2026-11-08", "INT-STLK"),
    "A message with a link": ("about October 2026", "DIG-SPYW"),
}
SHORTER_THAN = timedelta(days=20)


def test_a_case_is_reported_written_down_referred_told_and_partly_taken_back(
    reporter: Callable[..., Amina], caseworker: Callable[..., Caseworker], sites: Sites
) -> None:
    # Given: amina reports on her phone, without a script, and lets authorities have it
    amina = reporter("en", javascript=False)
    amina.opens_the_form()
    amina.writes(WORDS)
    amina.agrees_to("contact", "share-authorities")
    amina.reads_it_through()
    amina.sends_it()

    # When: noor opens it
    noor = caseworker("noor", watched=False)  # test_casework_pages looks at each page
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()

    # Then: it is a case with two incidents and a judged risk
    for title, (when, tactic) in INCIDENTS.items():
        noor.writes_down_an_incident(title, when=when, tactic=tactic)
    assert all(noor.reads(title) for title in INCIDENTS)
    noor.judges_the_risk("high", fears="That they come back.")
    assert noor.reads("High")
    noor.opens_the_case()
    assert noor.reads("High") and noor.reads("2 incidents")

    # When: it goes to two offices and one service
    noor.chooses_receivers("authority:local-police", "authority:cyber-centre", "service:victim-services")
    for name in (POLICE, CYBER, VICTIMS):
        noor.sends_a_packet_to(name)

    # Then: one answers with a file number, one stays silent until after its day
    noor.writes_down_that(POLICE, "accepted", file_number="77-1234", officer="Constable Roy")
    let_time_pass(sites, SHORTER_THAN, receiver="authority:cyber-centre")
    noor.open("/")
    assert noor.reads("Answers that are overdue") and noor.reads(CYBER)
    noor.open("/referrals/")
    assert noor.reads("Silent: they never answered") and noor.reads(CYBER) and not noor.reads(POLICE)

    # When: noor complains about the silence
    noor.press("Complain", role="link")
    assert "Today there is still no answer" in noor.page.locator("[name=text]").input_value()
    noor.page.select_option("[name=receiver]", index=1)
    noor.press("Keep this letter")

    # Then: the letter is kept, and can be printed
    with noor.page.expect_download() as download:
        noor.page.get_by_role("button", name="Make the PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    # When: noor tells amina, then amina reads how it stands with her code alone
    noor.opens_the_referrals()
    noor.press("Tell them", role="link")
    noor.press("Send")
    amina.waits_for("77-1234")
    assert amina.reads(POLICE) and amina.reads(CYBER)
    assert amina.reads("They have not answered yet")

    # When: amina says on the telephone that the cyber centre should not have it any longer
    noor.hears_that("share-authorities", recipient="authority:cyber-centre", agrees=False)

    # Then: that one closes, and no other
    noor.opens_the_referrals()
    assert noor.states_of_referrals() == {CYBER: "Consent taken back", POLICE: "Answered", VICTIMS: "Sent"}
    assert states_in_database(sites) == {
        "authority:cyber-centre": "withdrawn",
        "authority:local-police": "answered",
        "service:victim-services": "sent",
    }

    # When: amina takes the rest back with her code
    amina.comes_back()
    amina.withdraws("share-authorities")

    # Then: every share is closed, and noor is asked to have it deleted there
    noor.until(lambda: set(states_in_database(sites).values()) == {"withdrawn"})
    noor.open("/tasks/?whose=everybody")
    assert noor.reads("A consent was taken back")


def let_time_pass(sites: Sites, days: timedelta, *, receiver: str) -> None:
    """The sites know no other day than today: so what happened lies further back."""
    back = f"-{days.days} days"
    with closing(open_database(sites)) as database, database:
        changed = database.execute(
            "UPDATE referrals_referral SET created_on = date(created_on, ?), sent_on = date(sent_on, ?),"
            " follow_up_on = date(follow_up_on, ?) WHERE receiver = ? AND state = 'sent'",
            [back, back, back, receiver],
        )
        assert changed.rowcount == 1


def states_in_database(sites: Sites) -> dict[str, str]:
    with closing(open_database(sites)) as database:
        return dict(database.execute("SELECT receiver, state FROM referrals_referral"))


def open_database(sites: Sites) -> sqlite3.Connection:
    return sqlite3.connect(sites.data / "desk" / "desk.sqlite3", timeout=10)
