# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A transaction is opened on the database that holds the model."""

import pytest
from django.db import connections

from safehold.desk.audit.models import AuditHead
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting.models import SignedList


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(("model", "alias"), [(AuditHead, "default"), (SignedList, "public")])
def test_transaction_is_on_the_models_own_database(model: type, alias: str) -> None:
    before = len(connections[alias].savepoint_ids)
    with atomic_for(model):
        assert len(connections[alias].savepoint_ids) == before + 1


@pytest.mark.django_db(databases=["default", "public"])
def test_a_rolled_back_block_keeps_nothing() -> None:
    with pytest.raises(RuntimeError), atomic_for(SignedList):
        SignedList.objects.create(kind="keys", version=1, signed=b"x")
        raise RuntimeError
    assert not SignedList.objects.exists()
