# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a sealed report in the public database to a case on the desk."""

import pytest

from safehold.desk.cases import queries as cases
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import (
    arrive,
    make_desk,
)

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_a_report_becomes_a_case_with_its_words_unedited() -> None:
    desk = make_desk()
    _, case = arrive(desk, "  They called my sister.\n\nTwice.  ")
    opened = cases.open_contents(desk.unlocked, case)
    assert opened.reports[0].document.words == "  They called my sister.\n\nTwice.  "
    assert opened.title == "They called my sister. Twice."
    envelope = Envelope.objects.get()
    assert (envelope.opened_on is not None, bytes(envelope.sealed)) == (True, b"")
