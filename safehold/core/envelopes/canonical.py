# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One byte string for one document: the JSON Canonicalization Scheme (RFC 8785), for documents of ours.

Ours hold objects with ASCII keys, arrays, text, whole numbers, true, false and null. Fractions are refused,
since their spelling is where implementations differ, and so are numbers beyond 2^53 - 1 (RFC 7493, section
2.2).
"""

import json
from typing import Any, NoReturn

from safehold.core.envelopes.errors import EnvelopeMalformed

_MAX_INTEGER = 2**53 - 1


def canonical_json(document: dict[str, Any]) -> bytes:
    """Write a document as canonical UTF-8 JSON; raises EnvelopeMalformed for what has no canonical form."""
    try:
        _refuse_ambiguous(document)
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()
    except (TypeError, ValueError, RecursionError):
        raise EnvelopeMalformed("The document has no canonical form.") from None


def read_canonical_json(content: bytes) -> dict[str, Any]:
    """Read canonical JSON; raises EnvelopeMalformed for any other spelling of the same document."""
    try:
        document = json.loads(content.decode(), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise EnvelopeMalformed("The content is not JSON.") from None
    if not isinstance(document, dict) or canonical_json(document) != content:
        raise EnvelopeMalformed("The content is not a canonical JSON object.")
    return document


def _refuse_ambiguous(value: object) -> None:
    """Raise where two writers could differ: fractions, large numbers, keys that are not ASCII text."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                _refuse("key")
            _refuse_ambiguous(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_ambiguous(item)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > _MAX_INTEGER):
        _refuse("number")


def _refuse(_spelling: str) -> NoReturn:
    raise ValueError("no canonical form")
