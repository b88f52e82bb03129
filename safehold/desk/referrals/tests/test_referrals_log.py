# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log of contacts: hand-offs are counted, silence is seen, the next receiver and the next letter proposed."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import queries as cases
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.referrals import actions, queries
from safehold.desk.referrals.errors import NotReachable, ReceiverUnknown
from safehold.desk.referrals.models import Contact, Letter, Referral
from safehold.desk.referrals.tests.desk_with_case import (
    CYBER,
    DAY,
    POLICE,
    VICTIMS,
    DeskWithCase,
    make_desk_with_case,
)
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LATER = DAY + timedelta(days=30)


def sent(**told: Any) -> tuple[DeskWithCase, Referral]:
    here = make_desk_with_case(**told)
    return here, here.send(follow_up_on=DAY + timedelta(days=14)).referral


def now(referral: Referral) -> Referral:
    return Referral.objects.get(pk=referral.pk)


def list_lines(here: DeskWithCase, on: date) -> list[queries.DueReferral]:
    return queries.describe_due(queries.list_due(here.desk.noor, on), {}, on)


def routed(here: DeskWithCase, on: date = DAY) -> queries.Routed:
    return queries.open_routing(here.unlocked, here.case, cases.open_reports(here.unlocked, here.case), on)


def test_answer_brings_file_number_and_officer_and_moves_the_task() -> None:
    here, referral = sent()
    following = DAY + timedelta(days=40)
    here.say(referral, "accepted", file_number="77-1234", officer="Const. Roy", follow_up_on=following)
    (opened,) = queries.open_referrals(here.unlocked, here.case, [referral])
    assert (opened.file_number, opened.officer) == ("77-1234", "Const. Roy")
    assert (opened.row.state, opened.row.answered_on) == ("answered", DAY)
    assert [task.due_on for task in Task.objects.filter(done_on=None)] == [following]
    here.say(referral, "received", words="The same number.", follow_up_on=None)
    (opened,) = queries.open_referrals(here.unlocked, here.case, [referral])
    assert opened.file_number == "77-1234"
    assert not Task.objects.filter(done_on=None).exists()


def test_sent_elsewhere_is_counted_and_leads_to_the_next() -> None:
    here, referral = sent()
    here.say(referral, "sent-elsewhere")
    here.say(referral, "sent-elsewhere")
    assert (now(referral).state, now(referral).hand_offs) == ("sent-elsewhere", 2)
    assert queries.count_hand_offs(here.case) == 2
    following = routed(here).next_one
    assert following is not None
    assert following.receiver == "authority:rcmp-nsin"


def test_what_was_sent_stays_tried_after_it_is_closed() -> None:
    here, referral = sent()
    actions.close_referral(here.unlocked, referral, DAY)
    assert POLICE in routed(here).tried
    with pytest.raises(NotReachable):
        here.say(referral, "received")


def test_silence_is_listed_and_proposes_who_reviews_the_office() -> None:
    here, referral = sent()
    assert list_lines(here, DAY) == []
    (line,) = list_lines(here, LATER)
    assert (line.row, line.is_silent, line.days_late) == (referral, True, 16)
    assert "authority:crcc" not in {each.receiver for each in routed(here).proposals}
    assert "authority:crcc" in {each.receiver for each in routed(here, LATER).proposals}


def test_asking_in_vain_is_silence_at_once_and_an_answer_ends_it() -> None:
    here, referral = sent()
    here.say(referral, "no-answer", follow_up_on=LATER)
    assert now(referral).state == "silent"
    assert [line.is_silent for line in list_lines(here, DAY)] == [True]
    here.say(referral, "received", follow_up_on=LATER)
    assert list_lines(here, DAY) == []


def test_overdue_after_an_answer_is_not_silence() -> None:
    here, referral = sent()
    here.say(referral, "received", follow_up_on=DAY + timedelta(days=3))
    assert [line.is_silent for line in list_lines(here, LATER)] == [False]


def test_who_never_answered_comes_first_then_who_is_longest_overdue() -> None:
    here = make_desk_with_case()
    late, silent, later = (
        here.send(receiver, follow_up_on=DAY + timedelta(days=14)).referral
        for receiver in (POLICE, CYBER, VICTIMS)
    )
    here.say(late, "received", follow_up_on=DAY + timedelta(days=2))
    here.say(later, "received", follow_up_on=DAY + timedelta(days=3))
    assert [line.row for line in list_lines(here, LATER)] == [silent, late, later]
    assert queries.count_silent(here.desk.noor, LATER) == 1


def test_a_second_click_logs_once_and_other_words_are_another_contact() -> None:
    here, referral = sent()
    once = uuid4()
    for words in ("They have it.", "They have it.", "They want more."):
        contacted = actions.Contacted(DAY, "phone", "theirs", "received", words=words)
        actions.log_contact(here.unlocked, referral, contacted, DAY, once)
    assert [opened.words for opened in queries.open_contacts(here.unlocked, here.case, referral)] == [
        "They want more.",
        "They have it.",
    ]


def test_a_role_that_may_not_see_identities_reads_no_file_number() -> None:
    here, referral = sent()
    here.say(referral, "received", words="They have it.", file_number="77-1234", officer="Const. Roy")
    here.unlocked.member.role = "researcher"
    (opened,) = queries.open_referrals(here.unlocked, here.case, [referral])
    (contact,) = queries.open_contacts(here.unlocked, here.case, referral)
    assert (opened.file_number, opened.officer, contact.file_number, contact.officer) == ("", "", "", "")
    assert contact.words == "", "what is written about a person to an office says who it is"
    packet = queries.list_packets(referral)[0]
    assert queries.open_packet(here.unlocked, here.case, packet) == {}


def write(here: DeskWithCase, referral: Referral, receiver: str = POLICE, kind: str = "status") -> Letter:
    return actions.write_letter(here.unlocked, referral, kind, receiver, "en", "Please tell us.", DAY)


def test_letter_is_kept_sealed_and_needs_consent_for_whom_it_goes_to() -> None:
    here, referral = sent()
    letter = write(here, referral, "authority:nsira", "complaint")
    assert b"Please tell us." not in bytes(letter.sealed)
    file = actions.print_letter_again(here.unlocked, referral, letter, DAY)
    assert file.content.startswith(b"%PDF")
    assert AuditRow.objects.filter(verb="referral.letter", subject=str(here.case.id)).count() == 1
    with pytest.raises(ReceiverUnknown):
        write(here, referral, "authority:nobody")
    here.withdraw()
    with pytest.raises(ConsentMissing):
        write(here, referral)
    with pytest.raises(ConsentMissing):
        actions.print_letter_again(here.unlocked, referral, letter, DAY)


def test_no_letter_about_what_never_left() -> None:
    here = make_desk_with_case()
    with pytest.raises(NotReachable):
        write(here, here.begin())


def draft(here: DeskWithCase, referral: Referral, kind: str, language: str = "en", body: str = "") -> str:
    (opened,) = queries.open_referrals(here.unlocked, here.case, [referral])
    contacts = queries.open_contacts(here.unlocked, here.case, referral)
    authority = queries.find_authority(body) if body else None
    return queries.draft_letter(
        kind, language, opened, contacts, here.desk.organisation, authority, DAY + timedelta(days=20)
    )


def test_status_letter_states_what_is_known_and_leaves_out_what_is_not() -> None:
    here, referral = sent()
    text = draft(here, referral, "status")
    assert "section 7 of the Canadian Victims Bill of Rights" in text
    assert "On Nov. 23, 2026 you were given a report" in text
    assert "file number" not in text
    here.say(referral, "received", file_number="77-{day}", officer="Const. Roy")
    assert "Your file number: 77-{day}" in draft(here, referral, "status")
    assert "article 7" in draft(here, referral, "status", "fr")


def test_complaint_names_the_silent_office_and_each_day_we_asked() -> None:
    here, referral = sent()
    contacted = actions.Contacted(DAY + timedelta(days=16), "phone", "ours", "no-answer")
    actions.log_contact(here.unlocked, referral, contacted, DAY + timedelta(days=16))
    text = draft(here, referral, "complaint", body="authority:nsira")
    assert "To: National Security and Intelligence Review Agency" in text
    assert "no answer from Police of local jurisdiction" in text
    assert "We asked again on:" in text


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans", "zh-hant", "bo", "ug", "de"])
def test_person_is_told_where_it_went_in_their_language(language: str) -> None:
    here, referral = sent()
    here.say(referral, "received", file_number="77-1234", follow_up_on=LATER)
    opened = queries.open_referrals(here.unlocked, here.case, queries.list_referrals(here.case))
    drafted = queries.draft_telling(opened, language, DAY)
    assert drafted.language == (language if language != "de" else "en")
    assert drafted.reviewed is (language in {"en", "fr", "de"})
    assert "77-1234" in drafted.text
    assert "{" not in drafted.text


def test_drafts_are_not_told() -> None:
    here = make_desk_with_case()
    here.begin()
    opened = queries.open_referrals(here.unlocked, here.case, queries.list_referrals(here.case))
    assert "Police" not in queries.draft_telling(opened, "en", DAY).text


def test_words_of_the_log_can_be_found_by_their_class() -> None:
    from safehold.desk.search.sources import read_row

    here, referral = sent()
    here.say(referral, "received", words="They have it.", file_number="77-1234")
    key = here.unlocked.case_key(here.case.id, here.case.key_version)
    texts = {(str(each.field_class), each.text) for each in read_row(key, Contact.objects.get())}
    assert texts == {("identity", "They have it."), ("identity", "77-1234")}


def test_a_new_case_key_takes_referrals_along() -> None:
    from safehold.desk.cases.queries.contents import list_sealed

    here, referral = sent()
    here.say(referral, "received", words="They have it.")
    write(here, referral)
    actions.answer_questions(here.unlocked, here.case, ["danger-now"], DAY)
    kinds = {row.sealed_as for row in list_sealed([here.case]) if row.sealed_as.startswith("referrals.")}
    assert kinds == {f"referrals.{kind}/1" for kind in ("routing", "referral", "packet", "contact", "letter")}
