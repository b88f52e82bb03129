# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bag first, then one transaction, then the file is given: custody says exactly what happened."""

import json
from pathlib import Path
from typing import Any

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.evidence import bag_index, queries
from safehold.desk.evidence.actions import describe, handing_over, verify_now
from safehold.desk.evidence.actions.bagging import write_bag
from safehold.desk.evidence.errors import CustodyOutrun
from safehold.desk.evidence.models import CustodyRow, HandOver
from safehold.desk.evidence.rules import Description
from safehold.desk.evidence.tests.authorities_here import make_case, moment
from safehold.desk.evidence.tests.test_evidence_handing_over import check, give, unpack
from safehold.web.printing import PrintingFailed

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_an_index_that_cannot_be_drawn_leaves_no_word_that_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, case = make_case()

    def fail(*_args: object) -> bytes:
        raise PrintingFailed

    monkeypatch.setattr(bag_index, "print_pdf", fail)
    with pytest.raises(PrintingFailed):
        give(desk, case)
    assert not CustodyRow.objects.filter(event="exported").exists()
    assert not HandOver.objects.exists()
    assert not AuditRow.objects.filter(verb="evidence.exported").exists()


def test_what_happens_to_an_item_meanwhile_is_in_the_bag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, case = make_case()
    item = queries.list_items(case)[0]
    tries = []

    def slow(*args: Any) -> Any:
        tries.append(args)
        if len(tries) == 1:
            verify_now(desk.unlocked, queries.open_item(desk.unlocked, item), moment())
        return write_bag(*args)

    monkeypatch.setattr(handing_over, "write_bag", slow)
    bag = unpack(give(desk, case)[1], tmp_path / "out")
    assert len(tries) == 2
    assert check(bag)[0] == 0
    rows = json.loads((bag / f"data/items/{item.pk}/custody.json").read_text())["rows"]
    assert [row["event"] for row in rows] == ["received", "hashed", "verified", "exported"]
    assert [row["hash"] for row in rows] == [row.hash for row in queries.list_custody(item.pk)]


def test_what_never_rests_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, case = make_case()
    item = queries.list_items(case)[0]

    def slow(*args: Any) -> Any:
        verify_now(desk.unlocked, queries.open_item(desk.unlocked, item), moment())
        return write_bag(*args)

    monkeypatch.setattr(handing_over, "write_bag", slow)
    with pytest.raises(CustodyOutrun):
        give(desk, case)
    assert not CustodyRow.objects.filter(event="exported").exists()
    assert not HandOver.objects.exists()


def test_index_says_which_fields_were_described(tmp_path: Path) -> None:
    desk, case = make_case()
    item = queries.list_items(case)[0]
    describe(desk.unlocked, item, Description(words="The car."), None, moment())
    html = (unpack(give(desk, case)[1], tmp_path / "out") / "index.html").read_text()
    assert "Description changed" in html
