# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which organisation keeps the register, and who works in its office."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from safehold.desk.registrar.errors import OfficeUnknown
from safehold.desk.registrar.models import Office

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def find_office() -> Office | None:
    """Return the office of the register; None while no organisation of this desk keeps one."""
    return Office.objects.select_related("organisation").first()


def access_office(member: Member) -> Office:
    """Return the office that a registrar works in. Raises OfficeUnknown (a 404) for everybody else."""
    office = find_office()
    if (
        office is None
        or not (member.is_active and member.keeps_register)
        or office.organisation_id != member.organisation_id
    ):
        raise OfficeUnknown
    return office


def mac_office(office: Office) -> str:
    """Return what shows that this desk wrote to whom filings are sealed, and by which key the log is signed."""
    content = f"{office.pk} {office.origin} {office.verify_key} {office.key_version} {office.recipient}"
    return salted_hmac("safehold/register-office/1", content.encode(), algorithm="sha256").hexdigest()


def is_vouched_for(office: Office) -> bool:
    """Whether this desk wrote the row: whoever can only write to the database must not have filings sealed to them."""
    return hmac.compare_digest(office.vouched, mac_office(office))
