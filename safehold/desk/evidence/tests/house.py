# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case with a photograph that came with its report. Real keys, real files, the real process that looks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from safehold.desk.cases.models import Case
from safehold.desk.evidence import actions, adapters, queries
from safehold.desk.evidence.models import CustodyRow, Item
from safehold.desk.evidence.rules import Description, Moment
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, collect_all, make_desk

NOW = Moment(datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC), DAY)
NAME = "evidence-canary.jpg"


def make_photo() -> bytes:
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera-canary"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (IFDRational(45), IFDRational(25), IFDRational(17))
    place[3], place[4] = "W", (IFDRational(75), IFDRational(41), IFDRational(24))
    written = io.BytesIO()
    Image.new("RGB", (320, 200), (200, 120, 40)).save(written, "JPEG", exif=exif)
    return written.getvalue()


PHOTO = make_photo()


@dataclass
class House:
    desk: Desk
    reporter: Reporter
    case: Case

    @property
    def noor(self) -> Any:
        return self.desk.unlocked

    @property
    def lead(self) -> Any:
        return self.desk.unlocked_lead

    def item(self) -> Item:
        return Item.objects.select_related("case", "file").get(derived_from=None)

    def opened(self, item: Item | None = None) -> queries.OpenedItem:
        return queries.open_item(self.noor, item or self.item())

    def events(self, item: Item | None = None) -> list[str]:
        rows = CustodyRow.objects.filter(item_id=(item or self.item()).pk).order_by("position")
        return list(rows.values_list("event", flat=True))

    def read(self, item: Item) -> bytes:
        with queries.open_bytes(self.noor, self.opened(item)) as source:
            return source.read()

    def add(self, content: bytes = PHOTO, name: str = NAME, **rest: Any) -> Item:
        sealing = adapters.Sealing()
        sealing.write(content)
        return actions.add_file(self.noor, self.case, sealing, name, "image/jpeg", Description(), NOW, **rest)


def make_house(*, with_file: bool = True, **report: Any) -> House:
    """report: of the report, such as its consents."""
    desk = make_desk()
    reporter, case = arrive(desk, **report)
    if with_file:
        reporter.add_file(NAME, PHOTO)
        collect_all()
        file_arrivals(desk.unlocked, case, DAY)
    return House(desk, reporter, case)
