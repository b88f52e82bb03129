# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery kit: what two sheets open, what is refused, and no report before they were read back."""

import logging
import zlib

import pytest

from safehold.core import age, sheets
from safehold.core.sheets import SheetsWrong
from safehold.desk.audit import queries as audit
from safehold.desk.members import actions as members
from safehold.desk.members import queries as members_queries
from safehold.desk.vault import actions, queries
from safehold.desk.vault import kit as kits
from safehold.desk.vault.actions.escrow import check_kit, seal_to_escrow
from safehold.desk.vault.errors import (
    DrillMissing,
    KitChanged,
    KitMissing,
    KitPresent,
    LeadRequired,
)
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import Escrow, EscrowDrill, Outgoing, Vault
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.desk.vault.tests.test_vault_at_rest import stored_bytes
from safehold.desk.vault.tests.vault_cast import DAY, Person, make_cast, make_person
from safehold.web import printing

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SHEETS = sheets.split(bytes(range(32)))


def founded() -> Person:
    """The lead of a founding organisation that has keys and no kit yet."""
    house = members.found_organisation("north", {"en": "North House"}, ["English"], True, True)
    return make_person(house, "lead", "lead")


def test_a_kit_opens_every_generation_and_is_stored_nowhere() -> None:
    lead = founded().unlocked
    kit = actions.make_kit(lead, DAY)
    opened = actions.open_with_shares(lead.member.organisation, kit.sheets[1:])
    assert [identity.secret_seed() for _, identity in opened] == [
        identity.secret_seed() for identity in lead.vault_identities()
    ]
    held = stored_bytes()
    secret = sheets.join(kit.sheets[:2])
    assert kit.recipient.encode() in held
    for hidden in (secret, secret.hex().encode(), *(sheet.encode() for sheet in kit.sheets)):
        assert hidden not in held
    printed = repr(kit)
    assert not [sheet for sheet in kit.sheets if sheet in printed or " ".join(sheet.split()[:2]) in printed]


def test_only_an_unlocked_lead_makes_and_tests_a_kit() -> None:
    cast = make_cast()
    with pytest.raises(LeadRequired):
        actions.make_kit(cast.noor.unlocked, DAY, replacing=queries.find_kit_name(cast.house.pk))
    with pytest.raises(LeadRequired):
        actions.record_drill(cast.noor.unlocked, SHEETS[:2], DAY)


def test_a_new_kit_takes_the_place_of_the_one_that_is_named() -> None:
    lead = founded()
    old = make_and_read_back(lead.unlocked, DAY)
    for replacing in ("", "another-kit-name"):
        with pytest.raises(KitPresent):
            actions.make_kit(lead.unlocked, DAY, replacing=replacing)
    new = actions.make_kit(lead.unlocked, DAY, replacing=old.name)
    assert not queries.has_drilled(lead.member.organisation_id), "the new sheets have to be read back, too"
    with pytest.raises(SheetsWrong) as wrong:
        actions.record_drill(lead.unlocked, old.sheets[:2], DAY)
    assert wrong.value.kind == "other-kit"
    actions.record_drill(lead.unlocked, new.sheets[:2], DAY)
    assert queries.has_drilled(lead.member.organisation_id)


def test_another_organisations_sheets_open_nothing_here() -> None:
    cast = make_cast()
    name = queries.find_kit_name(cast.elsewhere.pk)
    theirs = actions.make_kit(cast.tenzin.unlocked, DAY, replacing=name)
    with pytest.raises(SheetsWrong) as wrong:
        actions.record_drill(cast.lead.unlocked, theirs.sheets[:2], DAY)
    assert wrong.value.kind == "other-kit"


def test_without_a_kit_there_is_nothing_to_test() -> None:
    with pytest.raises(KitMissing):
        actions.record_drill(founded().unlocked, SHEETS[:2], DAY)


def alarms(person: Person) -> list[str]:
    return [alarm.kind for alarm in audit.list_open_alarms(person.member.organisation_id)]


def test_a_swapped_kit_receives_no_new_generation_and_raises_an_alarm() -> None:
    lead = founded()
    make_and_read_back(lead.unlocked, DAY)
    thief = kits.draw()
    Escrow.objects.update(recipient=thief.recipient)
    vault, identity = next_generation(lead)
    seal_to_escrow(lead.unlocked.current_vault()[1], vault, identity, DAY)
    vault.refresh_from_db()
    assert vault.escrow_sealed is None
    assert alarms(lead) == ["kit-changed"]


def test_a_swapped_kit_raises_an_alarm_at_the_next_unlock() -> None:
    lead = founded()
    make_and_read_back(lead.unlocked, DAY)
    check_kit(lead.unlocked, DAY)
    assert alarms(lead) == []
    Escrow.objects.update(recipient=kits.draw().recipient)
    check_kit(lead.unlocked, DAY)
    assert alarms(lead) == ["kit-changed"]


def next_generation(lead: Person) -> tuple[Vault, age.Identity]:
    identity = age.generate_identity()
    vault = Vault.objects.create(
        organisation=lead.member.organisation,
        generation=2,
        recipient=str(identity.recipient),
        created_on=DAY,
    )
    return vault, identity


def test_a_new_generation_is_sealed_to_the_kit_and_vouches_for_it() -> None:
    lead = founded()
    kit = make_and_read_back(lead.unlocked, DAY)
    vault, identity = next_generation(lead)
    before = Escrow.objects.get().recipient_mac
    seal_to_escrow(lead.unlocked.current_vault()[1], vault, identity, DAY)
    opened = actions.open_with_shares(lead.member.organisation, kit.sheets[:2])
    assert [each.generation for each, _ in opened] == [2, 1]
    assert opened[0][1].secret_seed() == identity.secret_seed()
    assert Escrow.objects.get().recipient_mac != before, (
        "who held only the old generation vouches for nothing"
    )


def test_sheets_that_open_another_vault_than_the_leads_are_no_drill() -> None:
    lead = founded()
    kit = actions.make_kit(lead.unlocked, DAY)
    vault = Vault.objects.get()
    stranger = age.generate_identity()
    from safehold.desk.vault import wrapping
    from safehold.desk.vault.actions.escrow import SEALED_TO_KIT

    vault.escrow_sealed = wrapping.seal_secret(SEALED_TO_KIT, vault.pk, stranger.secret_seed(), kit.recipient)
    vault.save()
    with pytest.raises(KitChanged):
        actions.record_drill(lead.unlocked, kit.sheets[:2], DAY)
    assert not EscrowDrill.objects.exists()
    assert alarms(lead) == ["kit-changed"]


def test_backups_are_sealed_to_the_founders_kits_only() -> None:
    cast = make_cast()
    (recipient,) = queries.list_escrow_recipients()
    assert str(recipient) == Escrow.objects.get(organisation=cast.house).recipient


def coalition_lists() -> int:
    return Outgoing.objects.filter(kind="coalition-list").count()


def test_the_coalition_begins_when_the_founders_have_read_two_sheets_back() -> None:
    lead = founded()
    kit = actions.make_kit(lead.unlocked, DAY)
    assert (coalition_lists(), queries.find_coalition_list()) == (0, None)
    actions.record_drill(lead.unlocked, kit.sheets[1:], DAY)
    coalition = queries.find_coalition_list()
    assert coalition is not None
    assert [entry.slug for entry in coalition.organisations] == ["north"]
    actions.record_drill(lead.unlocked, kit.sheets[:2], DAY)
    assert coalition_lists() == 1
    rows = [row.verb for row in audit.list_rows(lead.member.organisation_id, 20)]
    assert (rows.count("escrow.made"), rows.count("escrow.drilled"), rows.count("organisation.admitted")) == (
        1,
        2,
        1,
    )


def test_an_organisation_is_admitted_only_after_its_own_drill() -> None:
    cast = make_cast()
    third = members.found_organisation("river", {"en": "River House"}, ["English"])
    rana = make_person(third, "rana", "lead")
    for _ in range(2):
        with pytest.raises(DrillMissing):
            actions.admit_organisation(cast.lead.unlocked, third, DAY)
        if not queries.find_escrow(third.pk):
            kit = actions.make_kit(rana.unlocked, DAY)
    actions.record_drill(rana.unlocked, kit.sheets[:2], DAY)
    actions.admit_organisation(cast.lead.unlocked, third, DAY)
    assert queries.is_listed_in_coalition(third)


def test_founders_who_have_not_drilled_admit_nobody() -> None:
    lead = founded()
    other = members.found_organisation("snow", {"en": "Snow House"}, ["English"])
    make_and_read_back(make_person(other, "tenzin", "lead").unlocked, DAY)
    with pytest.raises(DrillMissing):
        actions.admit_organisation(lead.unlocked, other, DAY)
    assert coalition_lists() == 0


def test_two_sheets_give_a_member_with_new_words_everything_back() -> None:
    cast = make_cast()
    kit = actions.make_kit(cast.lead.unlocked, DAY, replacing=queries.find_kit_name(cast.house.pk))
    recovery = actions.Recovery(cast.house, kit.sheets[:2])
    recovery.reset(cast.lead.member, DAY)
    cast.lead.words = actions.enrol_member(cast.lead.member, DAY)
    assert not cast.lead.unlocked.has_vault
    recovery.admit(cast.lead.member, DAY)
    recovery.admit(cast.lead.member, DAY)
    assert (
        cast.lead.unlocked.current_vault()[1].secret_seed()
        == cast.noor.unlocked.current_vault()[1].secret_seed()
    )
    assert all(grant.recipient_mac for grant in queries.list_grants(cast.lead.member))
    rows = [row.verb for row in audit.list_rows(cast.house.pk, 4)]
    assert sorted(rows) == ["escrow.admitted", "escrow.made", "escrow.reset", "vault.enrolled"]


def test_recovery_is_for_members_of_that_organisation() -> None:
    cast = make_cast()
    kit = actions.make_kit(cast.lead.unlocked, DAY, replacing=queries.find_kit_name(cast.house.pk))
    recovery = actions.Recovery(cast.house, kit.sheets[:2])
    from safehold.desk.vault.errors import NotEnrolled, NotForAuditors

    for act in (recovery.admit, recovery.reset):
        with pytest.raises(NotEnrolled):
            act(cast.tenzin.member, DAY)
    with pytest.raises(NotForAuditors):
        recovery.admit(cast.auditor.member, DAY)


def test_two_sheets_invite_a_lead_beside_the_one_there_is() -> None:
    cast = make_cast()
    kit = actions.make_kit(cast.lead.unlocked, DAY, replacing=queries.find_kit_name(cast.house.pk))
    recovery = actions.Recovery(cast.house, kit.sheets[:2])
    token = recovery.invite_lead(DAY)
    assert members_queries.open_invitation(token, DAY).role == "lead"
    rima = members.accept_invitation(token, "rima", "Rima", "long enough words", DAY)
    words = actions.enrol_member(rima, DAY)
    recovery.admit(rima, DAY)
    assert actions.unlock_with(rima, words).has_vault
    assert queries.list_vaults(cast.house.pk)[0].generation == 2, "recovery makes none"


def draw_sheets(language: str = "en", **names: str) -> tuple[Kit, bytes]:
    house = members.found_organisation("river", {"en": "River House", **names}, ["English"])
    kit = kits.draw()
    return kit, kits.print_kit(kit, house, DAY, language)


def test_the_kit_is_a_document_of_three_pages() -> None:
    _, drawn = draw_sheets()
    assert drawn.startswith(b"%PDF-")
    assert count_pages(drawn) == 3


def count_pages(drawn: bytes) -> int:
    """Pages of a PDF, also where its objects are compressed."""
    plain = drawn
    for part in drawn.split(b"stream\n")[1:]:
        try:
            plain += zlib.decompressobj().decompress(part)
        except zlib.error:
            continue
    return max(plain.count(b"/Type /Page\n"), plain.count(b"/Type/Page/"), plain.count(b"/Type /Page/"))


@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "雪山之友"), ("bo", "གངས་རིའི་གྲོགས།"), ("ug", "تارىم ئۆيى")]
)
def test_a_name_that_no_font_here_can_draw_gives_way_to_the_english_one(language: str, name: str) -> None:
    names = [name, "River House", "river"]
    built_in = ["Libertinus Serif", "DejaVu Sans Mono"]
    assert printing.first_drawable(names, built_in) == "River House"
    with_noto = [*built_in, "Noto Sans CJK SC", "Noto Serif Tibetan", "Noto Naskh Arabic"]
    assert printing.first_drawable(names, with_noto) == name
    assert printing.first_drawable(["ᏣᎳᎩ", "River House", "river"], with_noto) == "River House"


def test_a_document_that_cannot_be_drawn_says_nothing_of_its_content(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(printing.PrintingFailed) as failed:
        printing.print_pdf(kits.TEMPLATE, {"names": ["canary"]}, DAY)
    assert "canary" not in f"{failed.value} {failed.value.__cause__}{caplog.text}"
