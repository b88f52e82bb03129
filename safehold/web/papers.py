# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper of headings, words, tables and lists: the same content as a PDF and as a DOCX.

Content: {title, language, author, head, foot, blocks}. head, foot: a line on each page; "{page}" is where the number
goes. A block is a dictionary with its kind:
heading {level, text} · words {text, tone} · facts {rows} · table {head, rows, widths} · list {items} · break {}.
tone: "", "muted" or "warn". widths: one number a column.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import _Row

from safehold.web.printing import print_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).parent / "paper.typ"
MARGIN, WIDTH = Cm(2.2), Cm(17.2)
MUTED, WARN = RGBColor(0x5A, 0x5A, 0x5A), RGBColor(0x8A, 0x2B, 0x0E)
FONT = "Liberation Serif"
Block = dict[str, Any]


def print_paper(content: Mapping[str, Any], on: date) -> bytes:
    """Return a paper as a PDF. Raises FontMissing or PrintingFailed."""
    return print_pdf(TEMPLATE, content, on)


def write_docx(content: Mapping[str, Any], on: date) -> bytes:
    """Return a paper as a DOCX. on: the day that the file names as its own."""
    paper = Document()
    _set_up(paper, content, on)
    paper.add_heading(content["title"], level=0)
    for block in content["blocks"]:
        WRITERS[block["kind"]](paper, block)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _set_up(paper: DocxDocument, content: Mapping[str, Any], on: date) -> None:
    told = paper.core_properties
    told.title, told.author, told.language = content["title"], content["author"], content["language"]
    told.comments = told.last_modified_by = ""
    told.created = told.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    section = paper.sections[0]
    section.left_margin = section.right_margin = MARGIN
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.header.paragraphs[0].text = content["head"]
    foot = section.footer.paragraphs[0]
    before, _, after = content["foot"].partition("{page}")
    foot.add_run(before)
    _number(foot)
    foot.add_run(after)


def _number(paragraph: Any) -> None:
    """Add a field that the reader's program fills with the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _heading(paper: DocxDocument, block: Block) -> None:
    paper.add_heading(block["text"], level=block["level"])


def _words(paper: DocxDocument, block: Block) -> None:
    for line in filter(str.strip, block["text"].split("\n")):
        run = paper.add_paragraph().add_run(line)
        if block.get("tone"):
            run.font.color.rgb = WARN if block["tone"] == "warn" else MUTED
            run.bold = block["tone"] == "warn"


def _list(paper: DocxDocument, block: Block) -> None:
    for item in block["items"]:
        paper.add_paragraph(item, style="List Bullet")


def _facts(paper: DocxDocument, block: Block) -> None:
    table = paper.add_table(rows=0, cols=2)
    for row in block["rows"]:
        _fill(table.add_row(), row, (1, 3))


def _table(paper: DocxDocument, block: Block) -> None:
    table = paper.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    head = table.rows[0]
    _fill(head, block["head"], block["widths"], is_head=True)
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)
    pattern = table._tbl
    for row in block["rows"]:
        added = _Row(_new_row(len(row)), table)
        pattern.append(added._tr)
        _fill(added, row, block["widths"])
    paper.add_paragraph()


def _new_row(cells: int) -> Any:
    """Make a row anew: adding one to a long table looks at every row there is."""
    row = OxmlElement("w:tr")
    for _ in range(cells):
        cell = OxmlElement("w:tc")
        cell.append(OxmlElement("w:p"))
        row.append(cell)
    return row


def _fill(row: _Row, texts: Sequence[str], widths: Sequence[float], *, is_head: bool = False) -> None:
    whole = sum(widths)
    for cell, text, width in zip(row._tr.tc_lst, texts, widths, strict=True):
        cell.width = Length(int(WIDTH * width / whole))
        paragraph = cell.p_lst[0]
        run = paragraph.add_r()
        for number, line in enumerate(text.split("\n")):
            if number:
                run.add_br()
            run.add_t(line)
        if is_head:
            run.get_or_add_rPr()._add_b()


def _break(paper: DocxDocument, _block: Block) -> None:
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


WRITERS: dict[str, Callable[[DocxDocument, Block], None]] = {
    "heading": _heading,
    "words": _words,
    "facts": _facts,
    "table": _table,
    "list": _list,
    "break": _break,
}
