# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where what lies in a hand-over: a bag (RFC 8493), with its evidence under data/ and all else beside it.

data/items/<id>/item.json, custody.json, and the file itself
timestamps/<batch>/manifest.json
timestamps/<batch>/<authority>/response.tsr, roots.pem
heads.json, index.html, index.pdf, README.txt, verify.py
bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
"""

from __future__ import annotations

from safehold.core.handover.bagit import DECLARED, INFO, PAYLOAD_MANIFEST, plain_name

HEADS, README, VERIFIER = "heads.json", "README.txt", "verify.py"
INDEX_HTML, INDEX_PDF = "index.html", "index.pdf"
AT_THE_TOP = (DECLARED, INFO, PAYLOAD_MANIFEST, HEADS, README, VERIFIER, INDEX_HTML, INDEX_PDF)
ITEM, CUSTODY = "item.json", "custody.json"
MANIFEST, RESPONSE, ROOTS = "manifest.json", "response.tsr", "roots.pem"
AUTHORITY_NAME = r"[a-z0-9][a-z0-9-]{0,31}"


def item_path(item_id: str, name: str) -> str:
    """Return where a file of an item lies."""
    return f"data/items/{item_id}/{name}"


def batch_path(batch: str) -> str:
    """Return where the manifest of a stamped batch lies."""
    return f"timestamps/{batch}/{MANIFEST}"


def stamp_path(batch: str, authority: str, name: str) -> str:
    """Return where an authority's answer, or its roots, lie."""
    return f"timestamps/{batch}/{authority}/{name}"


def safe_name(name: str) -> str:
    """Return a file's name as it stands in a bag: beside item.json and custody.json, and none of the two."""
    plain = plain_name(name)
    return f"file-{plain}" if plain else "file"
