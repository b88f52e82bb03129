# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that are no tables, or more than they seem: each is refused in a word, and none brings the desk down."""

import io
import zipfile

import pytest

from safehold.desk.exchange import adapters, sheet_reader
from safehold.desk.exchange.errors import TableRefused
from safehold.desk.exchange.rules import columns, rows
from safehold.desk.exchange.rules.names import number_name
from safehold.desk.exchange.tests.tables import HEADER, ROW, RTL_AND_CJK, as_csv, as_xlsx, make_bomb
from safehold.desk.exchange.words import PROBLEMS, REFUSALS


def refusal_of(content: bytes, encoding: str = "") -> str:
    with pytest.raises(TableRefused) as refused:
        adapters.read_table(content, encoding)
    assert refused.value.problem in REFUSALS
    return refused.value.problem


def with_part(name: str, content: bytes) -> bytes:
    """A real XLSX in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROW))) as source, zipfile.ZipFile(out, "w") as made:
        for each in source.namelist():
            made.writestr(each, content if each == name else source.read(each))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "file-empty"),
        (b" \r\n \r\n", "file-empty"),
        (b"Title\r\n", "rows-missing"),
        (bytes(range(256)) * 40, "encoding"),
        (b"Title\x00\r\nA\x00\r\n", "not-a-table"),
        (b"PK\x03\x04 no archive", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "not-a-table"),
        (b'Title\r\n"never closed', "not-a-table"),
        ("Titre\r\nétat civil\r\n".encode("cp1252"), "encoding"),
        (as_csv(*(["x"] * 12 for _ in range(5_001))), "rows-many"),
        (b",".join([b"a"] * 61) + b"\n" + b",".join([b"b"] * 61), "columns-many"),
        (b"Title\n" + b"x" * 20_001, "cell-long"),
        (b"Title\n" + b"x" * 200_000, "cell-long"),
        (b"x" * (adapters.LARGEST_BYTES + 1), "file-large"),
        (with_part("xl/workbook.xml", b"<workbook"), "not-a-table"),
    ],
)
def test_what_is_no_table_is_refused_in_a_word(content: bytes, problem: str) -> None:
    assert refusal_of(content) == problem


def test_a_bomb_of_two_gigabytes_is_refused() -> None:
    bomb = make_bomb(2 << 30)
    assert len(bomb) < adapters.LARGEST_BYTES
    assert refusal_of(bomb) == "grows"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The sizes in the directory of the archive are made small; what counts is what comes out."""
    bomb = bytearray(make_bomb(200 << 20))
    size = (200 << 20).to_bytes(4, "little")
    assert size in bomb
    small = bytes(bomb.replace(size, (1000).to_bytes(4, "little")))
    assert refusal_of(small) in {"grows", "not-a-table"}


def test_a_text_that_every_cell_points_at_fills_no_memory() -> None:
    """Two kilobytes that say one long text ten thousand times: two hundred megabytes of answer."""
    rows = [["é" * 20_000] * 12 for _ in range(850)]
    assert len(as_xlsx(*rows)) < 100_000
    assert refusal_of(as_xlsx(*rows)) == "grows"


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_an_archive_with_any_byte_changed_is_read_or_refused(method: int) -> None:
    """In the process that may fall. No code of ours lets something else out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<b>words</b>" * 40)
        archive.writestr("xl/wörksheet.xml", "<b>words</b>" * 40)
    whole = out.getvalue()
    for place in range(len(adapters.ZIP), len(whole)):
        for value in (0, 0x7F, 0xFF):
            changed = bytearray(whole)
            changed[place] = value
            assert sheet_reader.find_problem(bytes(changed)) in {"", "grows", "not-a-table"}


def test_an_archive_that_is_packed_as_no_spreadsheet_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<b>words</b>" * 40)
    assert refusal_of(out.getvalue()) == "not-a-table"


def test_a_cell_at_the_far_corner_fills_no_memory() -> None:
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert refusal_of(with_part("xl/worksheets/sheet1.xml", sheet)) in {"grows", "rows-many", "columns-many"}


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (as_csv(ROW, RTL_AND_CJK), ""),
        (b"\xef\xbb\xbf" + as_csv(ROW, RTL_AND_CJK), ""),
        (as_csv(ROW, RTL_AND_CJK, delimiter=";"), ""),
        (as_csv(ROW, RTL_AND_CJK, delimiter="\t"), ""),
        (as_csv(ROW, RTL_AND_CJK, encoding="utf-16"), ""),
        (as_csv(ROW, RTL_AND_CJK, encoding="gb18030"), "gb18030"),
        (as_xlsx(ROW, RTL_AND_CJK), ""),
    ],
)
def test_each_kind_of_file_says_the_same(content: bytes, encoding: str) -> None:
    table = adapters.read_table(content, encoding)
    assert table.header == HEADER
    assert table.rows == [ROW, RTL_AND_CJK]


def test_formula_cells_of_a_spreadsheet_are_their_value_and_marked_ones_lose_the_mark() -> None:
    table = adapters.read_table(as_csv(["'=1+1", *ROW[1:]]))
    assert table.rows[0][0] == "=1+1"


def test_columns_are_guessed_by_their_names_also_french_ones() -> None:
    of_cases = [field for field in columns.FIELDS if field not in columns.FAMILY]
    assert columns.guess_columns(HEADER) == {field: place for place, field in enumerate(of_cases)}
    assert columns.guess_columns(["Numéro", "Titre", "État"]) == {"number": 0, "title": 1, "state": 2}


def test_a_place_is_kept_no_finer_than_the_town() -> None:
    assert str(rows.read_place("12 Elm Street, Toronto, Ontario, Canada")) == "Toronto, Ontario, Canada"
    assert str(rows.read_place("Lhasa")) == "Lhasa"


def test_token_of_a_number_needs_the_key_and_forgives_its_writing() -> None:
    one, other = bytes(32), bytes([1]) * 32
    assert rows.token_of(one, " 2024/17") == rows.token_of(one, "２０２４/17")
    assert rows.token_of(one, "2024/17") != rows.token_of(other, "2024/17")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "001-_.._etc_passwd"),
        ("photo%0a.jpg", "001-photo_0a.jpg"),
        ("见证\u202egpj.exe", "001-见证_gpj.exe"),
        ("", "001-file"),
        ("a\nb.txt", "001-a_b.txt"),
    ],
)
def test_names_of_files_lead_nowhere(name: str, safe: str) -> None:
    assert number_name(name, 1) == safe


def test_every_problem_has_words() -> None:
    assert all(str(words).endswith((".", "?")) for words in (*PROBLEMS.values(), *REFUSALS.values()))
