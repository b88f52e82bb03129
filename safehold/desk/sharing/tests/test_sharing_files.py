# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that are shared: the chosen ones and no other, opened by the other organisation while the share is open, and
gone with it, key and bytes."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import storages
from django.test import override_settings
from django.urls import reverse

from safehold.core import age
from safehold.core.rows import RowTampered
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases.models import CaseFile
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.evidence.models import Item
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.actions.ending import UNFINISHED_DAYS
from safehold.desk.inbox.models import EndedFile
from safehold.desk.inbox.queries import list_ended_names
from safehold.desk.inbox.tests.sealed_reports import collect_all
from safehold.desk.sharing import actions, adapters, queries
from safehold.desk.sharing.actions import copying
from safehold.desk.sharing.errors import FileBroken, NoRoom, ShareClosed, ShareUnknown
from safehold.desk.sharing.models import Offer, Share, SharedFile
from safehold.desk.sharing.tests.two_desks import DAY, TwoDesks, make_two_desks
from safehold.persistence import sealed_files
from safehold.persistence.sealed_files import new_name

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PHOTO = b"photo-canary of the car " * 9_000
OTHER = b"other-canary of the sister" * 50


def with_files(**files: bytes) -> TwoDesks:
    desks = make_two_desks()
    for name, content in (files or {"car": PHOTO, "sister": OTHER}).items():
        desks.reporter.add_file(f"{name}.jpg", content)
    collect_all()
    inbox.file_arrivals(desks.noor, desks.case, DAY)
    return desks


def choice_of(desks: TwoDesks, name: str = "car.jpg") -> queries.Choice:
    items = queries.gather(desks.noor, desks.case).items
    return queries.Choice(files=tuple(str(each.row.pk) for each in items if each.document.name == name))


def shared_file(desks: TwoDesks) -> tuple[Share, Any]:
    offer = desks.offer(choice=choice_of(desks))
    actions.accept_offer(desks.tenzin, offer, DAY)
    share = Share.objects.get(pk=offer.pk)
    return share, queries.open_share(desks.tenzin, share).content["files"][0]


def fetch(desks: TwoDesks, share: Share, file: Any, on: Any = DAY) -> bytes:
    return b"".join(actions.fetch_file(desks.tenzin, share, file["id"], on).pieces)


def in_store() -> dict[str, bytes]:
    folder = Path(storages["sealed"].location)  # type: ignore[attr-defined]
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_chosen_file_and_no_other_is_opened_by_the_other_organisation() -> None:
    desks = with_files()
    share, file = shared_file(desks)
    assert fetch(desks, share, file) == PHOTO
    assert (file["name"], file["size_bytes"]) == ("car.jpg", len(PHOTO))
    assert SharedFile.objects.count() == 1
    other = Item.objects.exclude(pk__in=choice_of(desks).files).get()
    for file_id in (other.pk, choice_of(desks).files[0]):
        with pytest.raises(ShareUnknown):
            fetch(desks, share, {"id": file_id})
    row = AuditRow.objects.filter(verb="share.fetched").get()
    assert (row.organisation_id, row.subject) == (desks.there.organisation.pk, str(share.pk))


def test_the_copy_is_sealed_to_an_identity_of_its_own_and_lies_nowhere_in_the_clear() -> None:
    desks = with_files()
    share, _file = shared_file(desks)
    copy = SharedFile.objects.get()
    opens = str(copy.open(desks.tenzin.case_key(share.pk, 1))["identity"])
    originals = set(CaseFile.objects.values_list("stored_name", flat=True))
    assert age.open_sealed(in_store()[copy.stored_name], [opens]).startswith(PHOTO)
    for name in originals:
        with pytest.raises(age.NoIdentityMatched):
            age.open_sealed(in_store()[name], [opens])
    assert set(in_store()) == originals | {copy.stored_name}
    for content in in_store().values():
        assert b"canary" not in content
    assert opens.encode() not in bytes(copy.sealed)
    assert opens not in str(queries.open_share(desks.tenzin, share))
    assert not EndedFile.objects.exists()


@pytest.mark.parametrize("how", ["recall", "return", "withdraw", "destroy"])
def test_when_a_share_ends_the_key_and_the_bytes_of_its_files_are_gone(how: str) -> None:
    desks = with_files()
    share, file = shared_file(desks)
    name = SharedFile.objects.get().stored_name
    if how == "recall":
        actions.recall_offer(desks.noor, share.offer, DAY)
    elif how == "return":
        actions.return_share(desks.tenzin, share, DAY)
    elif how == "withdraw":
        desks.reporter.withdraw("share-organisation")
        collect_all()
        assert list(EndedFile.objects.values_list("stored_name", flat=True)) == [name]
        assert actions.sweep(DAY) == 2  # the bytes, and the tokens of what was shared
    else:
        actions.forget_case(desks.case.pk, DAY)
        actions.sweep(DAY)
    assert not SharedFile.objects.exists()
    assert not EndedFile.objects.exists()
    assert set(in_store()) == set(CaseFile.objects.values_list("stored_name", flat=True))
    with pytest.raises((ShareClosed, ConsentMissing)):
        fetch(desks, share, file)


@pytest.mark.parametrize("how", ["reject", "recall", "expire", "withdraw"])
def test_when_an_offer_comes_to_nothing_its_copies_are_gone(how: str) -> None:
    desks = with_files()
    offer = desks.offer(choice=choice_of(desks))
    assert len(in_store()) == 3
    if how == "reject":
        actions.reject_offer(desks.tenzin, offer, "full", DAY)
    elif how == "recall":
        actions.recall_offer(desks.noor, offer, DAY)
    elif how == "expire":
        actions.expire_offers(offer.expires_on + timedelta(days=1))
    else:
        desks.agree(desks.case.reports.get().pk, desks.there, act="withdrawn")
        actions.sweep(DAY)
    assert not SharedFile.objects.exists()
    assert len(in_store()) == 2


def test_consent_is_asked_at_each_download_also_when_no_job_ran() -> None:
    desks = make_two_desks(("contact",))
    desks.agree(desks.case.reports.get().pk, desks.there, until=DAY)
    desks.reporter.add_file("car.jpg", PHOTO)
    collect_all()
    inbox.file_arrivals(desks.noor, desks.case, DAY)
    share, file = shared_file(desks)
    assert fetch(desks, share, file) == PHOTO
    with pytest.raises(ConsentMissing):
        fetch(desks, share, file, DAY + timedelta(days=1))
    assert AuditRow.objects.filter(verb="share.fetched").count() == 1


def test_after_a_new_key_the_file_opens_and_the_old_key_does_not_open_what_opens_it() -> None:
    desks = with_files()
    share, file = shared_file(desks)
    old = desks.tenzin.case_key(share.pk, 1)
    Share.objects.update(reseal_due=True)
    actions.reseal_share(desks.noor, share, DAY)
    share.refresh_from_db()
    assert fetch(desks, share, file) == PHOTO
    with pytest.raises(RowTampered):
        SharedFile.objects.get().open(old)


def test_what_is_refused_leaves_no_copy() -> None:
    desks = with_files()
    desks.agree(desks.case.reports.get().pk, desks.there, act="withdrawn")
    with pytest.raises(ConsentMissing):
        desks.offer(choice=choice_of(desks))
    assert len(in_store()) == 2
    assert not EndedFile.objects.exists()


def test_a_file_of_the_case_that_is_not_what_was_sent_stops_the_offer_and_raises_an_alarm() -> None:
    desks = with_files()
    row = CaseFile.objects.get(item=UUID(choice_of(desks).files[0]))
    path = Path(storages["sealed"].path(row.stored_name))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileBroken):
        desks.offer(choice=choice_of(desks))
    assert not Offer.objects.exists()
    assert len(in_store()) == 2
    assert Alarm.objects.get().subject == str(row.pk)


def test_without_room_nothing_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = with_files()
    monkeypatch.setattr(sealed_files, "ROOM_LEFT_BYTES", 1 << 60)
    with pytest.raises(NoRoom):
        desks.offer(choice=choice_of(desks))
    assert not Offer.objects.exists()


def test_a_power_cut_while_copying_leaves_a_note_that_the_crossing_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desks = with_files()
    monkeypatch.setattr(inbox, "end_files", lambda *_args: None)  # as if nothing ran after the cut
    monkeypatch.setattr(copying, "keep_files", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desks.offer(choice=choice_of(desks))
    assert len(in_store()) == 3
    assert list_ended_names() == set(in_store()) - set(CaseFile.objects.values_list("stored_name", flat=True))
    assert actions.sweep(DAY + timedelta(days=1)) == 0
    assert actions.sweep(DAY + timedelta(days=UNFINISHED_DAYS)) == 1
    assert len(in_store()) == 2


def test_a_copy_that_was_altered_or_cut_is_not_handed_out_whole() -> None:
    desks = with_files()
    share, file = shared_file(desks)
    store = storages["sealed"]
    path = Path(store.path(SharedFile.objects.get().stored_name))
    whole = path.read_bytes()
    for broken in (whole[:-1], whole[:-20] + bytes(20), whole[: len(whole) // 2]):
        path.write_bytes(broken)
        got = b""
        with pytest.raises(FileBroken):
            for piece in actions.fetch_file(desks.tenzin, share, file["id"], DAY).pieces:
                got += piece
        assert len(got) < len(PHOTO)
    path.unlink()
    with pytest.raises(FileBroken):
        actions.fetch_file(desks.tenzin, share, file["id"], DAY)


def test_a_file_that_was_changed_in_the_store_is_not_offered_and_raises_an_alarm() -> None:
    desks = with_files()
    for each in CaseFile.objects.all():
        path = Path(storages["sealed"].path(each.stored_name))
        path.write_bytes(path.read_bytes()[::-1])
    with pytest.raises(FileBroken):
        desks.offer(choice=choice_of(desks))
    assert Alarm.objects.get(kind="file-changed").subject in {str(each.pk) for each in CaseFile.objects.all()}


@override_settings(MAX_FILE_BYTES=64 << 20)
def test_a_large_file_passes_in_pieces() -> None:
    """Copying and handing out 24 MB takes no more than a few MB of memory."""
    import io
    import secrets
    from hashlib import sha256

    block = secrets.token_bytes(1 << 20)
    size, said = 24 << 20, sha256(block * 24).hexdigest()
    first, second = age.generate_identity(), age.generate_identity()
    sealed = io.BytesIO()
    writer = age.SealingWriter(sealed, [first.recipient])
    for _each in range(24):
        writer.write(block)
    writer.finish()
    sealed.seek(0)
    name = new_name()
    tracemalloc.start()
    adapters.seal_anew(sealed, first, second.recipient, (size, said), name, DAY)
    source = adapters.open_stored(name)
    assert sum(len(piece) for piece in adapters.read_pieces(source, second, (size, said))) == size
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20
    assert source.closed


def test_the_page_hands_the_file_over_and_nothing_after_the_end() -> None:
    desks = with_files()
    share, file = shared_file(desks)
    noor, tenzin = desks.here.browser(desks.here.noor), desks.there.browser(desks.there.noor)
    address = reverse("sharing:file", args=[share.pk, file["id"]])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("safehold.web.clock.today", lambda: DAY)
        thread = tenzin.get(reverse("sharing:thread", args=[share.pk])).content.decode()
        assert address in thread
        answer: Any = tenzin.get(address)
        assert b"".join(answer.streaming_content) == PHOTO
        assert answer.headers["Content-Disposition"] == 'attachment; filename="car.jpg"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "no-store" in answer.headers["Cache-Control"]
        noor.post(reverse("sharing:recall", args=[desks.case.pk, share.pk]))
        gone = tenzin.get(address)
        assert (gone.status_code, gone.headers["Location"]) == (
            302,
            reverse("sharing:thread", args=[share.pk]),
        )
        left = noor.get(reverse("sharing:thread", args=[share.pk])).content.decode()
    assert "car.jpg" in left
    assert "The copies of the files were deleted when it ended." in left
    assert address not in left
