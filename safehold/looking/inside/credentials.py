# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""C2PA manifests: what a camera or a program signed about how the file came to be. That there is none means nothing."""

import io
import json
from typing import Any

MARKS = (b"c2pa", b"jumb")
HOLDS = {"Valid", "Trusted"}
NO_LIST = "signingCredential.untrusted"
"""Said of everybody, since no list of trusted signers is kept here."""
MOST_PROBLEMS = 50
SHORT = 300


def read(content: bytes, media_type: str) -> dict[str, Any] | None:
    """Return `found.Credentials`, or None where the bytes hold no manifest. Nothing is fetched."""
    if not all(mark in content for mark in MARKS):
        return None
    try:
        import c2pa

        reader = c2pa.Reader(media_type, io.BytesIO(content))
        told = json.loads(reader.json())
    except Exception as error:
        if "ManifestNotFound" in type(error).__name__ or "no JUMBF" in str(error):
            return None
        return {"state": "unreadable"}
    return _sort(told)


def _sort(told: dict[str, Any]) -> dict[str, Any]:
    try:
        manifest = told["manifests"][told["active_manifest"]]
        signature = manifest.get("signature_info") or {}
        generators = manifest.get("claim_generator_info") or [{}]
        problems = [
            str(each.get("code", ""))[:SHORT]
            for each in told.get("validation_status") or []
            if isinstance(each, dict) and each.get("code") != NO_LIST
        ]
        return {
            "state": "valid" if told.get("validation_state") in HOLDS else "changed",
            "issuer": str(signature.get("issuer") or "")[:SHORT],
            "signed_at": str(signature.get("time") or "")[:SHORT],
            "generator": str(manifest.get("claim_generator") or generators[0].get("name") or "")[:SHORT],
            "problems": problems[:MOST_PROBLEMS],
        }
    except (KeyError, TypeError, AttributeError, IndexError):
        return {"state": "unreadable"}
