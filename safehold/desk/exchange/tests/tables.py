# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that come in, against real desks with real keys. Small files, and what somebody may have put into one."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.apps import apps
from django.db import models

from safehold.desk.exchange import actions, queries
from safehold.desk.exchange.models import Batch, BatchState
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk

HEADER = ["Your number", "Title", "Opened on", "State", "Urgency", "Notes", "What happened", "When", "Place"]
HEADER += ["Tactic code", "Names", "Contact"]
ROW = [
    "2024/17",
    "Calls at night",
    "2024-03-11",
    "In progress",
    "urgent",
    "She called twice.",
    "They called her mother in Lhasa.",
    "about March 2024",
    "Toronto, Ontario, Canada",
    "PRX-QUES",
    "Dolma; སྒྲོལ་མ",
    "dolma@example.org",
]
RTL_AND_CJK = [
    "۱۲/3",
    "ئۇيغۇرچە 標題",
    "",
    "",
    "",
    '=HYPERLINK("http://example.org")',
    "他们在大使馆外拍照。",
    "2023-05",
    "渥太华, 加拿大",
    "",
    "王小明；; ئاينۇر",
    "",
]


def as_csv(
    *rows: list[str], header: list[str] = HEADER, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    def quote(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [delimiter.join(map(quote, row)) for row in (header, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def as_xlsx(*rows: list[Any], header: list[str] = HEADER) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for place, row in enumerate((header, *rows)):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell)
            elif isinstance(cell, str):
                sheet.write_string(place, column, cell)
            else:
                sheet.write(place, column, cell)
    book.close()
    return out.getvalue()


def make_bomb(size_bytes: int) -> bytes:
    """A few kilobytes that unpack to as many bytes as asked: a sheet of zeros inside a real XLSX."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROW))) as source, zipfile.ZipFile(out, "w") as bomb:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                bomb.writestr(name, source.read(name))
        entry = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        entry.compress_type = zipfile.ZIP_DEFLATED
        piece, left = bytes(1 << 24), size_bytes
        with bomb.open(entry, "w", force_zip64=True) as sheet:
            while left > 0:
                left -= sheet.write(piece[: min(left, len(piece))])
    return out.getvalue()


def changed(column: str, text: str, row: list[str] = ROW) -> list[str]:
    return [text if name == column else cell for name, cell in zip(HEADER, row, strict=True)]


def keep(desk: Desk, content: bytes, encoding: str = "", on: date = DAY) -> Batch:
    return actions.keep_table(desk.unlocked_lead, "table.csv", content, encoding, on)


def bring_in(desk: Desk, content: bytes, on: date = DAY) -> Batch:
    """Keep a table, confirm it, and import all of it."""
    batch = keep(desk, content, on=on)
    actions.start_import(desk.unlocked_lead, batch, on)
    batch = actions.go_on_importing(desk.unlocked_lead, batch, on, at_most_seconds=60)
    assert batch.state == BatchState.DONE
    return batch


def undo(desk: Desk, batch: Batch, on: date = DAY) -> Batch:
    actions.start_undoing(desk.unlocked_lead, batch, on)
    return actions.go_on_undoing(desk.unlocked_lead, batch, on, at_most_seconds=60)


def plan(desk: Desk, batch: Batch, on: date = DAY) -> queries.Plan:
    return queries.plan_batch(desk.unlocked_lead, queries.open_table(desk.unlocked_lead, batch), on)


def list_everything() -> dict[str, dict[str, Any]]:
    """Every row of every table of the desk, byte for byte."""
    found: dict[str, dict[str, Any]] = {}
    for model in apps.get_models():
        if model.__module__.startswith("safehold.desk.") and not model._meta.proxy:
            for row in model._base_manager.all():
                found[f"{model._meta.label_lower} {row.pk}"] = _columns(row)
    return found


def _columns(row: models.Model) -> dict[str, Any]:
    return {
        field.attname: bytes(value) if isinstance(value, memoryview) else value
        for field in row._meta.concrete_fields
        for value in [getattr(row, field.attname)]
    }
