# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a time is over, and what a certificate is worth."""

from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.envelopes import sign_document
from safehold.desk.retention import rules

DOCUMENT = rules.Destruction(
    organisation_id="0" * 8 + "-0000-4000-8000-" + "0" * 12,
    organisation="harbour",
    case_ids=[],
    references=["3F9-A2C"],
    opened_on="2026-01-02",
    closed_on="",
    kind="quiet",
    reason="period",
    destroyed_on="2026-11-23",
    by="",
    counts={"key": 2},
    audit_sequence=7,
    audit_hash="a" * 64,
    backups_until="",
)


@given(st.dates(max_value=date(2200, 1, 1)), st.integers(1, 240))
def test_an_end_is_never_early(closed_on: date, months: int) -> None:
    end = rules.ends_on(closed_on, months)
    assert (end.year * 12 + end.month) - (closed_on.year * 12 + closed_on.month) == months
    assert end.day == closed_on.day or (end + timedelta(days=1)).month != end.month


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 90), st.integers(14, 180)
)
def test_grace_counts_from_the_later_of_listing_and_change(noted_on: date, later: int, grace: int) -> None:
    changed_on = noted_on + timedelta(days=later)
    assert rules.ends_by_itself_on(noted_on, changed_on, grace) == changed_on + timedelta(days=grace)
    assert rules.ends_by_itself_on(noted_on, None, grace) == noted_on + timedelta(days=grace)
    assert rules.ends_by_itself_on(changed_on, noted_on, grace) == changed_on + timedelta(days=grace)


@pytest.mark.parametrize(
    ("imported", "acted", "reports", "kind"),
    [(0, 0, 1, "quiet"), (0, 0, 0, "walk-in"), (1, 0, 0, "imported"), (1, 1, 1, "acted"), (0, 1, 0, "acted")],
)
def test_class_of_a_case(imported: int, acted: int, reports: int, kind: str) -> None:
    found = rules.class_of(is_imported=bool(imported), has_acted=bool(acted), reports=reports)
    assert found == kind


def test_certificate_reads_back_and_any_change_is_noticed() -> None:
    root = Ed25519PrivateKey.generate()
    public = root.public_key().public_bytes_raw()
    packed = rules.pack(sign_document(DOCUMENT, root), public)
    assert rules.read_certificate(packed) == DOCUMENT
    assert rules.read_certificate(packed, public.hex()) == DOCUMENT
    for broken in (
        packed.replace(b'"key": 2', b'"key": 3'),
        packed.replace(b"harbour", b"herbour"),
        packed[:-5],
        b"{}",
        b"",
    ):
        with pytest.raises(rules.CertificateForged):
            rules.read_certificate(broken)
    with pytest.raises(rules.CertificateForged):
        rules.read_certificate(packed, "0" * 64)
