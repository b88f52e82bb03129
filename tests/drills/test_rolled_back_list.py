# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: a member who copied keys was removed; then somebody puts the old key list back on the public site.

Both real sites. The public site is killed and started again, so that it knows only what lies on its disk.
"""

from typing import Any

from safehold.core.envelopes import verify_document
from safehold.core.keylists import KeyList
from tests.drills.real_sites import RealSites

REMOVE = """
from safehold.desk.members import actions as joining
lead = unlock("lead")
leaver = joining.enlist(lead.member.organisation, "leaver", "Leaver", "caseworker", "a password of theirs", today())
vault.enrol_member(leaver, today())
vault.admit_member(lead, leaver, today())
vault.remove_member(lead, leaver, today())
print(json.dumps([lead.organisation_id.hex, keys.find_root_key(lead.organisation_id)]))
"""


def key_ids(lists: list[tuple[Any, ...]], organisation_id: str, root: str) -> set[str]:
    signed = next(signed for _, owner, _, signed in lists if owner == organisation_id)
    return {key.key_id for key in verify_document(signed, KeyList, bytes.fromhex(root)).intake_keys}


def newest_key_id(real: RealSites) -> str:
    """The key that the last report was sealed to."""
    return str(real.ask("public", "SELECT key_id FROM reporting_envelope ORDER BY rowid DESC LIMIT 1")[0][0])


def test_an_old_list_receives_nothing_and_raises_an_alarm(real: RealSites) -> None:
    real.report("Before anything happened.")
    before = real.lists()
    owner = real.at_the_desk(REMOVE)
    real.cross()
    after = real.lists()
    old, new = key_ids(before, *owner), key_ids(after, *owner)
    assert not old & new
    assert newest_key_id(real) in old
    real.report("The site has seen the new list.")
    real.settle_alarms()

    for stolen, kind, said in (
        (before, "list-older", "put an old list on the public site"),
        ([], "list-missing", "has gone from the public site"),
    ):
        real.replace_lists(stolen)
        real.restart_public()
        real.report(f"Sent while there was a {kind}.")
        assert newest_key_id(real) in new
        real.cross()
        assert (kind, "keys") in real.alarms()
        assert said in real.day_of("lead")
        assert {row[:3] for row in real.lists()} == {row[:3] for row in after}
        real.settle_alarms()
    real.cross()
    assert real.alarms() == set()
    assert {"Sent while there was a list-older.", "Sent while there was a list-missing."} <= set(
        real.opened_words()
    )
