# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: a thief puts keys of their own where the public ones were. What receives them, what is noticed, and by whom.

Whoever writes the public *database* gets nothing. Whoever can also write the pinned root on the public *host* is
believed by the public site: the desk says so within one round, and the doctor names it. That is the limit.
"""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from safehold.core.age import open_sealed
from safehold.core.envelopes import ReportDocument, unpack_document
from tests.coalition import Coalition
from tests.drills.real_sites import RealSites


def rows_of(thief: Coalition) -> list[tuple[Any, ...]]:
    """The thief's lists, newer than any of ours, under ids of theirs."""
    return [
        ("coalition", None, 999, thief.coalition_list(999)),
        ("keys", thief.organisation_id.hex, 999, thief.key_list(999)),
    ]


def swap_keys_of_everybody(real: RealSites, thief: Coalition) -> None:
    """Each organisation's list is replaced by the thief's own, under that organisation's name."""
    rows = [
        (kind, owner, 999, thief.key_list(999) if owner else thief.coalition_list(999))
        for kind, owner, _, _ in real.lists()
    ]
    real.replace_lists(rows)


def sealed_reports(real: RealSites) -> list[bytes]:
    return [bytes(sealed) for (sealed,) in real.ask("public", "SELECT sealed FROM reporting_envelope")]


def test_keys_swapped_in_the_public_database_receive_nothing(real: RealSites) -> None:
    real.report("Before the theft.")
    real.settle_alarms()
    true_lists = real.lists()
    thief = Coalition(on=date.today() - timedelta(days=1))
    swap_keys_of_everybody(real, thief)
    real.report("To the running site.")
    real.restart_public()
    real.report("To the restarted site.")
    assert {"Before the theft.", "To the running site.", "To the restarted site."} <= set(real.opened_words())

    real.cross()
    assert {("list-foreign", "coalition"), ("list-foreign", "keys")} <= real.alarms()
    assert "a list on the public site that we did not sign" in real.day_of("lead")
    assert sorted(real.lists(), key=str) == sorted(true_lists, key=str)


def doctor(real: RealSites) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "safehold", "doctor"],
        env=real.sites.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_swapped_root_on_the_public_host_is_believed_there_and_noticed_at_the_desk(real: RealSites) -> None:
    pinned: Path = real.public / "coalition-root.pub"
    true_root, true_lists = pinned.read_text(), real.lists()
    real.settle_alarms()
    thief = Coalition(on=date.today() - timedelta(days=1))
    try:
        pinned.write_text(thief.root_hex)
        real.replace_lists(rows_of(thief))
        real.restart_public()
        held = set(sealed_reports(real))
        real.report("To whom?")
        (stolen,) = set(sealed_reports(real)) - held
        assert unpack_document(open_sealed(stolen, [thief.intake]), ReportDocument).words == "To whom?"

        real.cross()
        assert ("list-foreign", "coalition") in real.alarms()
        assert "trusts another coalition root" in doctor(real)
    finally:
        pinned.write_text(true_root)
        real.restart_public()
    real.cross()
    assert sorted(real.lists(), key=str) == sorted(true_lists, key=str)
    real.report("After the root was pinned again.")
    assert "After the root was pinned again." in real.opened_words()
