# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collecting without keys: every step may be the last before a power cut, and nothing is lost or doubled."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import storages

from safehold.desk.inbox import actions, adapters
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Reporter, make_desk
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing
from safehold.public.reporting.models import Envelope as PublicEnvelope
from safehold.public.reporting.models import FileEnvelope as PublicFile
from safehold.public.reporting.models import Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "public"])


class PowerCut(Exception):
    """The process ends here."""


def cut_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def cut(*args: Any, **kwargs: Any) -> Any:
        step(*args, **kwargs)
        raise PowerCut

    return cut


def cut_before(*_args: Any, **_kwargs: Any) -> Any:
    raise PowerCut


def test_what_is_collected_is_the_same_byte_for_byte() -> None:
    reporter = Reporter(make_desk())
    reporter.report(urgent=True)
    reporter.add_file()
    sealed, file = PublicEnvelope.objects.get(), PublicFile.objects.get()
    assert actions.collect(DAY) == actions.Collected(envelopes=1, files=1, left=0)
    copy, file_copy = Envelope.objects.get(), FileEnvelope.objects.get()
    assert (copy.id, copy.report_id, copy.urgent) == (sealed.id, reporter.mailbox.id, True)
    assert bytes(copy.sealed) == bytes(sealed.sealed)
    assert (file_copy.id, file_copy.stored_name) == (file.id, file.stored_name)
    ours, theirs = (storages[alias].open(file.stored_name).read() for alias in ("sealed", "public"))
    assert ours == theirs
    assert file_copy.sealed_size_bytes == len(ours)
    assert not any(vars(crossing.count_waiting()).values())


def test_collecting_twice_collects_once() -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    assert actions.collect(DAY)
    assert not actions.collect(DAY)
    assert (Envelope.objects.count(), FileEnvelope.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("module", "name", "cut"),
    [
        pytest.param(reporting, "mark_envelope_collected", cut_before, id="text kept, not marked"),
        pytest.param(reporting, "mark_envelope_collected", cut_after, id="text marked, files not begun"),
        pytest.param(adapters, "copy_file", cut_before, id="file not copied"),
        pytest.param(adapters, "copy_file", cut_after, id="file copied, no row"),
        pytest.param(reporting, "mark_file_collected", cut_before, id="file kept, not marked"),
    ],
)
def test_a_power_cut_between_two_steps_loses_and_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, cut: Callable[..., Any]
) -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    with monkeypatch.context() as patched:
        patched.setattr(module, name, cut_after(getattr(module, name)) if cut is cut_after else cut)
        with pytest.raises(PowerCut):
            actions.collect(DAY)
    actions.collect(DAY)
    assert (Envelope.objects.count(), FileEnvelope.objects.count()) == (1, 1)
    assert storages["sealed"].exists(FileEnvelope.objects.get().stored_name)
    assert not any(vars(crossing.count_waiting()).values())


def test_the_bytes_are_in_our_store_before_a_row_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    seen: list[bool] = []
    create = FileEnvelope.objects.get_or_create

    def recording(**kwargs: Any) -> Any:
        seen.append(storages["sealed"].exists(kwargs["defaults"]["stored_name"]))
        return create(**kwargs)

    monkeypatch.setattr(FileEnvelope.objects, "get_or_create", recording)
    actions.collect(DAY)
    assert seen == [True]


def test_a_report_for_nobody_here_stays_and_stops_nobody_else() -> None:
    desk = make_desk()
    Reporter(desk).report("for us")
    Reporter(desk).report("for nobody")
    stranger = Mailbox.objects.last()
    assert stranger is not None
    Mailbox.objects.filter(id=stranger.id).update(organisation_id=stranger.id)
    assert actions.collect(DAY) == actions.Collected(envelopes=1, files=0, left=1)


@pytest.mark.parametrize("name", ["../../desk.sqlite3", "incoming/x", "", "."])
def test_a_file_name_that_is_no_name_of_ours_is_not_touched(name: str) -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    PublicFile.objects.update(stored_name=name)
    assert actions.collect(DAY).left == 1
    assert not FileEnvelope.objects.exists()


def test_a_row_that_names_a_file_we_hold_does_not_overwrite_it() -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file(content=b"the first")
    actions.collect(DAY)
    held = FileEnvelope.objects.get()
    before = storages["sealed"].open(held.stored_name).read()
    reporter.add_file(name="second.jpg", content=b"the second")
    second = PublicFile.objects.exclude(id=held.id).get()
    PublicFile.objects.filter(id=held.id).update(stored_name="0" * 32)
    storages["public"].delete(held.stored_name)
    storages["public"].save(held.stored_name, storages["public"].open(second.stored_name))
    PublicFile.objects.filter(id=second.id).update(stored_name=held.stored_name)
    assert actions.collect(DAY).left == 1
    assert storages["sealed"].open(held.stored_name).read() == before


def test_a_missing_file_does_not_keep_the_words_back() -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.add_file()
    storages["public"].delete(PublicFile.objects.get().stored_name)
    assert actions.collect(DAY) == actions.Collected(envelopes=1, files=0, left=1)
