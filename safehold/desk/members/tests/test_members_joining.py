# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invitations, joining, and closing an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from safehold.desk.audit import queries as audit
from safehold.desk.members import actions, queries, rules
from safehold.desk.members.errors import InvitationUnknown, MemberUnknown, RoleMissing, UsernameTaken
from safehold.desk.members.models import Invitation, Member
from safehold.desk.vault.tests.vault_cast import DAY, PASSWORD, make_cast
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ANSWERS = {"display_name": "Amara", "username": "Amara", "password": PASSWORD, "password_again": PASSWORD}


def test_an_invitation_works_once() -> None:
    cast = make_cast()
    token = actions.invite_member(cast.lead.member, "caseworker", DAY)
    amara = actions.accept_invitation(token, " Amara", "Amara", PASSWORD, DAY, language="fr")
    assert (amara.username, amara.role, amara.organisation, amara.language) == (
        "amara",
        "caseworker",
        cast.house,
        "fr",
    )
    with pytest.raises(InvitationUnknown):
        actions.accept_invitation(token, "again", "Again", PASSWORD, DAY)
    amara.delete()
    with pytest.raises(InvitationUnknown):
        actions.accept_invitation(token, "again", "Again", PASSWORD, DAY)


def test_a_member_changes_their_own_language() -> None:
    cast = make_cast()
    noor = cast.noor.sign_in().client
    assert 'href="/language/"' in noor.get("/second-factor/").content.decode()
    page = noor.get("/language/").content.decode()
    assert "Français" in page and "ئۇيغۇرچە" not in page
    answer = noor.post("/language/", {"language": "fr"}, follow=True)
    assert answer.redirect_chain == [("/second-factor/", 302)]
    assert answer.headers["Content-Language"] == "fr"
    assert queries.access_member(cast.lead.member, cast.noor.member.pk).language == "fr"
    assert audit.list_rows(cast.house.pk)[0].verb == "member.language"
    assert noor.post("/language/", {"language": "xx"}).status_code == 200
    assert queries.access_member(cast.lead.member, cast.noor.member.pk).language == "fr"


def test_an_invitation_ends_after_seven_days() -> None:
    token = actions.invite_member(make_cast().lead.member, "auditor", DAY)
    queries.open_invitation(token, DAY + timedelta(days=7))
    with pytest.raises(InvitationUnknown):
        queries.open_invitation(token, DAY + timedelta(days=8))


def test_only_a_hash_of_the_token_is_kept() -> None:
    token = actions.invite_member(make_cast().lead.member, "auditor", DAY)
    assert token not in str(Invitation.objects.values_list())
    assert Invitation.objects.get().token_hash == rules.token_hash(token)


def test_only_a_lead_invites_and_only_to_a_role() -> None:
    cast = make_cast()
    with pytest.raises(RoleMissing):
        actions.invite_member(cast.noor.member, "caseworker", DAY)
    with pytest.raises(RoleMissing):
        actions.invite_member(cast.lead.member, "owner", DAY)


def test_a_name_that_is_taken_leaves_the_invitation_open() -> None:
    token = actions.invite_member(make_cast().lead.member, "caseworker", DAY)
    with pytest.raises(UsernameTaken):
        actions.accept_invitation(token, "NOOR", "Another", PASSWORD, DAY)
    actions.accept_invitation(token, "noor2", "Another", PASSWORD, DAY)


def test_the_whole_way_from_the_link_to_the_second_factor() -> None:
    lead = make_cast().lead.sign_in()
    page = lead.client.post("/members/invite", {"role": "caseworker"}).content.decode()
    found = re.search(r"http://testserver(/join/\S+?)<", page)
    assert found
    address = found[1]
    assert address not in lead.client.get("/members/").content.decode()
    guest = Client()
    assert guest.get(address).status_code == 200
    answer = guest.post(address, ANSWERS)
    assert answer.headers["Location"] == "/second-factor/"
    assert guest.get("/second-factor/app/add/").status_code == 200
    assert Client().get(address).status_code == 404
    assert Client().post(address, ANSWERS).status_code == 404


def test_a_mistake_keeps_what_was_typed() -> None:
    token = actions.invite_member(make_cast().lead.member, "caseworker", clock.today())
    for change, words in [
        ({"password_again": "else"}, "The two passwords are not the same"),
        ({"username": "noor"}, "Somebody signs in with this name already"),
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"username": "a b"}, "Use only letters"),
    ]:
        page = Client().post(f"/join/{token}", ANSWERS | change).content.decode()
        assert words in page
        assert 'value="Amara"' in page
        assert PASSWORD not in page
    assert not Member.objects.filter(username="amara").exists()


def test_somebody_who_is_signed_in_does_not_use_the_link() -> None:
    lead = make_cast().lead.sign_in()
    token = actions.invite_member(lead.member, "caseworker", clock.today())
    assert lead.client.post(f"/join/{token}", ANSWERS).status_code == 409


def test_a_closed_account_is_signed_out_at_once() -> None:
    cast = make_cast()
    cast.noor.sign_in().unlock()
    cast.lead.sign_in()
    answer = cast.lead.client.post(f"/members/{cast.noor.member.pk}/active", {"active": "no"})
    assert answer.headers["Location"] == "/members/"
    assert cast.noor.client.get("/second-factor/").status_code == 302
    assert Session.objects.count() == 1
    assert cast.noor.client.post("/sign-in/", {"login": "noor", "password": PASSWORD}).status_code == 200
    cast.lead.client.post(f"/members/{cast.noor.member.pk}/active", {"active": "yes"})
    cast.noor.sign_in()


def test_a_lead_cannot_close_their_own_account() -> None:
    lead = make_cast().lead.sign_in()
    lead.client.post(f"/members/{lead.member.pk}/active", {"active": "no"})
    lead.member.refresh_from_db()
    assert lead.member.is_active


def test_members_of_other_organisations_are_not_found() -> None:
    cast = make_cast()
    with pytest.raises(MemberUnknown):
        queries.access_member(cast.lead.member, cast.tenzin.member.pk)
    cast.lead.sign_in().unlock()
    for verb in ("active", "admit", "new-words"):
        address = f"/members/{cast.tenzin.member.pk}/{verb}"
        assert cast.lead.client.post(address, {"active": "no"}).status_code == 404, verb
    cast.tenzin.member.refresh_from_db()
    assert cast.tenzin.member.is_active


LEADS_PAGES = ["/members/", "/members/invite", "/vault/"]


@pytest.mark.parametrize("address", LEADS_PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("noor", 403), ("auditor", 403), ("tenzin", 200), ("stranger", 302)]
)
def test_who_sees_the_leads_pages(address: str, who: str, status: int) -> None:
    cast = make_cast()
    client = Client() if who == "stranger" else getattr(cast, who).sign_in().client
    answer = client.get(address)
    assert answer.status_code == status
    if who == "tenzin":
        assert "North House" not in answer.content.decode()
        assert "Noor" not in answer.content.decode()


@pytest.mark.parametrize("who", ["noor", "auditor"])
def test_only_a_lead_closes_or_admits(who: str) -> None:
    cast = make_cast()
    client = getattr(cast, who).sign_in().client
    for verb in ("active", "admit", "new-words"):
        assert client.post(f"/members/{cast.lead.member.pk}/{verb}", {"active": "no"}).status_code == 403
