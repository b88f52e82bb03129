# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What keeps the register fast: few looks into the database, and nothing held that would hide what was changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from safehold.public.register import queries
from safehold.public.register.actions import checkpoints
from safehold.public.register.tests.published import DAY, Filed, Press
from safehold.public.register.tests.test_register_tampering import change_leaf, change_value

API = "/register/api/v1"


@pytest.fixture
def filed(press: Press) -> Filed:
    """An entry with two versions and a decision, and twelve others of the same registrant."""
    filed = Filed()
    first = press.file(filed)
    press.file(filed, "amendment", version=2, terms="Six meetings")
    press.publish("decision", {"outcome": "none"}, form="decision/1", filed=filed, about=(first,))
    for day in range(12):
        press.file(Filed(registrant=filed.registrant), on=DAY - timedelta(days=day % 3))
    press.sign()
    return filed


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/entries/{0.entry}", 4),
        ("/entries?limit=12", 6),
        ("/leaves/1/proof", 1),
        ("/entities/{0.registrant}", 18),
    ],
)
def test_an_answer_of_the_api_needs_few_looks_into_the_database(
    client: Client, filed: Filed, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    asked = API + address.format(filed)
    tag = client.get(asked).headers["ETag"]
    with django_assert_max_num_queries(most):
        assert client.get(asked).status_code == 200
    with django_assert_max_num_queries(1):
        assert client.get(asked, headers={"If-None-Match": tag}).status_code == 304


def test_what_is_changed_after_it_was_read_and_proven_is_still_noticed(client: Client, filed: Filed) -> None:
    asked = f"{API}/entries/{filed.entry}/versions"
    assert [each["problem"] for each in client.get(asked).json()["versions"]] == [None, None]
    change_value(0)
    change_leaf(1)
    found = client.get(asked).json()["versions"]
    assert [each["problem"] for each in found] == ["opening-changed", "leaf-changed"]
    assert client.get(f"{API}/entries/{filed.entry}").status_code == 200


def test_of_a_very_long_entry_the_first_versions_and_the_first_reactions_are_shown(
    filed: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = queries.access_entry(queries.open_book(), filed.entry)
    monkeypatch.setattr("safehold.public.register.queries.entries.MOST_VERSIONS", 1)
    monkeypatch.setattr("safehold.public.register.queries.entries.MOST_REACTIONS", 1)
    cut = queries.access_entry(queries.open_book(), filed.entry)
    assert [each.index for each in cut.versions if each.leaf] == [whole.versions[0].index]
    assert [each.first.index for each in cut.threads] == [each.first.index for each in whole.threads] == [2]


def test_the_line_of_an_entity_counts_every_leaf_of_every_day(filed: Filed) -> None:
    days = queries.access_entity(queries.open_book(), filed.registrant).days
    assert [(each.on, each.kind, each.count) for each in days] == [
        (DAY - timedelta(days=2), "filing", 4),
        (DAY - timedelta(days=1), "filing", 4),
        (DAY, "amendment", 1),
        (DAY, "decision", 1),
        (DAY, "filing", 5),
    ]


def test_what_was_read_before_all_was_shown_is_read_again(client: Client, press: Press, filed: Filed) -> None:
    """A checkpoint is there some moments before pages tell of it: what is read in between is not held."""
    press.file(Filed(), principal_country="BR")
    note = press.note()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoints, "show", lambda _size: None)
        checkpoints.store_checkpoint(note)
    assert "BR" not in queries.list_countries(queries.open_book())
    tag = client.get(f"{API}/entries?country=BR").headers["ETag"]
    checkpoints.store_checkpoint(note)
    assert "BR" in queries.list_countries(queries.open_book())
    assert client.get(f"{API}/entries?country=BR", headers={"If-None-Match": tag}).json()["count"] == 1
