# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members of the coalition go through: a case, a passkey, an invitation."""

from collections.abc import Callable

from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from tests.journeys.member import DeskMember
from tests.journeys.visitor import DESKTOP, PHONE

Members = Callable[..., DeskMember]

WORDS = "A grey car has waited outside my house for three evenings."


def test_caseworker_opens_answers_and_moves_a_case(member: Members, sites: Sites) -> None:
    # Given: a report has been sent to noor's organisation
    amina = Reporter(sites.public, "en")
    amina.tell_and_send(words=WORDS, who_did_it="+1 416 555 0199", consents=["contact", "compare"])
    noor = member("noor")

    # When: she signs in with a password and a code
    noor.signs_in()
    noor.look(schemes=("light", "dark"))
    noor.waits_for_a_report()

    # Then: the inbox counts what waits and shows no word of it
    assert not noor.reads("grey car")

    # When: she opens a report while locked
    noor.opens_the_first_report()
    noor.types_the_six_words()
    noor.press("Go on")
    noor.case_path = noor.path

    # Then: her six words come first; then the report is a case, with the raw words
    assert noor.reads(WORDS)
    assert noor.reads("+1 416 555 0199")
    noor.look(schemes=("dark",))

    # When: she works on it
    noor.adds_a_note("Ask about the plate of the car.")
    assert noor.reads("Ask about the plate of the car.")

    # Then: the browser's Back asks for nothing to be sent again
    noor.page.go_back()
    noor.page.go_forward()
    assert noor.reads("Ask about the plate of the car.")
    noor.gives_the_case_to("Noor")
    noor.moves_the_case_to("open")
    noor.form("/reply").locator("[name=words]").fill("Did you see the plate?")
    words = noor.begins_an_answer_with("We have read your report")
    assert words.startswith("Did you see the plate?\n\n")
    noor.answers(words)

    # Then: amina reads the signed answer, and her answer comes into the case
    amina.wait_for("Did you see the plate?")
    amina.answer("It ended in 417.")
    amina.withdraw("compare")
    noor.opens_the_case()
    until_read(noor, "It ended in 417.")
    until_read(noor, "Taken back")

    # When: it locks while she writes
    noor.opens_the_case()
    note = noor.form("/notes").locator("[name=words]")
    note.fill("A text that must not be lost.")
    other_tab = noor.new_page()
    other_tab.goto(sites.desk + "/lock")
    other_tab.locator("main form button").click()
    other_tab.close()
    noor.send("/notes")

    # Then: the text waits behind the unlock page, and is kept after unlocking
    assert noor.reads("Your text is still here")
    noor.types_the_six_words()
    noor.press("Go on")
    assert noor.reads("A text that must not be lost.")

    # When: she locks
    noor.locks()
    noor.opens_the_case()
    assert noor.path == "/unlock"
    assert not noor.reads(WORDS)
    noor.signs_out()
    noor.open(noor.case_path)
    assert noor.path == "/sign-in/"


def test_desk_pages_fit_a_phone_without_javascript(member: Members) -> None:
    lead = member("lead-mulberry-house", viewport=PHONE, javascript=False)
    lead.signs_in()
    lead.unlocks()
    for path in ("/", "/inbox/", "/cases/", "/cases/?state=all", "/members/", "/vault/", "/audit/"):
        lead.open(path)
    for path in ("/members/invite", "/second-factor/", "/vault/passphrase", "/lock", "/nothing-here"):
        lead.open(path)


def test_passkey_replaces_password_and_code(member: Members) -> None:
    # Given: tenzin, signed in, with a device that has passkeys
    tenzin = member("tenzin")
    tenzin.has_a_device_with_passkeys()
    tenzin.signs_in()

    # When: he adds a passkey, after typing his password again
    tenzin.open("/second-factor/passkeys/add/")
    if tenzin.path.startswith("/confirm/"):
        tenzin.page.fill("[name=password]", tenzin.known.password)
        tenzin.press("Go on")
    tenzin.adds_a_passkey("My phone")
    assert tenzin.count_passkeys() == 1
    tenzin.open("/second-factor/passkeys/")
    assert tenzin.reads("My phone")
    tenzin.open("/")
    tenzin.signs_out()

    # Then: it alone lets him in, and signing in has opened nothing
    tenzin.open("/sign-in/")
    tenzin.press("Sign in with a passkey")
    assert tenzin.path == "/"
    assert tenzin.reads("Locked")


def test_invited_member_joins_and_is_admitted(member: Members) -> None:
    # Given: the lead, signed in and unlocked
    lead = member("lead")
    lead.signs_in()
    lead.unlocks()

    # When: she makes an invitation
    lead.open("/members/invite")
    lead.send("/members/invite")
    link = lead.page.locator("main .address").inner_text()

    # Then: whoever has the link joins: a password, a second factor, six words
    robin = member(viewport=PHONE)
    robin.page.goto(link)
    robin.look()
    robin.fills_in_the_invitation("Robin", "robin", "four birds on a wire")
    robin.press("Add an app", role="link")
    robin.adds_the_app()
    robin.press("Go on", role="link")
    robin.press("Show me my words")
    assert len(robin.confirms_the_words()) == 6

    # Then: they wait, with the name of their key to read to the lead
    key_name = robin.page.locator(".words").inner_text()
    robin.open("/cases/")
    lead.open("/members/")
    assert lead.reads(key_name)

    # When: the lead admits them
    lead.press("The words are the same: admit")
    assert lead.reads("Robin can open cases now.")

    # Then: they unlock, and are in
    robin.open("/lock")
    robin.press("Lock now")
    robin.types_the_six_words()
    robin.open("/inbox/")
    assert robin.page.get_by_role("heading", name="Inbox").is_visible()
    assert not robin.reads("not admitted")

    # Then: the invitation is used up
    stranger = member(viewport=DESKTOP)
    stranger.page.goto(link)
    stranger.look()
    assert stranger.reads("This invitation is not open")
    lead.open("/audit/")
    lead.look(schemes=("dark",))


def until_read(somebody: DeskMember, words: str) -> None:
    """Reload until the crossing has brought the words."""
    for _ in range(60):
        if somebody.reads(words):
            return
        somebody.page.wait_for_timeout(300)
        somebody.page.reload()
    raise AssertionError(f"{words!r} did not come")
