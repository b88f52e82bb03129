# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of imports and copies over HTTP."""

import io
import re
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from safehold.core import age
from safehold.desk.cases.models import Case
from safehold.desk.exchange import actions
from safehold.desk.exchange.models import Batch
from safehold.desk.exchange.tests.tables import HEADER, ROW, as_csv, bring_in
from safehold.desk.exchange.uploads import LARGEST_BYTES, MemoryUploadHandler
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


def make() -> tuple[Desk, Client]:
    desk = make_desk()
    return desk, desk.browser(desk.lead)


def upload(lead: Client, content: bytes, name: str = "table.csv") -> Any:
    file = SimpleUploadedFile(name, content, "text/csv")
    return lead.post(reverse("exchange:upload"), {"table": file, "encoding": ""})


def confirm(lead: Client, where: str) -> Any:
    """Press the button of the page that says what would happen."""
    found = re.search(r'name="seen" value="([^"]*)"', page_of(lead, where))
    return lead.post(f"{where}/start", {"seen": found[1] if found else ""})


def page_of(lead: Client, address: str) -> str:
    response = lead.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_a_table_is_looked_at_then_imported_then_taken_back() -> None:
    _, lead = make()
    where = upload(lead, as_csv(ROW, ["18", *ROW[1:]], ["19", "", *[""] * 10]))["Location"]
    page = page_of(lead, where)
    assert "2 rows make cases" in page
    assert "1 row cannot be taken" in page
    assert "There is no title" in page
    assert "Nobody in it has agreed to anything here" in page
    assert not Case.objects.exists()
    assert confirm(lead, where)["Location"] == where
    assert "Ask the people now" in page_of(lead, where)
    assert Case.objects.count() == 2
    assert lead.post(f"{where}/undo")["Location"] == where
    assert "Taken back" in page_of(lead, where)
    assert not Case.objects.exists()


def test_columns_can_be_chosen() -> None:
    _, lead = make()
    where = upload(lead, as_csv(ROW, header=[f"c{n}" for n in range(len(HEADER))]))["Location"]
    assert "1 row cannot be taken" in page_of(lead, where)
    lead.post(f"{where}/columns", {"number": "0", "title": "1"})
    page = page_of(lead, where)
    assert "1 row makes a case" in page
    assert "Calls at night" in page


def test_what_is_confirmed_is_what_was_seen() -> None:
    """Another lead, or another tab, said meanwhile that a column is something else."""
    _, lead = make()
    where = upload(lead, as_csv(ROW))["Location"]
    seen = re.search(r'name="seen" value="([^"]*)"', page_of(lead, where))
    assert seen
    lead.post(f"{where}/columns", {"title": "5", "notes": "1"})
    for said in ({"seen": seen[1]}, {}):
        assert lead.post(f"{where}/start", said)["Location"] == where
        assert "has moved on meanwhile" in page_of(lead, where)
    assert not Case.objects.exists()
    confirm(lead, where)
    assert Case.objects.count() == 1


def test_a_file_that_is_no_table_is_asked_for_again() -> None:
    _, lead = make()
    response = upload(lead, b"PK\x03\x04")
    assert response.status_code == 422
    assert "We find no table in this file." in response.content.decode()
    assert lead.post(reverse("exchange:upload")).status_code == 422
    assert not Batch.objects.exists()


def test_a_large_file_is_held_in_memory_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lead = make()

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", refuse)
    response = upload(lead, b"x" * (6 << 20))
    assert response.status_code == 422
    assert "larger than 5 MB" in response.content.decode()


def test_a_request_holds_no_more_than_one_file_however_many_it_brings() -> None:
    """Whether it came with a sign-in or from us is asked after it was read."""
    content = b"x" * LARGEST_BYTES
    sent = {f"file-{place}": SimpleUploadedFile("t.csv", content) for place in range(4)}
    request = RequestFactory().post(reverse("exchange:upload"), sent)
    request.upload_handlers = [MemoryUploadHandler(request)]
    held = [len(file.read()) for name in request.FILES for file in request.FILES.getlist(name)]
    assert len(held) == 4
    assert sum(held) <= LARGEST_BYTES + 1


def test_a_lead_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lead = make()
    where = upload(lead, as_csv(ROW, ["18", *ROW[1:]]))["Location"]
    whole = actions.go_on_importing
    monkeypatch.setattr(actions, "go_on_importing", partial(whole, at_most_seconds=0))
    confirm(lead, where)
    page = page_of(lead, where)
    assert "1 of 2 done" in page
    assert "data-goes-on" in page
    lead.post(f"{where}/go-on")
    assert "Imported" in page_of(lead, where)
    assert lead.post(f"{where}/go-on").status_code == 302  # a second click finds it finished


def test_cases_that_stay_are_listed() -> None:
    from safehold.desk.cases import actions as cases

    desk, lead = make()
    batch = bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    cases.add_note(desk.unlocked, case, "I called.", DAY)
    where = reverse("exchange:batch", args=[batch.pk])
    lead.post(f"{where}/undo")
    page = page_of(lead, where)
    assert "These cases stay" in page
    assert reverse("home:case", args=[case.pk]) in page


def test_a_copy_is_sealed_unless_somebody_ticks_that_they_know() -> None:
    desk, lead = make()
    bring_in(desk, as_csv(ROW))
    where = reverse("exchange:export")
    assert "Words that open it" in page_of(lead, where)
    told = {"state": "all", "kind": "csv", "classes": ["words"], "how": "plain"}
    refused = lead.post(where, told)
    assert refused.status_code == 422
    assert "Tick that you know what this means" in refused.content.decode()
    plain = lead.post(where, {**told, "sure": "on"})
    assert b"Calls at night" in plain.getvalue()
    assert "no-store" in plain["Cache-Control"]
    words = "abandon-ability-able-about-above-absent"
    sealed = lead.post(where, {**told, "how": "words", "words_to_open": words}).getvalue()
    assert b"Calls at night" in age.open_sealed(sealed, [age.PassphraseIdentity(words)])


def test_a_key_that_is_none_is_asked_for_again_and_nothing_is_lost() -> None:
    desk, lead = make()
    bring_in(desk, as_csv(ROW))
    where = reverse("exchange:case", args=[Case.objects.get().pk])
    for typed in ("age1ql3z7hjy", "age1pq1nonsense"):
        refused = lead.post(where, {"how": "key", "recipient": typed})
        assert refused.status_code == 422
        assert typed in refused.content.decode()


def test_the_bag_of_a_case_is_handed_over() -> None:
    desk, lead = make()
    bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    key = age.generate_identity()
    where = reverse("exchange:case", args=[case.pk])
    assert "Calls at night" in page_of(lead, where)
    answer = lead.post(where, {"how": "key", "recipient": str(age.recipient_of(key))})
    assert "no-store" in answer["Cache-Control"]
    assert "Calls" not in answer["Content-Disposition"]
    assert io.BytesIO(age.open_sealed(answer.getvalue(), [key])).read(2) == b"PK"


def test_only_leads_see_the_way_there() -> None:
    desk, lead = make()
    bring_in(desk, as_csv(ROW))
    case = reverse("home:case", args=[Case.objects.get().pk])
    copy = reverse("exchange:case", args=[Case.objects.get().pk])
    assert reverse("exchange:list") in page_of_any(lead)
    assert copy in lead.get(case).content.decode()
    noor = desk.browser(desk.noor)
    assert reverse("exchange:list") not in page_of_any(noor)
    assert copy not in noor.get(case).content.decode()


def page_of_any(client: Client) -> str:
    return client.get(reverse("home:day")).content.decode()
