# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing of the public side is in the desk's database, nothing of the desk's in the public one."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connections, models, router, transaction

from safehold.config.domains import DESK, PUBLIC
from safehold.desk.audit import actions as audit
from safehold.desk.audit.errors import TransactionMissing
from safehold.desk.members.models import Member, Organisation
from safehold.desk.vault.models import Outgoing
from safehold.persistence.router import PUBLIC_ALIAS, DeskRouter, is_public_module
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting.models import Mailbox, SignedList
from safehold.web.clock import today

BOTH = ["default", PUBLIC_ALIAS]
ALL = apps.get_models(include_auto_created=True)
WITHOUT_MODEL = {"django_migrations", "sqlite_sequence", "search_posting"}
"""The search's own table on SQLite is read and written by desk/search/adapters/postings.py alone."""
OURS = [model for model in ALL if model.__module__.startswith("safehold.")]


def alias_of(model: type[models.Model]) -> str:
    return PUBLIC_ALIAS if is_public_module(model.__module__) else "default"


def tables(alias: str) -> set[str]:
    return set(connections[alias].introspection.table_names())


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.label)
def test_each_model_reads_and_writes_on_its_own_side(model: type[models.Model]) -> None:
    assert router.db_for_read(model) == router.db_for_write(model) == alias_of(model)


@pytest.mark.django_db(databases=BOTH)
def test_each_database_has_the_tables_of_its_side_alone() -> None:
    expected = {alias: {model._meta.db_table for model in ALL if alias_of(model) == alias} for alias in BOTH}
    for alias in BOTH:
        assert tables(alias) - WITHOUT_MODEL == expected[alias]
    assert not expected["default"] & expected[PUBLIC_ALIAS]


def test_both_sides_have_models() -> None:
    """Else the tests above would prove nothing."""
    assert {alias_of(model) for model in OURS} == set(BOTH)
    assert set(PUBLIC) | set(DESK) >= {apps.get_containing_app_config(m.__module__).name for m in OURS}  # type: ignore[union-attr]


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.label)
def test_no_relation_crosses(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.is_relation and isinstance(field.related_model, type):
            assert alias_of(field.related_model) == alias_of(model), field


def test_the_router_refuses_a_relation_that_crosses() -> None:
    crossing, here = Mailbox(), Organisation()
    assert not DeskRouter().allow_relation(crossing, here)
    assert DeskRouter().allow_relation(crossing, SignedList())
    assert DeskRouter().allow_relation(here, Member())


@pytest.mark.parametrize("migrates_public", [True, False])
def test_each_application_migrates_on_one_side(settings: Any, migrates_public: bool) -> None:
    settings.MIGRATES_PUBLIC = migrates_public
    for config in apps.get_app_configs():
        public = is_public_module(config.name)
        assert router.allow_migrate("default", config.label) is not public
        assert router.allow_migrate(PUBLIC_ALIAS, config.label) is (public and migrates_public)


@pytest.mark.django_db(databases=BOTH)
def test_a_broken_action_on_one_side_keeps_nothing_there_and_harms_nothing_here() -> None:
    with atomic_for(Organisation):
        Organisation.objects.create(slug="kept", names={"en": "Kept"})
        with pytest.raises(RuntimeError), atomic_for(SignedList):
            SignedList.objects.create(kind="keys", version=1, signed=b"x")
            raise RuntimeError
    assert Organisation.objects.count() == 1
    assert not SignedList.objects.exists()


@pytest.mark.django_db(databases=BOTH)
def test_a_transaction_on_the_public_side_is_none_for_the_audit() -> None:
    organisation = Organisation.objects.create(slug="a", names={"en": "A"})
    connection = connections["default"]
    with atomic_for(SignedList), pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "in_atomic_block", False)
        with pytest.raises(TransactionMissing):
            audit.append(organisation.pk, "member.invited", on=today())


@pytest.mark.django_db(databases=BOTH)
@pytest.mark.parametrize("model", [Outgoing, SignedList, Mailbox])
def test_what_the_database_must_refuse_it_refuses(model: type[models.Model]) -> None:
    """Constraints stand in the database, on either engine."""
    rows: dict[type[models.Model], dict[str, Any]] = {
        Outgoing: {"kind": "reply", "body": b"x"},
        SignedList: {"kind": "coalition", "version": 1, "signed": b"x"},
        Mailbox: {"lookup_id": "x"},
    }
    alias = alias_of(model)
    with pytest.raises(IntegrityError), transaction.atomic(using=alias):  # noqa: TID251 - a test of the engine
        for _ in range(2):
            model._default_manager.using(alias).create(**rows[model])
