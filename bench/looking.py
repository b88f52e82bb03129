# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a look takes, and what a thousand broken files break.

A photo as a phone makes it (12 megapixels, about 5 MB) is shown, described and stripped, each in a process of its own
inside all the walls that this machine allows. Peer: the same picture made in the caller's own process, without walls.
Then broken files go through all three (BENCH_HOSTILE_FILES, a thousand).
"""

import io
import os
import statistics
import subprocess
import sys
import time

from bench.figures import show
from safehold.looking import Job, find_walls, look
from safehold.looking.tests import seeds
from tests.drills.hostile_files import MOST_SECONDS, SPARE_SECONDS, play

RUNS = 15
FILES = int(os.environ.get("BENCH_HOSTILE_FILES", "1000"))
FLOOR_PREVIEW_MILLISECONDS = 400
IN_THE_OPEN = """
import io, sys
from PIL import Image
picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))
picture.thumbnail((1600, 1600))
picture.convert("RGB").save(io.BytesIO(), "JPEG", quality=85)
"""


def time_of(job: Job, content: bytes) -> float:
    began = time.perf_counter()
    looked = look(io.BytesIO(content), job)
    if looked.status != "done":
        raise RuntimeError(f"{job.kind}: {looked.status} {looked.reason}")
    return 1000 * (time.perf_counter() - began)


def time_in_the_open(content: bytes) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", IN_THE_OPEN], input=content, check=True)
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    find_walls()
    photo = seeds.photo()
    peer = {
        "name": "Pillow alone in a process without walls",
        "value": round(statistics.median(time_in_the_open(photo) for _ in range(RUNS)), 1),
    }
    preview = [time_of(Job.preview(), photo) for _ in range(RUNS)]
    show(
        "preview_photo_p50_ms",
        statistics.median(preview),
        "ms",
        peer=peer,
        at_most=FLOOR_PREVIEW_MILLISECONDS,
    )
    for job in (Job.describe(), Job.strip()):
        show(f"{job.kind}_photo_p50_ms", statistics.median(time_of(job, photo) for _ in range(RUNS)), "ms")
    outcome = play(FILES, seed=5)
    print(outcome.show())
    show("hostile_files", outcome.files, "files")
    show("hostile_files_failures", len(outcome.failures), "failures", at_most=0)
    show("hostile_files_slowest_s", outcome.slowest, "s", at_most=MOST_SECONDS + SPARE_SECONDS)


if __name__ == "__main__":
    main()
