# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page that hands evidence over, and the buttons for time stamps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries
from safehold.desk.evidence.actions import send_waiting
from safehold.desk.evidence.models import HandOver, Stamp
from safehold.desk.evidence.tests.authorities_here import HttpAuthority, make_case, trusted
from safehold.desk.evidence.tests.test_evidence_handing_over import check, unpack
from safehold.desk.inbox.tests.sealed_reports import DAY

pytestmark = pytest.mark.django_db(databases=["default", "public"])
Made = tuple[Client, Case, list[str]]


def made(consents: tuple[str, ...] = ("contact", "share-authorities")) -> Made:
    desk, case = make_case(consents)
    return desk.browser(desk.noor), case, [str(each.pk) for each in queries.list_items(case)]


def at(case: Case, name: str = "hand_over", *more: object) -> str:
    return reverse(f"evidence:{name}", args=[case.pk, *more])


def typed(ids: list[str], **changed: Any) -> dict[str, Any]:
    base = {
        "items": ids,
        "receiver": "other",
        "name": "The court",
        "language": "en",
        "how": "plain",
        "sure": "on",
    }
    return {**base, "with_description": "on", **changed}


def test_a_bag_is_handed_to_the_browser(tmp_path: Path) -> None:
    browser, case, ids = made()
    page = browser.get(at(case))
    assert page.status_code == 200
    answer = browser.post(at(case), typed(ids))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="evidence-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    bag = unpack(b"".join(answer.streaming_content), tmp_path / "out")  # type: ignore[attr-defined]
    assert check(bag)[0] == 0
    shown = browser.get(at(case)).content.decode()
    assert HandOver.objects.get().fingerprint in shown
    assert "The court" in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"items": []}, "Choose at least one."),
        ({"name": ""}, "Write who gets it."),
        ({"sure": ""}, "Tick that you know what this means, or seal the file."),
        ({"how": "key", "recipient": "age1abc"}, "Paste the key. It begins with age1pq1."),
        ({"how": "key", "recipient": "age1pq1abc"}, "This is not a key we can seal to."),
        ({"how": "words", "words_to_open": "too short"}, "Use at least six words"),
    ],
)
def test_what_is_missing_is_said_and_nothing_leaves(changed: dict[str, Any], said: str) -> None:
    browser, case, ids = made()
    answer = browser.post(at(case), typed(ids, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not HandOver.objects.exists()


def test_without_consent_it_says_so() -> None:
    browser, case, ids = made(("contact",))
    answer = browser.post(at(case), typed(ids))
    assert answer.status_code == 422
    assert "They do not agree now that this receiver gets it" in answer.content.decode()


def test_another_cases_item_cannot_be_chosen() -> None:
    browser, case, _ = made()
    answer = browser.post(at(case), typed(["00000000-0000-0000-0000-000000000001"]))
    assert answer.status_code == 422
    assert not HandOver.objects.exists()


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[HttpAuthority]:
    found = HttpAuthority(tmp_path / "authority", "Authority")
    yield found
    found.close()


@needs_openssl
def test_stamps_are_asked_for_shown_and_asked_for_again(authority: HttpAuthority, tmp_path: Path) -> None:
    browser, case, ids = made()
    with trusted(tmp_path / "roots", here=authority):
        assert "Ask for time stamps" in browser.get(at(case, "case")).content.decode()
        browser.post(at(case, "stamp"))
        assert "Ask for time stamps" not in browser.get(at(case, "case")).content.decode()
        authority.instead = (200, {}, b"nonsense")
        send_waiting(DAY)
        page = browser.get(at(case, "item", ids[0])).content.decode()
        assert at(case, "stamp_again", ids[0]) in page
        authority.instead = None
        browser.post(at(case, "stamp_again", ids[0]))
        assert send_waiting(DAY) == 1
        page = browser.get(at(case, "item", ids[0])).content.decode()
        assert "Stamped by a time stamping authority" in page
        assert Stamp.objects.filter(is_recorded=True).count() == 1


def test_nothing_is_asked_where_no_authority_is_named() -> None:
    browser, case, _ = made()
    assert "Ask for time stamps" not in browser.get(at(case, "case")).content.decode()
    assert browser.post(at(case, "stamp")).status_code == 302
    assert not Stamp.objects.exists()
