# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: three sheets, made as a lead makes them. Two open everything, one opens nothing, kits do not mix."""

import itertools

import pytest
from shamir_mnemonic import Share
from shamir_mnemonic.shamir import DIGEST_INDEX, SECRET_INDEX, RawShare, _interpolate

from safehold.core import age
from safehold.core.sheets import SheetsWrong
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.kit import Kit
from safehold.web import clock
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def new_kit(cast: Cast) -> Kit:
    lead = cast.lead.unlocked()
    return vault.make_kit(lead, clock.today(), replacing=keys.find_kit_name(cast.organisation.pk))


def test_each_pair_opens_the_vault(cast: Cast) -> None:
    kit = new_kit(cast)
    seeds = [identity.secret_seed() for identity in cast.noor.unlocked().vault_identities()]
    for pair in itertools.permutations(kit.sheets, 2):
        opened = vault.open_with_shares(cast.organisation, pair)
        assert [identity.secret_seed() for _, identity in opened] == seeds


def test_one_sheet_alone_gives_nothing(cast: Cast) -> None:
    """For any secret one assumes there is a second sheet that gives it: the first one tells nothing."""
    kit = new_kit(cast)
    for sheet in kit.sheets:
        with pytest.raises(SheetsWrong):
            vault.open_with_shares(cast.organisation, [sheet, sheet])
        share = Share.from_mnemonic(sheet)
        assert str(age.derive_identity(share.value).recipient) != kit.recipient
        for assumed in (bytes(32), bytes(range(32)), b"\xff" * 32):
            line = [RawShare(share.index, share.value), RawShare(SECRET_INDEX, assumed)]
            missing = RawShare((share.index + 1) % 3, _interpolate(line, (share.index + 1) % 3))
            assert _interpolate([line[0], missing], SECRET_INDEX) == assumed
            assert len(_interpolate([line[0], missing], DIGEST_INDEX)) == 32


def test_sheets_of_two_kits_do_not_mix(cast: Cast) -> None:
    old, new = new_kit(cast), new_kit(cast)
    for pair in itertools.product(old.sheets, new.sheets):
        with pytest.raises(SheetsWrong) as wrong:
            vault.open_with_shares(cast.organisation, pair)
        assert wrong.value.kind in {"mixed", "other-kit"}
    for pair in itertools.combinations(old.sheets, 2):
        with pytest.raises(SheetsWrong):
            vault.open_with_shares(cast.organisation, pair)
    assert vault.open_with_shares(cast.organisation, new.sheets[:2])


def test_sheets_of_one_organisation_open_no_other(cast: Cast) -> None:
    kit = new_kit(cast)
    with pytest.raises(SheetsWrong) as wrong:
        vault.open_with_shares(cast.other_organisation, kit.sheets[:2])
    assert wrong.value.kind == "other-kit"
