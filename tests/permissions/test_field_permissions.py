# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every class of fields, on every surface, for every role: what may be seen is seen, and nothing else is."""

from collections.abc import Iterator

import pytest
from django.test import TestCase
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from safehold.desk.cases.rules import shown
from safehold.desk.members import rules as members
from safehold.desk.members.models import Member, Role
from safehold.desk.members.rules import FieldClass
from safehold.desk.referrals import rules as referrals
from safehold.desk.sharing import rules as sharing
from tests.permissions.addresses import list_patterns
from tests.permissions.field_table import PROGRAMS, SURFACES, read_table
from tests.permissions.planted import SHOWN, URLCONF, Planted, marks, plant, read_surface
from tests.permissions.world import undone

TABLE = read_table()
ROLES = ("lead", "caseworker", "researcher", "registrar", "auditor")

pytestmark = pytest.mark.django_db(databases=["default", "public"])


class Stage(TestCase):
    """Holds what was planted in one open transaction."""

    databases = {"default", "public"}
    planted: Planted

    @classmethod
    def setUpTestData(cls) -> None:
        cls.planted = plant()


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Planted]:
    with django_db_blocker.unblock():
        Stage.setUpClass()
        yield Stage.planted
        Stage.tearDownClass()
        Stage.doClassCleanups()


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    from safehold.desk.inbox.tests.sealed_reports import DAY

    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def found_on(planted: Planted, role: str, surface: str) -> set[str]:
    with undone():
        text = read_surface(planted, role, surface)
    return {name for name, mark in marks().items() if mark in text}


def listed(role: str, surface: str) -> set[str]:
    """Return what the table says stands there, by name."""
    return {
        name
        for field_class in FieldClass
        if TABLE[role, field_class][surface]
        for name in SHOWN[field_class].get(surface, set())
    }


def sealed(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith("canary")}


def test_the_table_names_every_role_and_class_once() -> None:
    assert set(TABLE) == {(role, str(each)) for role in ROLES for each in FieldClass}
    assert set(ROLES) == set(Role.values)


def test_the_table_says_no_more_than_the_law_allows() -> None:
    for (role, field_class), surfaces in TABLE.items():
        if any(surfaces.values()):
            assert members.may_see(role, FieldClass(field_class)), (role, field_class)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_on_a_surface_what_is_listed_and_nothing_else(
    role: str, surface: str, planted: Planted
) -> None:
    found, expected = found_on(planted, role, surface), listed(role, surface)
    assert sealed(found) == sealed(expected)
    assert expected <= found


@pytest.mark.parametrize("surface", ["page", "history", "snippet"])
def test_a_broken_rule_is_noticed(surface: str, planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question, asked while the rule lets everybody see everything, has another answer."""
    monkeypatch.setitem(members.SEEN_BY, "researcher", frozenset(FieldClass))
    found = sealed(found_on(planted, "researcher", surface))
    if surface == "history":
        assert "Risk: " in read_surface(planted, "researcher", surface)
    else:
        assert found > sealed(listed("researcher", surface))


@pytest.mark.parametrize("role", ["researcher", "auditor"])
def test_who_only_reads_changes_nothing(role: str, planted: Planted) -> None:
    """Every address of the case, posted to: nothing is done, whatever the page is."""
    client = planted.browse(role)
    client.raise_request_exception = False
    answers = {}
    for name, pattern in list_patterns(URLCONF):
        wanted = set(pattern.pattern.converters)
        if "case_id" in wanted and wanted <= set(planted.ids):
            with undone():
                address = reverse(name, kwargs={key: planted.ids[key] for key in wanted})
                answers[name] = client.post(address, {}).status_code
    refused = {404, 405} if role == "auditor" else {403, 405}
    assert {name: code for name, code in answers.items() if code not in refused} == {}


def test_what_changes_a_case_refuses_who_only_reads_also_without_a_page(planted: Planted) -> None:
    from django.core.exceptions import PermissionDenied

    from safehold.desk.cases import actions as cases
    from safehold.desk.inbox.tests.sealed_reports import DAY
    from safehold.desk.vault import actions as vault

    unlocked = vault.unlock_with(planted.researcher, planted.desk.words[planted.researcher.id])
    with pytest.raises(PermissionDenied):
        cases.add_note(unlocked, planted.case, "A word", DAY)
    with pytest.raises(PermissionDenied):
        cases.change_state(planted.case, "closed", planted.researcher, DAY)


def test_roles_that_write_see_all_that_a_form_would_write_anew() -> None:
    """A form that is filled from something stripped would empty what its writer does not see."""
    writers = [role for role in Role.values if Member(role=role).works_on_cases]
    assert writers == ["lead", "caseworker"]
    assert all(shown.sees_everything(role) for role in writers)


def test_other_rooms_say_of_each_answer_what_cases_say() -> None:
    said = {sharing.ANSWERS[name]: sharing.FIELDS[name] for name in sharing.ANSWERS}
    assert said == shown.ANSWERS
    assert sharing.THINGS["files"] == referrals.PACKET_FIELDS["files"] == shown.FILE["name"]
    same = {
        name: referrals.PACKET_FIELDS[name] for name in sharing.ANSWERS if name in referrals.PACKET_FIELDS
    }
    assert same == {name: sharing.FIELDS[name] for name in same}


def test_no_address_answers_a_program_but_those_listed(planted: Planted) -> None:
    """There is no API. Pages are HTML; what is handed over as a file is asked for by a form."""
    client = planted.browse("lead")
    kinds = {}
    for name, pattern in list_patterns(URLCONF):
        wanted = set(pattern.pattern.converters)
        if wanted <= set(planted.ids) and name != "account_logout":
            response = client.get(
                reverse(name, kwargs={key: planted.ids[key] for key in wanted}),
                headers={"accept": "application/json"},
            )
            if response.status_code == 200:
                kinds[name] = response.headers["Content-Type"].partition(";")[0]
    others = {name: kind for name, kind in kinds.items() if kind != "text/html"}
    assert others == {name: kind for name, kind in PROGRAMS.items() if name != "tasks:feed"}
    assert "tasks:feed" in {name for name, _pattern in list_patterns(URLCONF)}
