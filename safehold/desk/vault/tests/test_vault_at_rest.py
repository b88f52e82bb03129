# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a thief of the database gets: nothing that opens. What the logs say: nothing."""

import logging
import pickle
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection

from safehold.core import age
from safehold.desk.vault import actions, wrapping
from safehold.desk.vault.errors import SecretMisplaced
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.models import IntakeKey, MemberKey, SigningKey, SubjectKey, Unlocking, VaultGrant
from safehold.desk.vault.tests.vault_cast import PASSWORD, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def stored_bytes() -> bytes:
    """Every value of every table of the desk's database, end to end."""
    held = b""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in connection.introspection.table_names():
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    held += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    held += b"\n"
    return held


def test_no_secret_is_stored_in_the_clear() -> None:
    cast = make_cast()
    noor = cast.noor.sign_in().unlock()
    unlocked, lead = noor.unlocked, cast.lead.unlocked
    case_key = unlocked.new_case_key(uuid4())
    secrets = [
        unlocked.identity.secret_seed(),
        lead.identity.secret_seed(),
        *(vault.secret_seed() for vault in unlocked.vault_identities()),
        *(lead.signing_key(purpose).private_bytes_raw() for purpose in SigningKey.Purpose.values),
        case_key,
        bytes.fromhex(noor.client.cookies[cookie_name()].value),
        noor.words.encode(),
        PASSWORD.encode(),
    ]
    held = stored_bytes()
    assert noor.member.username.encode() in held
    for secret in secrets:
        assert secret not in held
        assert secret.hex().encode() not in held


def test_each_secret_is_sealed_to_whom_it_should_be() -> None:
    cast = make_cast()
    noor, lead, tenzin = cast.noor.unlocked, cast.lead.unlocked, cast.tenzin.unlocked
    noor.new_case_key(uuid4())
    ours, theirs = noor.vault_identities(), tenzin.vault_identities()
    case_key = SubjectKey.objects.get()
    for identity in (*theirs, noor.identity, lead.identity):
        key = wrapping.subject_key_of(identity.secret_seed())
        with pytest.raises(SecretMisplaced):
            wrapping.unwrap_subject(key, case_key.thing, bytes(case_key.sealed))
    rows: list[SigningKey | IntakeKey] = [*SigningKey.objects.all(), *IntakeKey.objects.all()]
    for row in rows:
        mine = row.vault.organisation_id == cast.house.pk
        age.open_sealed(bytes(row.sealed), ours if mine else theirs)
        for stranger in ((theirs if mine else ours), [noor.identity, lead.identity, tenzin.identity]):
            with pytest.raises(age.NoIdentityMatched):
                age.open_sealed(bytes(row.sealed), stranger)
    holders = {"noor": noor, "lead": lead, "tenzin": tenzin}
    for grant in VaultGrant.objects.all():
        for name, holder in holders.items():
            if name == grant.member.username:
                age.open_sealed(bytes(grant.sealed), [holder.identity])
            else:
                with pytest.raises(age.NoIdentityMatched):
                    age.open_sealed(bytes(grant.sealed), [holder.identity])


def test_a_member_key_opens_only_with_its_passphrase_and_in_its_place() -> None:
    cast = make_cast()
    row, other = (MemberKey.objects.get(member=p.member) for p in (cast.noor, cast.lead))
    from safehold.desk.members.actions import derive_key
    from safehold.desk.vault.passphrases import canonical

    key = derive_key(canonical(cast.noor.words), bytes(row.salt), row.opslimit, row.memlimit_bytes)
    wrapping.unwrap_secret(key, bytes(row.wrapped), wrapping.member_place(cast.noor.member.pk))
    for wrapped, place in [
        (bytes(row.wrapped), wrapping.member_place(cast.lead.member.pk)),
        (bytes(other.wrapped), wrapping.member_place(cast.noor.member.pk)),
        (bytes(row.wrapped)[:-1] + b"\0", wrapping.member_place(cast.noor.member.pk)),
        (b"", b""),
    ]:
        with pytest.raises(wrapping.WrappingBroken):
            wrapping.unwrap_secret(key, wrapped, place)


def test_the_row_of_an_unlocking_does_not_hold_the_cookie() -> None:
    noor = make_cast().noor.sign_in().unlock()
    cookie = noor.client.cookies[cookie_name()].value
    row = Unlocking.objects.get()
    assert cookie not in row.id
    assert noor.client.session.session_key not in (row.id, row.session_hash)
    assert noor.unlocked.identity.secret_seed() not in bytes(row.wrapped)
    assert "unlock" not in "".join(noor.client.session.keys())


def test_logs_and_caches_hold_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cast = make_cast()
    noor = cast.noor.sign_in()
    noor.client.post("/unlock", {"passphrase": "wrong words typed here", "next": "/"})
    noor.unlock()
    noor.client.post("/lock")
    logged = "\n".join(
        f"{r.getMessage()} {r.args!r}" for r in caplog.records if r.name != "django.db.backends"
    )
    kept = repr(getattr(caches["default"], "_cache", {}))
    for secret in (noor.words, PASSWORD, "wrong words", noor.unlocked.identity.secret_seed().hex()):
        assert secret not in logged
        assert secret not in kept


def test_what_is_unlocked_is_not_pickled_or_shown() -> None:
    unlocked = make_cast().noor.unlocked
    assert repr(unlocked) == "<Unlocked>"
    with pytest.raises(TypeError):
        pickle.dumps(unlocked)
    assert actions.Unlocked is type(unlocked)
