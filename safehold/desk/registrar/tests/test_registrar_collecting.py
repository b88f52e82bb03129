# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What registrants sent comes to the office sealed, once, and what was decided comes back to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from safehold.core.influence import Citation, Clock, Dated, Level, Option, Question, Role, Scheme
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.models import Filing, Office
from safehold.desk.registrar.rules.scheme import due_on_of
from safehold.desk.registrar.tests.office import VALUES, House, values_of
from safehold.public.register.models import Filing as PublicFiling
from safehold.public.register.models import Registrant

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def send(**more: Any) -> PublicFiling:
    """A filing as the public side keeps it."""
    who = Registrant.objects.create(number=uuid4().hex[:12], password="x", joined_on=DAY)
    row = {
        "number": uuid4().hex[:10],
        "registrant": who,
        "account": who.pk,
        "kind": "filing",
        "form": "arrangement/1",
        "values": values_of(),
        "sent_on": DAY,
    }
    return PublicFiling.objects.create(**row | more)


def test_filing_comes_sealed_once_and_the_answer_goes_back(house: House) -> None:
    sent = send()
    assert actions.collect_filings(DAY) == 1
    filing = Filing.objects.get()
    assert filing.pk == sent.pk and b"Quay" not in bytes(filing.sealed)
    opened = queries.open_sent(queries.open_key(house.first, house.office), filing)
    assert opened.values == values_of()
    sent.refresh_from_db()
    assert sent.collected_on == DAY
    assert actions.collect_filings(DAY) == 0 and Filing.objects.count() == 1
    entry = house.accept(filing)
    actions.cross_register(DAY)
    sent.refresh_from_db()
    assert (sent.state, sent.entry, sent.entry_number) == ("accepted", entry.pk, "1")


def test_killed_before_it_was_marked_a_filing_comes_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safehold.public.register import actions as public

    sent = send()

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(public, "mark_collected", die)
        with pytest.raises(SystemExit):
            actions.collect_filings(DAY)
    actions.collect_filings(DAY)
    sent.refresh_from_db()
    assert Filing.objects.count() == 1 and sent.collected_on == DAY


def test_corrected_filing_is_another_one_that_follows(house: House) -> None:
    first = send()
    actions.collect_filings(DAY)
    actions.ask_correction(house.first, Filing.objects.get(), "Which treaty?", DAY)
    actions.cross_register(DAY)
    first.refresh_from_db()
    assert (first.state, first.words) == ("correction", "Which treaty?")
    later = DAY + timedelta(days=3)
    assert [row.pk for row in queries.list_unanswered(house.office, later)] == [first.pk]
    send(registrant=first.registrant, account=first.account, follows=first)
    actions.collect_filings(later)
    assert not queries.list_unanswered(house.office, later)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "other"},
        {"form": "unknown/1"},
        {"values": {"purpose": 1.5}},
        {"values": {"purpose": "x" * 300_000}},
    ],
)
def test_what_the_office_does_not_know_stays_and_holds_up_no_other(
    house: House, wrong: dict[str, Any]
) -> None:
    send(**wrong)
    send()
    assert actions.collect_filings(DAY) == 1
    assert PublicFiling.objects.filter(collected_on=None).count() == 1


def test_fields_that_are_not_of_the_form_are_not_taken(house: House) -> None:
    send(values={**VALUES, "note_to_the_office": "x", "purpose": "a\x07b"})
    actions.collect_filings(DAY)
    opened = queries.open_sent(queries.open_key(house.first, house.office), Filing.objects.get())
    assert "note_to_the_office" not in opened.values and opened.values["purpose"] == "ab"


def test_before_the_office_has_a_key_filings_wait(house: House) -> None:
    send()
    Office.objects.update(recipient="", key_version=0)
    assert actions.collect_filings(DAY) == 0
    assert PublicFiling.objects.get().collected_on is None


def scheme(confidence: str) -> Scheme:
    citation = Citation(rule="r", source="s", as_of="2026", confidence=confidence)
    clock = Clock(id="c", citation=citation, days=14)
    level = Level(
        code="federal",
        citation=citation,
        new=clock,
        existing=Clock(id="e", citation=citation, days=60),
        in_force=(Dated(citation=citation, applies_from=DAY - timedelta(days=100)),),
    )
    return Scheme(
        code="x",
        questions=(
            Question(id="q", role=Role.ELEMENT, citation=citation),
            Question(
                id="l",
                role=Role.LEVEL,
                citation=citation,
                options=(Option(code="federal", citation=citation),),
            ),
            Question(id="e", role=Role.EXEMPTION, citation=citation),
        ),
        levels=(level,),
        update=clock,
    )


def test_filing_is_due_as_the_law_says_and_only_where_that_is_confirmed() -> None:
    values = values_of(started_on=(DAY - timedelta(days=20)).isoformat())
    due = due_on_of(scheme("confirmed"), "filing", values, DAY)
    assert due == DAY - timedelta(days=6)
    assert Filing(due_on=due, sent_on=DAY).is_late and not Filing(due_on=due, sent_on=due).is_late
    assert due_on_of(scheme("to_confirm"), "filing", values, DAY) is None
    assert due_on_of(scheme("confirmed"), "amendment", values, DAY) is None
    for wrong in ({"levels": "federal"}, {"levels": ["moon"]}, {"started_on": "yesterday"}):
        assert due_on_of(scheme("confirmed"), "filing", {**values, **wrong}, DAY) is None
