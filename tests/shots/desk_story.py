# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The members' pictures: each page of the desk, as each of them that may see it."""

from typing import TYPE_CHECKING

from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.journey import send_first_reports
from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from tests.journeys.member import DeskMember
from tests.shots.actors_story import picture_actors
from tests.shots.casework_story import picture_casework
from tests.shots.dossiers_story import picture_dossiers
from tests.shots.evidence_story import picture_evidence
from tests.shots.exchange_story import picture_exchange
from tests.shots.families_story import picture_families
from tests.shots.hand_over_story import picture_hand_over
from tests.shots.lists_story import picture_lists
from tests.shots.referral_story import picture_referrals
from tests.shots.retention_story import picture_retention
from tests.shots.search_story import picture_search
from tests.shots.sharing_story import picture_sharing
from tests.shots.studio import DESKTOP_WIDTH, PHONE_WIDTH, Studio
from tests.shots.support_story import picture_support
from tests.shots.tasks_story import picture_tasks

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UYGHUR = "ئۇلار ماڭا تېلېفون قىلىپ، سىڭلىمنىڭ ئەھۋالىنى سورىدى. ئەگەر يىغىلىشقا بارساڭ، ئۇنىڭغا ياخشى بولمايدۇ، دېدى."
ANSWER = "We have read what you wrote. Thank you for telling us. Is it safe for you to write on this phone?"


def picture_desk(studio: Studio, browser: "Browser", sites: Sites, people: dict[str, SignIn]) -> None:
    def member(name: str) -> DeskMember:
        return DeskMember(browser, sites.desk, people.get(name), watched=False)

    noor = member("noor")
    _sign_in(studio, noor)
    _empty_rooms(studio, noor, "noor")
    amina = _send_reports(sites)
    noor.waits_for_a_report()
    while noor.page.locator('form[action$="/open"]').count() < 4:
        noor.page.wait_for_timeout(300)
        noor.page.reload()
    _work(studio, noor, amina)
    _own_sign_in(studio, noor)
    lead = member("lead")
    _lead(studio, lead, noor.case_path)
    _join(studio, member("nobody"), lead, noor.case_path)
    _others(studio, member("auditor"), member("tenzin"), noor)
    picture_exchange(studio, lead, noor.case_path)
    picture_lists(studio, lead)
    picture_hand_over(studio, lead, noor.case_path)
    picture_retention(studio, lead)
    _remove(studio, lead)


def _sign_in(studio: Studio, noor: DeskMember) -> None:
    noor.open("/sign-in/")
    studio.take("sign-in", "noor", noor)
    studio.take("sign-in", "noor", noor, widths=(PHONE_WIDTH,), dark=True)
    noor.send("/sign-in/", login="noor", password="not my password")
    studio.take("sign-in-wrong", "noor", noor)
    noor.send("/sign-in/", login="noor", password=noor.known.password)
    studio.take("sign-in-code", "noor", noor)
    noor.types_the_code(at="/sign-in/second-factor/")


def _empty_rooms(studio: Studio, member: DeskMember, who: str) -> None:
    for name, path in {
        "my-day-empty": "/",
        "inbox-empty": "/inbox/",
        "cases-empty": "/cases/",
        "tasks-empty": "/tasks/",
    }.items():
        member.open(path)
        studio.take(name, who, member)


def _send_reports(sites: Sites) -> Reporter:
    """The demo's three reports, and one with everything in it."""
    send_first_reports(sites)
    amina = Reporter(sites.public, "ug")
    amina.tell_and_send(
        words=UYGHUR,
        when="3 Sep, 20 Oct",
        where="Toronto",
        who_did_it="+1 416 555 0199",
        relatives_at_risk="A sister, a teacher, in Ürümchi",
        tactics=["phone-threats", "relatives-pressed"],
        safe_contact="Only here. Do not contact relatives.",
        safe_times="Not after 18:00",
        hurt_soon="on",
        consents=["contact", "share-authorities", "statistics", "compare"],
    )
    amina.add_file("call-record.jpg", b"\xff\xd8\xff\xe0" + bytes(140_000), "image/jpeg")
    return amina


def _work(studio: Studio, noor: DeskMember, amina: Reporter) -> None:
    for name, path in {"my-day-locked": "/", "inbox-locked": "/inbox/"}.items():
        noor.open(path)
        studio.take(name, "noor", noor)
    noor.open("/unlock")
    studio.take("unlock", "noor", noor)
    noor.send("/unlock", passphrase="not my six words at all")
    studio.take("unlock-wrong", "noor", noor)
    noor.types_the_six_words()
    noor.open("/inbox/")
    studio.take("inbox", "noor", noor)
    studio.take("inbox", "noor", noor, widths=(DESKTOP_WIDTH,), dark=True)
    _open_the_report_with_the_file(noor)
    studio.take("case-new", "noor", noor)
    noor.send("/notes")
    studio.take("case-note-missing", "noor", noor)
    noor.opens_the_case()
    noor.adds_a_note("She teaches; the school has been told nothing. Ask before anybody calls there.")
    noor.gives_the_case_to("Noor")
    noor.moves_the_case_to("open")
    noor.unfolds("/title")
    noor.send("/title", title="Calls about a sister in Ürümchi")
    noor.begins_an_answer_with("We have a question")
    studio.take("case-template", "noor", noor)
    noor.answers(ANSWER)
    amina.wait_for("Thank you for telling us.")
    amina.answer("ھەئە، بۇ يېرى بىخەتەر.")
    amina.withdraw("statistics")
    noor.page.wait_for_timeout(1500)
    noor.opens_the_case()
    studio.take("case", "noor", noor)
    studio.take("case", "noor", noor, dark=True)
    noor.open("/inbox/")
    noor.send("/open")
    for name, path in {"my-day": "/", "cases": "/cases/"}.items():
        noor.open(path)
        studio.take(name, "noor", noor)
    studio.take("my-day", "noor", _at(noor, "/"), widths=(DESKTOP_WIDTH,), dark=True)
    picture_casework(studio, noor)
    picture_referrals(studio, noor)
    picture_support(studio, noor)
    picture_tasks(studio, noor)
    picture_actors(studio, noor)
    picture_dossiers(studio, noor)
    picture_families(studio, noor)
    picture_search(studio, noor)
    _lock_while_writing(studio, noor)


def _at(member: DeskMember, path: str) -> DeskMember:
    member.open(path)
    return member


def _open_the_report_with_the_file(noor: DeskMember) -> None:
    row = noor.page.locator("tr", has_text="1 file")
    with noor.arriving():
        row.locator("button").click()
    noor.case_path = noor.path


def _lock_while_writing(studio: Studio, noor: DeskMember) -> None:
    noor.opens_the_case()
    noor.form("/notes").locator("[name=words]").fill("Half a note.")
    tab = noor.new_page()
    tab.goto(noor.origin + "/lock")
    tab.locator("main form button").click()
    tab.close()
    noor.send("/notes")
    studio.take("unlock-carrying", "noor", noor)
    noor.types_the_six_words()
    studio.take("unlocked", "noor", noor)
    noor.open("/lock")
    studio.take("lock", "noor", noor)
    noor.press("Lock now")
    noor.open("/cases/")
    studio.take("cases-locked", "noor", noor)
    noor.open("/tasks/")
    studio.take("tasks-locked", "noor", noor)
    noor.open("/members/")
    studio.take("not-allowed", "noor", noor)


def _own_sign_in(studio: Studio, noor: DeskMember) -> None:
    """What changes how noor signs in."""
    for name, path in {
        "second-factor-set": "/second-factor/",
        "passkeys": "/second-factor/passkeys/",
        "password": "/password/",
        "language": "/language/",
        "confirm-password": "/confirm/password/",
        "confirm-code": "/confirm/code/",
    }.items():
        noor.open(path)
        studio.take(name, "noor", noor)
    noor.open("/confirm/password/?next=/second-factor/")
    noor.page.fill("[name=password]", noor.known.password)
    noor.press("Go on")
    for name, path in {"new-recovery-codes": "/second-factor/codes/new/", "sign-out": "/sign-out/"}.items():
        noor.open(path)
        studio.take(name, "noor", noor)
    _add_passkey(studio, noor)
    noor.open("/second-factor/app/remove/")
    studio.take("remove-app", "noor", noor)


def _add_passkey(studio: Studio, noor: DeskMember) -> None:
    noor.has_a_device_with_passkeys()
    noor.open("/second-factor/passkeys/add/")
    studio.take("add-passkey", "noor", noor)
    noor.adds_a_passkey("My phone")
    noor.open("/second-factor/passkeys/")
    studio.take("passkeys", "noor-with-one", noor)
    noor.page.get_by_role("link", name="Remove").first.click()
    studio.take("remove-passkey", "noor", noor)
    noor.open("/confirm/passkey/")
    studio.take("confirm-passkey", "noor", noor)


def _lead(studio: Studio, lead: DeskMember, case_path: str) -> None:
    lead.signs_in()
    lead.unlocks()
    for name, path in {
        "my-day": "/",
        "inbox": "/inbox/",
        "cases": "/cases/",
        "case": case_path,
        "members": "/members/",
        "invite": "/members/invite",
        "keys": "/vault/",
        "kit": "/vault/kit",
        "read-back": "/vault/kit/read-back",
        "audit": "/audit/",
    }.items():
        lead.open(path)
        studio.take(name, "lead", lead)
    _record(studio, lead, case_path)
    lead.open("/vault/kit/read-back")
    lead.send("/vault/kit/read-back", first_sheet="thirty-three words", second_sheet="of another sheet")
    studio.take("read-back-wrong", "lead", lead)
    lead.open("/members/")
    lead.page.get_by_role("link", name="Paper lost").first.click()
    studio.take("new-words", "lead", lead)


def _record(studio: Studio, lead: DeskMember, case_path: str) -> None:
    """What a lead asks the record, and what keeps it honest."""
    lead.open(case_path)
    lead.page.get_by_role("link", name="Who has read this case").click()
    studio.take("audit-of-a-case", "lead", lead)
    lead.open("/audit/checkpoint")
    studio.take("checkpoint", "lead", lead)
    lead.open("/inbox/decoy")
    studio.take("decoy", "lead", lead)
    lead.send(
        "/inbox/decoy", title="Family in the old town", words="They asked my brother for a list of names."
    )
    studio.take("decoy-made", "lead", lead)
    lead.open("/cases/")
    lead.page.get_by_role("link", name="Family in the old town").click()
    studio.take("decoy-read", "lead", lead)
    for name, path in {"my-day-alarm": "/", "alarms": "/audit/alarms/"}.items():
        lead.open(path)
        studio.take(name, "lead", lead)


def _join(studio: Studio, robin: DeskMember, lead: DeskMember, case_path: str) -> None:
    lead.open("/members/invite")
    lead.send("/members/invite")
    studio.take("invited", "lead", lead)
    link = lead.page.locator("main .address").inner_text()
    robin.page.goto(link)
    studio.take("join", "newcomer", robin)
    robin.press("Go on")
    studio.take("join-errors", "newcomer", robin)
    robin.fills_in_the_invitation("Robin", "robin", "four birds on a wire")
    studio.take("second-factor", "newcomer", robin)
    robin.press("Add an app", role="link")
    studio.take("add-app", "newcomer", robin)
    robin.adds_the_app()
    studio.take("recovery-codes", "newcomer", robin)
    robin.press("Go on", role="link")
    studio.take("words-before", "newcomer", robin)
    robin.press("Show me my words")
    studio.take("words", "newcomer", robin)
    robin.confirms_the_words()
    studio.take("waiting", "newcomer", robin)
    lead.open("/members/")
    studio.take("members-waiting", "lead", lead)
    robin.open(case_path)
    studio.take("not-admitted", "newcomer", robin)
    lead.press("The words are the same: admit")
    robin.open("/vault/passphrase")
    studio.take("words-done", "newcomer", robin)
    robin.open("/sign-out/")
    robin.signs_out()
    robin.page.goto(link)
    studio.take("join-closed", "newcomer", robin)


def _others(studio: Studio, auditor: DeskMember, tenzin: DeskMember, noor: DeskMember) -> None:
    auditor.signs_in()
    for name, path in {"my-day": "/", "audit": "/audit/", "not-allowed": "/cases/"}.items():
        auditor.open(path)
        studio.take(name, "auditor", auditor)
    tenzin.signs_in()
    tenzin.unlocks()
    _empty_rooms(studio, tenzin, "tenzin")
    noor.unlocks()
    picture_evidence(studio, noor)
    picture_sharing(studio, noor, tenzin)
    tenzin.open(noor.case_path)
    studio.take("not-found", "tenzin", tenzin)


def _remove(studio: Studio, lead: DeskMember) -> None:
    """Robin, who has just been admitted, leaves again."""
    lead.open("/members/")
    lead.page.get_by_role("link", name="Remove Robin").click()
    studio.take("remove", "lead", lead)
    lead.page.get_by_label("I have read this.").check()
    lead.press("Remove Robin")
    studio.take("removed", "lead", lead)
    lead.open("/cases/renewal")
    studio.take("renewal", "lead", lead)
