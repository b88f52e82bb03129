# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts a report and a file at every place there is, on the real site. The long version of the tests of cuts."""

import os
import random
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from safehold.core.receipts import generate
from tests.faults.parts import FORM_PAIRS, MULTIPART, WORDS, encode_form, places_in_upload, upload
from tests.faults.site import FORM_TYPE, Site, running_site

CONTENT_BYTES = 300_000
EDGE_BYTES = 600
STRIDE_BYTES = 1_009


def cut_at(
    site: Site, address: str, body: bytes, content_type: str, places: Iterable[int]
) -> tuple[int, list[str]]:
    """Cut one request at each place, in turn half closed, closed and reset; return how many and what was wrong."""
    before, wrong, count = site.counts(), [], 0
    for place in places:
        line = site.line()
        line.send(site.head(address, len(body), content_type) + body[:place])
        ending = ("half closed", "closed", "reset")[count % 3]
        if ending == "half closed":
            answer = line.half_close()
            wrong += [f"cut at {place} was answered {answer.status}"] * (answer.status != 400)
        else:
            line.cut() if ending == "closed" else line.reset()
        count += 1
    time.sleep(1)
    if site.counts() != before or site.unfinished():
        wrong.append(f"{before} became {site.counts()}, {len(site.unfinished())} unfinished files")
    return count, wrong


def places_of_file(body: bytes, content: bytes) -> list[int]:
    """Every byte of the edges, every so many bytes of the content."""
    end = body.index(content) + len(content)
    places = {*range(EDGE_BYTES), *range(EDGE_BYTES, end, STRIDE_BYTES), *range(end - 50, len(body) - 2)}
    return sorted(places | set(places_in_upload(body, content).values()))


def main() -> int:
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="safehold-cut-") as folder, running_site(Path(folder)) as site:
        form, digits = site.review(), generate().digits
        typed = {"words": WORDS, "receipt": digits, **FORM_PAIRS}
        rest = [(n, v) for n, v in form.fields if n not in {*typed, "end"}]
        body = encode_form([*typed.items(), *rest, ("end", "1")])
        count, found = cut_at(site, form.action, body, FORM_TYPE, range(len(body)))
        wrong += found
        print(f"{count} cuts of a report: {len(found)} wrong")
        wrong += ["the whole report was refused"] * (site.post(form.action, body).status != 200)
        content = os.urandom(CONTENT_BYTES)
        address, file_body = site.upload_form().action, upload("影 photo.jpg", content)
        places = places_of_file(file_body, content)
        random.shuffle(places)
        count, found = cut_at(site, address, file_body, MULTIPART, places)
        wrong += found
        print(f"{count} cuts of a file: {len(found)} wrong")
        wrong += ["the whole file was refused"] * (site.post(address, file_body, MULTIPART).status != 200)
    print("\n".join(wrong[:20]), end="\n" if wrong else "")
    return 1 if wrong else 0
