# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a process says is read strictly: any bytes at all are an answer or none, and never an error of ours."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.looking import Box, Job, answers, frames
from safehold.looking.walls import Walls, filtering

PICTURE = b"\xff\xd8\xff and so on"


def say_picture() -> bytes:
    return (
        frames.write_json(frames.FACTS, {"kind": "image", "width": 3})
        + frames.write_json(
            frames.OUTPUT, {"name": "preview", "media_type": "image/jpeg", "size": len(PICTURE)}
        )
        + frames.write(frames.PIECE, PICTURE)
        + frames.write_json(frames.END, {"status": "done", "reason": ""})
    )


def hear(said: bytes, piece: int = 7) -> frames.Heard:
    heard = frames.Heard(most_bytes=1 << 20, most_outputs=3)
    for place in range(0, len(said), piece):
        heard.take(said[place : place + piece])
    return heard


@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_whole_answer_is_read_however_it_is_cut(piece: int) -> None:
    looked = answers.read(hear(say_picture(), piece), None)
    assert (looked.status, looked.facts.width) == ("done", 3)
    assert [(output.name, output.content) for output in looked.outputs] == [("preview", PICTURE)]


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=200))
def test_any_bytes_are_an_answer_or_none(more: bytes, place: int) -> None:
    said = say_picture()
    changed = said[:place] + more + said[place + len(more) :]
    try:
        looked = answers.read(hear(changed), None)
    except (frames.NotItsLanguage, frames.TooMuch):
        return
    assert looked.status in {"done", "crashed", "not-understood", "refused"}


@given(st.integers(min_value=0, max_value=400))
def test_half_an_answer_is_none(length: int) -> None:
    said = say_picture()
    if length < len(said):
        assert answers.read(hear(said[:length]), None).status == "crashed"


def test_program_speaks_after_the_end_alone() -> None:
    early = frames.write(frames.PROGRAM, b"") + b"[{}]"
    with pytest.raises(frames.NotItsLanguage):
        hear(early)
    told = json.dumps([{"IFD0:Make": "Fairphone", "ExifTool:ExifToolVersion": 12.57}]).encode()
    looked = answers.read(
        hear(say_picture() + frames.write(frames.PROGRAM, b"") + told), ("crashed", "crash")
    )
    assert (looked.facts.device, looked.facts.metadata_by) == ("Fairphone", "exiftool 12.57")


def test_frame_says_no_more_than_it_may() -> None:
    with pytest.raises(frames.NotItsLanguage):
        hear(struct.pack(">cI", frames.FACTS, frames.LARGEST_FRAME + 1))
    with pytest.raises(frames.TooMuch):
        hear(bytes(1 << 21), 1 << 22)


@pytest.mark.parametrize("given_box", [(-1, 0, 0, 1, 1), (0, 1.2, 0, 1, 1), (0, 0, 0, 0, 1), (0, 0, 0, 2, 1)])
def test_box_lies_on_a_page(given_box: tuple[int, float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="a box"):
        Box(*given_box)


@pytest.mark.parametrize(
    "asked", [{"first_page": -1}, {"pages": 0}, {"pages": 10_000}, {"longest_side": 100_000}]
)
def test_preview_is_of_pages_that_can_be(asked: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="pages"):
        Job.preview(**asked)


def test_redaction_hides_something() -> None:
    with pytest.raises(ValueError, match="something"):
        Job.redact(())


@pytest.mark.parametrize(
    ("standing", "are_enough"),
    [
        ((True, 7, True, False), True),
        ((False, 1, True, False), True),
        ((True, 1, False, False), True),
        ((False, 0, False, True), True),
        ((True, 0, True, False), False),
        ((False, 7, False, False), False),
        ((False, 0, True, False), False),
    ],
)
def test_nothing_is_read_unless_network_and_files_are_kept_out(
    standing: tuple[bool, int, bool, bool], are_enough: bool
) -> None:
    namespaces, landlock, has_filter, wrapped = standing
    assert Walls(namespaces, landlock, filter=has_filter, wrapped=wrapped).are_enough == are_enough


def test_filter_refuses_the_same_calls_on_both_machines() -> None:
    amd, arm = (filtering.list_refused(machine) for machine in ("x86_64", "aarch64"))
    assert len(amd) == len(set(amd))
    assert len(arm) == len(set(arm))
    assert len(amd) - len(arm) == 4, "fork, vfork, mknod and inotify_init are not on the younger one"
    for machine in ("x86_64", "aarch64"):
        pretended = filtering.PRETENDED[machine]
        assert len(pretended) == len(set(pretended))
        assert not set(pretended) & set(filtering.list_refused(machine))
    assert {41, 42, 57, 101, 165} <= set(amd)
    assert {198, 203, 117, 40} <= set(arm)
