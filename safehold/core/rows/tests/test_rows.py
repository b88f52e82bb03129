# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sealed row opens only with its key, under its name, in its place, unchanged."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.rows import RowTampered, open_row, seal_row

KEY = bytes(range(32))
ROW = UUID(int=7)
documents = st.dictionaries(
    st.text(max_size=8), st.one_of(st.text(), st.integers(), st.booleans(), st.none())
)


@given(documents)
def test_what_was_sealed_is_opened(document: dict[str, object]) -> None:
    assert open_row(KEY, "case.note/1", ROW, seal_row(KEY, "case.note/1", ROW, document)) == document


@given(st.data())
def test_any_flipped_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal_row(KEY, "case.note/1", ROW, {"words": "我害怕"}))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RowTampered):
        open_row(KEY, "case.note/1", ROW, bytes(sealed))


@pytest.mark.parametrize(
    ("key", "name", "row"),
    [(bytes(32), "case.note/1", ROW), (KEY, "case.file/1", ROW), (KEY, "case.note/1", UUID(int=8))],
    ids=["another key", "another name", "another row"],
)
def test_a_row_does_not_open_elsewhere(key: bytes, name: str, row: UUID) -> None:
    sealed = seal_row(KEY, "case.note/1", ROW, {"words": "x"})
    with pytest.raises(RowTampered):
        open_row(key, name, row, sealed)


def test_length_says_little() -> None:
    lengths = {len(seal_row(KEY, "case.note/1", ROW, {"words": "x" * n})) for n in range(1000, 1024)}
    assert len(lengths) <= 2


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + bytes(60)])
def test_nonsense_is_refused(sealed: bytes) -> None:
    with pytest.raises(RowTampered):
        open_row(KEY, "case.note/1", ROW, sealed)


def test_short_words_and_a_line_have_one_length() -> None:
    lengths = {len(seal_row(KEY, "case.note/1", ROW, {"words": "x" * n})) for n in (0, 1, 40, 400, 1000)}
    assert len(lengths) == 1
