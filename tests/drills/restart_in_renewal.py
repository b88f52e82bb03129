# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills the worker again and again in the middle of giving open cases new keys, and looks at what is left.

Real worker processes on a desk of their own, while somebody writes into the same cases from pages that were opened
before. `python -m tests.drills.restart_in_renewal CASES KILLS`
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from safehold.cli.demo.processes import Sites, start
from tests.drills.many_cases import House, list_misread, make_cases, make_house, prepare_desk
from tests.faults.site import kill_group

PATIENCE_SECONDS = 120


class Writer:
    """Noor, who goes on writing notes, each on a page that she opened before the case got its new key."""

    def __init__(self, house: House) -> None:
        from safehold.desk.cases.models import Case

        self._unlocked = house.unlock(house.noor)
        self._pages = list(Case.objects.all())
        self.written: list[tuple[UUID, str]] = []

    def write(self) -> None:
        from safehold.desk.cases import actions
        from safehold.web.clock import today

        case, words = random.choice(self._pages), f"written meanwhile {len(self.written)}"
        actions.add_note(self._unlocked, case, words, today())
        self.written.append((case.id, words))

    def list_lost(self) -> list[str]:
        from safehold.desk.cases import queries

        notes = {
            (page.id, note.words)
            for page in self._pages
            for note in queries.open_contents(self._unlocked, page).notes
        }
        return [words for case_id, words in self.written if (case_id, words) not in notes]


def wait_until(there: Callable[[], object], what: str, meanwhile: Callable[[], object] | None = None) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not there():
        if time.monotonic() > until:
            raise AssertionError(f"waited too long for {what}")
        if meanwhile:
            meanwhile()
        time.sleep(0.005)


def start_worker(sites: Sites) -> "subprocess.Popen[bytes]":
    """Start a worker a minute after the last one was killed: its row is dead."""
    from django.utils import timezone

    from safehold.desk.vault import queries as keys
    from safehold.desk.vault.models import Worker

    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    process = start(sites, "worker", ["worker"])
    wait_until(lambda: keys.list_our_workers(timezone.now()), "a worker")
    return process


def state_of(house: House) -> tuple[str, int]:
    from django.utils import timezone

    from safehold.desk.cases import queries

    progress = queries.show_renewal(house.lead.organisation_id, timezone.now())
    return progress.state, progress.done


def unlock(house: House) -> None:
    """What happens on the page when noor unlocks."""
    from django.utils import timezone

    from safehold.desk.cases import actions
    from safehold.web.clock import today

    actions.hand_over_renewals(house.unlock(house.noor), today(), timezone.now())


def play(sites: Sites, house: House, writer: Writer, cases: int, kills: int) -> None:
    """Remove the leaver, then kill and restart until only the last restart is left; let that one finish."""
    from safehold.desk.vault import actions as vault
    from safehold.web.clock import today

    vault.remove_member(house.unlock(house.lead), house.leaver, today())
    process = start_worker(sites)
    try:
        for number in range(1, kills + 1):
            expect(house, "waiting")
            unlock(house)
            more = random.randint(1, 2 * cases // (kills + 1) - 1)
            enough = min(state_of(house)[1] + more, cases - 1)
            wait_until(partial(has_done, house, enough), "some cases", writer.write)
            kill_group(process)
            print(f"killed {number} times, {state_of(house)[1]} of {cases} cases done", flush=True)
            if state_of(house)[0] == "finished":
                break
            process = start_worker(sites)
        else:
            expect(house, "waiting")
        unlock(house)
        wait_until(lambda: state_of(house)[0] == "finished", "the end", writer.write)
    finally:
        process.terminate()
        process.wait(timeout=20)
    sweep_after_the_killed()


def sweep_after_the_killed() -> None:
    """Do what any worker does when it beats a minute later: rows of those that ended go, with what they were handed."""
    from safehold.desk.vault import actions as vault
    from safehold.web import clock

    later = clock.now() + timedelta(seconds=61)
    vault.stop_worker(vault.start_worker(later))


def has_done(house: House, cases: int) -> bool:
    return state_of(house)[1] >= cases


def expect(house: House, state: str) -> None:
    if state_of(house)[0] != state:
        raise AssertionError(f"it is {state_of(house)[0]}, not {state}")


def list_damage(house: House, ids: list[UUID], old_keys: dict[UUID, bytes]) -> list[str]:
    """Return what is wrong: a word that cannot be read, a key that is left, an old key that still opens something."""
    from safehold.core.rows import RowTampered
    from safehold.desk.audit.models import AuditRow
    from safehold.desk.cases.models import Case
    from safehold.desk.cases.queries import contents
    from safehold.desk.vault.models import Handover, SubjectKey, Worker

    misread = list_misread(house.unlock(house.noor), ids)
    damage = [f"{len(misread)} cases are not read as they were written"] * bool(misread)
    opened = 0
    for case in Case.objects.all():
        for row in contents.list_sealed([case]):
            try:
                row.open(old_keys[case.id])
                opened += 1
            except RowTampered:
                pass
    damage += [f"old keys open {opened} rows"] * bool(opened)
    keys = SubjectKey.objects.filter(subject_id__in=ids)
    left = keys.exclude(version=2).count() + keys.filter(is_due=True).count()
    damage += [f"{left} old keys are left"] * bool(left or keys.count() != len(ids))
    damage += ["rows of workers or handovers are left"] * bool(
        Handover.objects.count() + Worker.objects.count()
    )
    rows = AuditRow.objects.filter(organisation_id=house.lead.organisation_id, verb__startswith="renewal.")
    once = sorted(row.verb for row in rows) == ["renewal.finished", "renewal.started"]
    return damage + ["the audit does not say once that it started and finished"] * (not once)


def main(cases: int, kills: int) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="safehold-renewal-") as folder:
        sites = prepare_desk(Path(folder))
        from safehold.web.clock import today

        house = make_house(today())
        noor = house.unlock(house.noor)
        ids = make_cases(noor, cases, today())
        old_keys = noor.case_keys(dict.fromkeys(ids, 1))
        writer = Writer(house)
        play(sites, house, writer, cases, kills)
        damage = list_damage(house, ids, old_keys)
        damage += [f"{len(lost)} notes written meanwhile are lost" for lost in [writer.list_lost()] if lost]
    seconds = time.monotonic() - began
    print(
        f"{cases} cases, worker killed {kills} times, {len(writer.written)} notes written meanwhile, "
        f"{seconds:.0f} s: {len(damage)} damaged"
    )
    print(*damage, sep="\n", end="\n" if damage else "")
    return 1 if damage else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", type=int)
    parser.add_argument("kills", type=int)
    sys.exit(main(**vars(parser.parse_args())))
