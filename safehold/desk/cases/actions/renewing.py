# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys for open cases after the vault has moved on: handed over by an unlocked member, done by a worker.

A few cases at a time change their keys in one short transaction: all their rows are sealed anew and the old keys are
deleted, or nothing happened. So a worker may be killed at any moment. What it had not done waits for the next unlock.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db.models import F

from safehold.core.rows import RowTampered
from safehold.desk.audit import actions as audit
from safehold.desk.cases.models import Case, Renewal
from safehold.desk.cases.queries import contents, renewals
from safehold.desk.members import queries as members
from safehold.desk.search import actions as search
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import VaultMissing, WorkerRefused
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.sealed import SealedInCase, case_id_of, list_sealed_models
from safehold.persistence.transactions import atomic_for

BATCH = 500
"""So many cases are one handover and one task."""
MOST_AT_ONCE = 5_000
"""So many cases are handed over in one request, which a person waits for."""
AT_A_TIME = 20
"""So many cases are one transaction: short enough for whoever waits to write, long enough to be worth a sync."""
REST = 1.0
"""A worker rests this many times as long as it worked, so that pages stay quick."""

Batch = dict[UUID, int]
"""Case id -> the version of the key that it is under."""
KeysOf = dict[UUID, dict[int, bytes]]
"""Case id -> version -> key. Under the organisation's own id: its search key, for the tokens of these cases."""


def hand_over_renewals(unlocked: Unlocked, on: date, now: datetime) -> None:
    """Hand a worker the keys of the cases that must get new ones, unless it has still to do what it was handed.

    Without a worker, or without anything to do, nothing happens. A worker that was started again is handed everything
    anew, though the row of the one before may still look alive: the same case twice is renewed once.
    """
    organisation_id = unlocked.organisation_id
    if not _begin(unlocked, on):
        finish_renewal(organisation_id, on)
        return
    worker = vault.choose_worker(unlocked, now, on)
    if worker is None or keys.is_work_handed_over(organisation_id, [worker]):
        return
    for batch in _list_batches(organisation_id):
        try:
            with atomic_for(Case):
                secrets = _list_secrets(unlocked, batch, on)
                _enqueue(vault.hand_over(unlocked, worker, secrets, on), worker.pk)
        except (VaultMissing, WorkerRefused):
            return  # the member was removed, or the worker ended, just now


def _begin(unlocked: Unlocked, on: date) -> bool:
    """Write down how much there is to do; return whether there is anything."""
    organisation_id = unlocked.organisation_id
    if not renewals.due_cases(organisation_id).exists():
        return False
    with atomic_for(Renewal):
        members.hold_organisation(organisation_id)
        left = renewals.due_cases(organisation_id).count()
        renewal = renewals.find_renewal(organisation_id)
        if renewal is None:
            renewal = Renewal(organisation_id=organisation_id, started_on=on, total=left)
            audit.append(organisation_id, "renewal.started", "", unlocked.member.pk, on=on)
            renewal.save(force_insert=True)
        Renewal.objects.filter(pk=renewal.pk).update(total=F("done") + left)
    return True


def _list_batches(organisation_id: UUID) -> Iterator[Batch]:
    due = renewals.due_cases(organisation_id).order_by("id")[:MOST_AT_ONCE]
    rows = iter(due.values_list("id", "key_version"))
    while batch := dict(islice(rows, BATCH)):
        yield batch


def _list_secrets(unlocked: Unlocked, batch: Batch, on: date) -> dict[str, bytes]:
    """Return the old and the new key of each case, by "<case id> <version>", and likewise the search key.

    Raises VaultMissing.
    """
    unlocked.hold_vault()
    old = _open_keys(unlocked, batch, on)
    new = unlocked.next_case_keys({case_id: batch[case_id] for case_id in old})
    secrets = {f"{case_id} {batch[case_id]}": key for case_id, key in old.items()}
    secrets |= {f"{case_id} {version}": key for case_id, (version, key) in new.items()}
    search_key = search.hold_key(unlocked)
    return secrets | {f"{unlocked.organisation_id} {search_key.version}": search_key.secret}


def _open_keys(unlocked: Unlocked, batch: Batch, on: date) -> dict[UUID, bytes]:
    """Return the key of each case; one that does not open, and was not renewed just now, raises an alarm."""
    found = unlocked.case_keys(batch)
    missing = renewals.due_cases(unlocked.organisation_id).filter(id__in=set(batch) - set(found))
    for case_id, version in missing.values_list("id", "key_version"):
        if version == batch[case_id]:
            audit.raise_alarm(unlocked.organisation_id, renewals.UNREADABLE, case_id, on=on)
    return found


def _enqueue(handover_id: UUID, worker_id: UUID) -> None:
    from safehold.desk.cases.tasks import renew_cases

    renew_cases.using(queue_name=vault.queue_of(worker_id)).enqueue(str(handover_id))


def renew_handed_over(handover_id: UUID, on: date) -> int:
    """Give each case of a handover its new key; return how many were done. In a worker only.

    Raises WorkerMissing in another process, HandoverUnknown for what was not handed to this one.
    """
    worker, done = vault.serving_worker(), 0
    try:
        organisation_id, secrets = vault.open_handover(worker, handover_id)
        for keys_of in _in_chunks(_by_case(secrets), organisation_id):
            began = time.monotonic()
            done += reseal_cases(organisation_id, keys_of, on)
            if worker.stopping.wait((time.monotonic() - began) * REST):
                break
    finally:
        vault.drop_handover(handover_id)
    finish_renewal(organisation_id, on)
    return done


def _by_case(secrets: dict[str, bytes]) -> KeysOf:
    found: KeysOf = defaultdict(dict)
    for name, key in secrets.items():
        case_id, _, version = name.partition(" ")
        found[UUID(case_id)][int(version)] = key
    return found


def _in_chunks(keys_of: KeysOf, organisation_id: UUID) -> Iterator[KeysOf]:
    search_key = {organisation_id: keys_of.pop(organisation_id)}
    cases = iter(sorted(keys_of.items()))
    while chunk := dict(islice(cases, AT_A_TIME)):
        yield chunk | search_key


def reseal_cases(organisation_id: UUID, keys_of: KeysOf, on: date) -> int:
    """Seal all of some cases under their new keys and delete the old ones; return how many this changed.

    Their tokens are made anew, too, so that an older search key finds nothing in them. keys_of: the old and the new
    key of each. A case that does not open keeps all it has, and raises an alarm.
    """
    with atomic_for(Case):
        cases = _hold_unchanged(organisation_id, keys_of)
        rows, unreadable = contents.list_sealed(cases.values()), set()
        for row in rows:
            (_, old_key), (new, new_key) = sorted(keys_of[case_id_of(row)].items())
            try:
                contents.seal_anew(old_key, new_key, row)
            except RowTampered:
                unreadable.add(case_id_of(row))
            if isinstance(row, Case):
                row.key_version = new
        _save([row for row in rows if case_id_of(row) not in unreadable])
        renewed = {case_id: case.key_version for case_id, case in cases.items() if case_id not in unreadable}
        vault.replace_case_keys(renewed)
        search_key = search.SearchKey(*max(keys_of[organisation_id].items()))
        newest = {case_id: keys_of[case_id][version] for case_id, version in renewed.items()}
        search.index_anew(organisation_id, search_key, newest)
        search.drop_keys_before(organisation_id, search_key.version)
        unfinished = Renewal.objects.filter(organisation=organisation_id, finished_on=None)
        unfinished.update(done=F("done") + len(renewed))
        for case_id in unreadable:
            audit.raise_alarm(organisation_id, renewals.UNREADABLE, case_id, on=on)
    return len(renewed)


def _hold_unchanged(organisation_id: UUID, keys_of: KeysOf) -> dict[UUID, Case]:
    """Return, locked, the cases that are still under the older of their two keys, if the newer one is kept."""
    kept = keys.list_kept_versions(keys_of)
    held = (
        Case.objects.select_for_update().filter(organisation=organisation_id, id__in=keys_of).order_by("id")
    )
    return {
        case.id: case
        for case in held
        if case.key_version == min(keys_of[case.id]) and (case.id, max(keys_of[case.id])) in kept
    }


def _save(rows: list[SealedInCase]) -> None:
    for model in list_sealed_models():
        fields = ["sealed", "key_version"] if model is Case else ["sealed"]
        changed = [row for row in rows if type(row) is model]
        model._default_manager.bulk_update(changed, fields)


def finish_renewal(organisation_id: UUID, on: date) -> None:
    """Note that every open case has its new key, once."""
    if renewals.find_renewal(organisation_id) is None or renewals.due_cases(organisation_id).exists():
        return
    with atomic_for(Renewal):
        members.hold_organisation(organisation_id)
        renewal = renewals.find_renewal(organisation_id)
        if renewal is None or renewals.due_cases(organisation_id).exists():  # somebody was removed meanwhile
            return
        renewal.total, renewal.finished_on = renewal.done, on
        renewal.save(update_fields=["total", "finished_on"])
        audit.append(organisation_id, "renewal.finished", "", on=on)
    erase_from_log(Case)
