# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition in good health, and the faults that can be planted in it."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import connections

from safehold.desk.audit import queries as audit
from safehold.desk.audit.tests.tampering import compute_anew, tamper
from safehold.desk.backups import actions as backups
from safehold.desk.backups.models import Backup
from safehold.desk.cases import actions as cases
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, collect_all, make_desk
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.models import EscrowDrill, IntakeKey, Outgoing, SubjectKey, Vault
from safehold.public.reporting import models as public

OLD = 1_700_000_000


class Ward:
    """A coalition in good health: one report with a file collected, one answer delivered, the root pinned."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.desk: Desk = make_desk()
        self.reporter: Reporter
        self.reporter, self.case = arrive(self.desk)
        self.reporter.add_file()
        self.other = Reporter(self.desk)
        self.other_id: UUID = self.other.report()
        collect_all()
        cases.send_reply(self.desk.unlocked, self.case, "answer", "en", DAY)
        vault.deliver_outgoing(DAY)
        self.pin(keys.find_coalition_root() or "")
        for side in ("desk", "public"):
            self.back_up(side, DAY)

    def back_up(self, side: str, on: date, **rest: Any) -> Backup:
        """A row such as a backup leaves."""
        given = {"made_on": on, "expires_on": on + timedelta(days=30), **rest}
        return backups.record_backup(side, f"safehold-{side}-{on}.age", "0" * 64, 1, **given)

    @property
    def pinned(self) -> Path:
        return Path(settings.COALITION_ROOT_FILE)

    def pin(self, root: str) -> None:
        self.pinned.write_text(root + "\n")

    def store(self, alias: str) -> Any:
        return storages[alias]

    def plant_file(self, alias: str, name: str, *, old: bool = False) -> Path:
        path = Path(self.store(alias).location) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sealed")
        if old:
            os.utime(path, (OLD, OLD))
        return path


def remove_file(ward: Ward, alias: str) -> None:
    store = ward.store(alias)
    store.delete(store.list_names()[0])


def forget_root(ward: Ward) -> None:
    ward.pinned.unlink()


def pin_another_root(ward: Ward) -> None:
    ward.pin("ab" * 32)


def age_the_list(ward: Ward) -> None:
    public.SignedList.objects.filter(kind="keys").update(version=0)


def lose_a_list(ward: Ward) -> None:
    public.SignedList.objects.filter(kind="coalition").delete()


def age_the_outbox(ward: Ward) -> None:
    """A list that was signed and has not been delivered yet."""
    Outgoing.objects.filter(kind="key-list").update(delivered_on=None)
    age_the_list(ward)


def use_up_the_keys(ward: Ward) -> None:
    IntakeKey.objects.filter(ends_on__gt=DAY + timedelta(days=14)).delete()


def let_everybody_look(ward: Ward) -> None:
    (ward.data / "desk").chmod(0o755)


def let_everybody_look_at_the_public_side(ward: Ward) -> None:
    (ward.data / "public").chmod(0o701)


def bare_the_session_key(ward: Ward) -> None:
    key = ward.data / "desk" / "secret-key"
    key.write_text("x")
    key.chmod(0o640)


def lose_the_session_key(ward: Ward) -> None:
    (ward.data / "desk" / "secret-key").unlink()


def start_with_another_session_key(ward: Ward) -> None:
    """As on a host where the file was lost and the desk made a new one: no mark fits any more."""
    for row in Vault.objects.all():
        row.vouched = "0" * 64
        row.save()


def plant_a_vault(ward: Ward) -> None:
    Vault.objects.create(
        organisation=ward.desk.organisation,
        generation=9,
        recipient=Vault.objects.all()[0].recipient,
        vouched="0" * 64,
        created_on=DAY,
    )


def receive_tomorrow(ward: Ward) -> None:
    public.Envelope.objects.update(received_on=DAY + timedelta(days=1))


def wait_to_be_collected(ward: Ward) -> None:
    Reporter(ward.desk, on=DAY - timedelta(days=2)).report()


def wait_in_the_outbox(ward: Ward) -> None:
    Outgoing.objects.filter(kind="reply").update(delivered_on=None, created_on=DAY - timedelta(days=2))


def lose_a_withdrawal(ward: Ward) -> None:
    """Marked as applied, as before the desk was brought back from an older copy."""
    ward.other.withdraw("contact")
    public.Withdrawal.objects.update(collected_on=DAY)


def write_a_day_that_is_none(ward: Ward) -> None:
    with connections["public"].cursor() as cursor:
        day = "infinity" if connections["public"].vendor == "postgresql" else "2026-13-45"
        cursor.execute("UPDATE reporting_mailbox SET last_used_on = %s", [day])


def forget_the_backups(ward: Ward) -> None:
    Backup.objects.filter(side="public").delete()


def stop_backing_up(ward: Ward) -> None:
    Backup.objects.filter(side="desk").update(made_on=DAY - timedelta(days=3))


def let_a_backup_expire(ward: Ward) -> None:
    ward.back_up("desk", DAY - timedelta(days=40), expires_on=DAY)


def never_try_the_kit(ward: Ward) -> None:
    EscrowDrill.objects.all().delete()


def wait_for_a_worker(ward: Ward) -> None:
    SubjectKey.objects.update(is_due=True)


def change_the_record(ward: Ward) -> None:
    tamper("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 3")


def write_the_record_anew(ward: Ward) -> None:
    """A whole chain again, which is not the one that the newest backup was made of."""
    house = ward.desk.organisation.id
    sequence, digest = audit.find_head(house)
    Backup.objects.filter(side="desk").update(heads={str(house): [sequence, digest]})
    tamper("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 3")
    compute_anew(house)


PLANTED: dict[str, tuple[Callable[[Ward], object], str, str]] = {
    "waiting to be collected": (wait_to_be_collected, "waited to be collected since 2026-11-21", "crossing"),
    "waiting in the outbox": (wait_in_the_outbox, "waited in the outbox since 2026-11-21", "crossing"),
    "a lost file of the desk": (
        lambda w: remove_file(w, "sealed"),
        "1 files of the sealed store are gone",
        "backup",
    ),
    "a lost file of the public side": (
        lambda w: remove_file(w, "public"),
        "1 files of the public store",
        "backup",
    ),
    "a file without a row": (lambda w: w.plant_file("sealed", uuid4().hex), "named by no row", "crossing"),
    "an old unfinished file": (
        lambda w: w.plant_file("sealed", "incoming/left", old=True),
        "1 unfinished files in the sealed store",
        "by hand",
    ),
    "an old unfinished file of the public side": (
        lambda w: w.plant_file("public", "incoming/left", old=True),
        "1 unfinished files in the public store",
        "safehold sweep",
    ),
    "another root": (pin_another_root, "trusts another coalition root", "treat the host as seized"),
    "no root": (forget_root, "is not pinned", "Write"),
    "an old list": (age_the_list, "older key list of harbour", "crossing --once"),
    "a lost list": (lose_a_list, "older list of organisations, or none", "doctor --mend puts it back"),
    "a list on its way": (age_the_outbox, "older key list of harbour", "none. safehold crossing --once"),
    "few keys": (use_up_the_keys, "intake keys for less than four weeks", "unlocks"),
    "an open folder": (let_everybody_look, "can look into", "chmod o-rwx"),
    "an open folder of the public side": (
        let_everybody_look_at_the_public_side,
        "can look into",
        "chmod o-rwx",
    ),
    "an open session key": (bare_the_session_key, "session key can be read", "chmod 600"),
    "no session key": (lose_the_session_key, "session key is gone", "from the newest backup"),
    "another session key": (start_with_another_session_key, "key is another one", "from the newest backup"),
    "a vault of somebody's": (plant_a_vault, "vault of harbour was not made by this desk", "by hand"),
    "a lost withdrawal": (
        lose_a_withdrawal,
        "1 withdrawals are marked as applied",
        "crossing --once applies",
    ),
    "a day that is none": (write_a_day_that_is_none, "2 rows of the public database hold a value", "by hand"),
    "no backup": (forget_the_backups, "no backup of the public side", "safehold backup public"),
    "an old backup": (stop_backing_up, "newest backup of the desk side is of 2026-11-20", "timer"),
    "an expired backup": (let_a_backup_expire, "1 backups are older than people were told", "prune"),
    "a kit that was never tried": (never_try_the_kit, "harbour has not tried its recovery kit", "reads two"),
    "work without a worker": (wait_for_a_worker, "Cases of harbour wait for new keys", "safehold worker"),
    "a changed record": (change_the_record, "The record of harbour does not hold at row 3", "Change nothing"),
    "a record written anew": (write_the_record_anew, "in the backup of 2026-11-23", "tell the leads"),
    "a clock that went back": (receive_tomorrow, "after today by this clock", "Set the clock"),
}
