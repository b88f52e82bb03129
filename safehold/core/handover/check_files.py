# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of a hand-over against the two manifests of its bag: changed, added and missing ones are named."""

from __future__ import annotations

import re

from safehold.core.handover.bagit import (
    DECLARATION,
    DECLARED,
    INFO,
    PAYLOAD_MANIFEST,
    TAG_MANIFEST,
    ManifestBroken,
    read_info,
    read_sums,
)
from safehold.core.handover.findings import Bag, BagUnreadable, Files, Report, hash_file, read_document
from safehold.core.handover.layout import AT_THE_TOP, AUTHORITY_NAME

LEFT_BY_COMPUTERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_HAS_A_PLACE = re.compile(
    rf"{'|'.join(re.escape(name) for name in (*AT_THE_TOP, TAG_MANIFEST))}"
    rf"|data/items/[^/]+/[^/]+|timestamps/[^/]+/(manifest\.json|{AUTHORITY_NAME}/(response\.tsr|roots\.pem))"
)


def check_files(bag: Bag, report: Report) -> Files:
    """Return every file of the bag, as it is; blame those that the manifests do not name so."""
    files = _hash_all(bag, report)
    for name in (*AT_THE_TOP, TAG_MANIFEST):
        if name not in files:
            report.blame(name, "It is missing.")
    for name in bag.list_odd():
        report.blame(name, "It is not a plain file, or stands there twice: it was added.")
    listed = _read_listed(bag, files, report)
    for name in sorted(files.keys() - listed.keys() - {TAG_MANIFEST}):
        report.blame(name, "No manifest names it: it was added.")
    for name in sorted(listed):
        if name not in files:
            report.blame(name, "It is missing.")
        elif files[name].sha256 != listed[name]:
            report.blame(name, "It is not as it was handed over: it was changed.")
    for name in sorted(files):
        if not _HAS_A_PLACE.fullmatch(name):
            report.blame(name, "Nothing of this name belongs to a hand-over: it was added.")
    _check_declarations(bag, files, report)
    return files


def _hash_all(bag: Bag, report: Report) -> Files:
    files: Files = {}
    for name in bag.list_files():
        if name.rpartition("/")[2] in LEFT_BY_COMPUTERS:
            report.notes.append(f"{name} was left there by a computer. It is not part of the hand-over.")
            continue
        try:
            files[name] = hash_file(bag, name)
        except (BagUnreadable, OSError) as error:
            report.blame(name, str(error))
    if TAG_MANIFEST in files:
        report.fingerprint = files[TAG_MANIFEST].sha256
    return files


def _read_listed(bag: Bag, files: Files, report: Report) -> dict[str, str]:
    """Return what both manifests name. Each names its own kind of file."""
    payload = _read_one(bag, files, PAYLOAD_MANIFEST, report)
    tags = _read_one(bag, files, TAG_MANIFEST, report)
    for manifest, names, is_payload in ((PAYLOAD_MANIFEST, payload, True), (TAG_MANIFEST, tags, False)):
        for name in names:
            if name.startswith("data/") is not is_payload or name == TAG_MANIFEST:
                report.blame(manifest, f"It names {name}, which it cannot: it was changed.")
    return {**tags, **payload}


def _read_one(bag: Bag, files: Files, name: str, report: Report) -> dict[str, str]:
    content = read_document(bag, files, name, report)
    if content is None:
        return {}
    try:
        return read_sums(content.decode())
    except ManifestBroken as error:
        report.blame(name, f"Line {error.line} is not one that we write: it was changed.")
    except UnicodeDecodeError:
        report.blame(name, "It is not text: it was changed.")
    return {}


def _check_declarations(bag: Bag, files: Files, report: Report) -> None:
    declared = read_document(bag, files, DECLARED, report)
    if declared is not None and declared != DECLARATION.encode():
        report.blame(DECLARED, "It is not as it was handed over: it was changed.")
    info = read_document(bag, files, INFO, report)
    if info is None:
        return
    report.info = read_info(info.decode(errors="replace"))
    payload = [found for name, found in files.items() if name.startswith("data/")]
    oxum = f"{sum(found.size_bytes for found in payload)}.{len(payload)}"
    if report.info.get("Payload-Oxum") != oxum:
        report.blame(INFO, f"It counts other files than there are ({oxum}): it, or they, were changed.")
