# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking consents back, and closing a report for good."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from safehold.public.reporting import actions
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, Reply, Withdrawal
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition


@pytest.fixture
def returned(amina: Amina) -> Amina:
    """Amina, back with her code."""
    amina.send()
    amina.come_back()
    return amina


def test_taking_a_consent_back_is_a_clear_row(returned: Amina, today: date) -> None:
    for _twice in range(2):
        returned.press("return/withdraw", purpose="compare")
    row = Withdrawal.objects.get()
    assert (row.report_id, row.scope, row.on_day) == (returned.mailbox.id, "compare", today)
    assert "You have taken it back." in returned.page and "Taken back on" in returned.page


def test_a_consent_collected_and_given_again_can_be_taken_back_again(returned: Amina, today: date) -> None:
    returned.press("return/withdraw", purpose="compare")
    actions.mark_withdrawal_collected(Withdrawal.objects.get().id, today)
    returned.press("return/withdraw", purpose="compare")
    assert Withdrawal.objects.count() == 2


def test_only_a_purpose_can_be_taken_back(returned: Amina) -> None:
    assert returned.press("return/withdraw", purpose="mailbox").status_code == 422
    assert not Withdrawal.objects.exists()


def test_closing_asks_first(returned: Amina) -> None:
    returned.press("return/close")
    assert "This is destroyed here, at once" in returned.page and "This may stay" in returned.page
    assert Mailbox.objects.exists()


def test_closing_destroys_everything_here_and_tells_the_desk(
    returned: Amina, coalition: MadeCoalition
) -> None:
    returned.add_file("photo.jpg", b"\xff\xd8" * 900)
    returned.come_back()
    coalition.default.reply(returned.mailbox, "Hello.", coalition.on)
    returned.press("return/withdraw", purpose="compare")
    report_id = returned.mailbox.id
    returned.press("return/close")
    returned.press("return/close")
    assert "Nothing of your report is left here." in returned.page
    for model in (Mailbox, Envelope, FileEnvelope, Reply):
        assert not model.objects.exists()
    assert not [path for path in Path(open_store().location).rglob("*") if path.is_file()]
    row = Withdrawal.objects.get()
    assert (row.report_id, row.scope) == (report_id, Withdrawal.MAILBOX)
    assert returned.come_back().status_code == 404
    assert returned.client.get(returned.upload_address).status_code == 404


def test_a_closed_mailbox_takes_no_reply(returned: Amina, coalition: MadeCoalition) -> None:
    mailbox = returned.mailbox
    actions.close_mailbox(mailbox, coalition.on)
    actions.close_mailbox(mailbox, coalition.on)
    assert Withdrawal.objects.count() == 1
    assert actions.store_reply(uuid4(), mailbox.id, b"sealed", coalition.on) is False
