# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page of the desk, asked by every member of the cast, both ways."""

from collections.abc import Iterator

import pytest
from django.test import Client, TestCase, override_settings
from pytest_django import DjangoDbBlocker

from safehold.desk.members import actions as members
from safehold.desk.members.middleware import OPEN_WITHOUT
from safehold.web import clock
from tests.cast import PASSWORD, cheap_argon2id, make_person
from tests.permissions.addresses import list_names, list_patterns
from tests.permissions.desk_table import (
    LIBRARY_OPEN,
    MARKED_OPEN,
    NEEDS_CONFIRMING,
    OPEN_TO_ALL,
    WITHOUT_ACCOUNT,
    read_table,
)
from tests.permissions.world import URLCONF, World, ask, make_world, undone

TABLE = read_table()
LONGEST_RUN_SECONDS = 3600
"""What a page shows after a while without a touch is asked elsewhere."""
PAGES = sorted(list_names(URLCONF))

pytestmark = pytest.mark.django_db(databases=["default", "public"])


class Stage(TestCase):
    """Holds the world in one open transaction: made once; what a test writes is taken back to here."""

    databases = {"default", "public"}
    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = make_world()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), override_settings(UNLOCK_IDLE_SECONDS=LONGEST_RUN_SECONDS):
        Stage.setUpClass()
        Stage.world.open_browsers({column for answers in TABLE.values() for column in answers})
        yield Stage.world
        Stage.tearDownClass()
        Stage.doClassCleanups()


def test_table_names_every_page_and_no_other() -> None:
    asked = {(page, method) for page in PAGES for method in ("GET", "POST")}
    assert set(TABLE) == asked


@pytest.mark.parametrize(("page", "method"), list(TABLE))
def test_page_answers_each_member_as_listed(page: str, method: str, world: World) -> None:
    address = world.address_of(page)
    answers = {}
    for column in TABLE[page, method]:
        with undone():
            client = world.browse(column, confirmed=page.startswith("mfa_"))
            answers[column] = ask(client, method, address, {})
    assert answers == TABLE[page, method]


@pytest.mark.parametrize("name", WITHOUT_ACCOUNT)
def test_without_an_account_only_listed_pages_open(name: str, world: World) -> None:
    client = world.person(name)[0].browse()
    answers = {(page, method): ask(client, method, world.address_of(page), {}) for page, method in TABLE}
    closed = {"GET": ">sign-in", "POST": ">sign-in"}
    assert answers == {(page, method): OPEN_TO_ALL.get(page, closed)[method] for page, method in TABLE}


def test_views_are_closed_unless_listed() -> None:
    marked = {
        name
        for name, pattern in list_patterns(URLCONF)
        if not getattr(pattern.callback, "login_required", True)
    }
    assert marked == MARKED_OPEN | (marked & LIBRARY_OPEN)


@pytest.mark.parametrize("page", sorted(NEEDS_CONFIRMING))
def test_changing_how_one_signs_in_asks_again_who_one_is(page: str, world: World) -> None:
    for name in ("lead", "noor", "auditor", "tenzin"):
        with undone():
            assert ask(world.person(name)[0].browse(), "POST", world.address_of(page), {}) == ">confirm"


def test_member_without_second_factor_is_led_to_add_one(world: World) -> None:
    with cheap_argon2id():
        member = members.enlist(world.cast.organisation, "new", "New", "lead", PASSWORD, clock.today())
    client = Client()
    client.force_login(member)
    closed = [(page, method) for page, method in TABLE if page not in OPEN_WITHOUT]
    answers = {(page, method): ask(client, method, world.address_of(page), {}) for page, method in closed}
    assert answers == dict.fromkeys(closed, ">mfa_index")


@pytest.mark.parametrize("page", ["home:case", "cases:reply", "cases:note", "inbox:open"])
def test_member_who_waits_to_be_admitted_opens_nothing(page: str, world: World) -> None:
    with cheap_argon2id():
        waiting = make_person(world.cast.organisation, "waiting", "caseworker", clock.today())
    method = "GET" if page == "home:case" else "POST"
    fields = {"words": "Hello", "language": "en"}
    assert ask(waiting.browse(unlocked=True), method, world.address_of(page), fields) == "403"


def test_closed_account_opens_nothing(world: World) -> None:
    noor = world.cast.noor
    client = noor.browse(unlocked=True)
    members.set_active(world.cast.lead.account, noor.account, False, clock.today())
    for page in ("home:day", "inbox:queue", "home:case"):
        assert ask(client, "GET", world.address_of(page), {}) == ">sign-in"


def test_post_without_a_token_is_refused(world: World) -> None:
    """A form of another site cannot act in a member's name."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.lead.account)
    answers = {page: ask(client, "POST", world.address_of(page), {}) for page in PAGES}
    assert answers == dict.fromkeys(PAGES, "403")


def test_every_answer_says_that_it_may_not_be_kept_framed_or_scripted(world: World) -> None:
    """Pages, refusals, redirects and files, to a member and to nobody."""
    for client in (world.cast.lead.browse(unlocked=True), Client()):
        client.raise_request_exception = False
        for page, method in TABLE:
            with undone():
                answer = (client.post if method == "POST" else client.get)(world.address_of(page))
            assert "no-store" in answer.headers["Cache-Control"], page
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], page
            assert "unsafe" not in answer.headers["Content-Security-Policy"], page
            assert answer.headers["X-Frame-Options"] == "DENY", page
            assert answer.headers["X-Content-Type-Options"] == "nosniff", page


def test_another_organisations_rows_are_in_no_list(world: World) -> None:
    """Tenzin's lists do not mention what belongs to noor's organisation, unlocked or not."""
    case_id, envelope_id = str(world.ids["case_id"]), str(world.ids["envelope_id"])
    seen_by_noor = [world.cast.noor.browse(unlocked=True).get(p).content.decode() for p in LISTS]
    assert any(case_id in page for page in seen_by_noor) and any(envelope_id in p for p in seen_by_noor)
    for unlocked in (False, True):
        for path in LISTS:
            page = world.cast.tenzin.browse(unlocked=unlocked).get(path).content.decode()
            assert case_id not in page and envelope_id not in page


LISTS = ["/", "/inbox/", "/cases/", "/cases/?state=all"]
