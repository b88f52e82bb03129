# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a document calls when somebody opens it elsewhere: whoever runs that address sees who opened it, and where.

A template, a picture, a frame, a table that lies at an address is fetched without a question. A link that somebody has
to follow is left as it is.
"""

import re

ADDRESS = rb"(?!data:|about:)(?:[a-z][a-z0-9+.-]*:|//|\\\\)"
NOWHERE = b"about:blank"
POINTER = re.compile(rb"<Relationship\b[^>]*>", re.I)
OUTSIDE = re.compile(rb"TargetMode\s*=\s*(?:\"External\"|'External')", re.I)
FOLLOWED = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.I)
TARGET = re.compile(rb"(\bTarget\s*=\s*)(?:\"[^\"]*\"|'[^']*')", re.I)
ORDER = re.compile(
    rb"(<w:instrText\b[^>]*>)([^<]*\b(?:INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK|IMPORT|DATABASE|RD)\b[^<]*)(?=<)",
    re.I,
)
DRAWN = re.compile(
    rb"(<(?!(?:text:a|draw:a|text:bookmark|dc:)\b)[\w.-]+:[\w.-]+\b[^<>]*?\sxlink:href\s*=\s*)([\"'])"
    + ADDRESS
    + rb"[^\"']*\2",
    re.I,
)
IN_PAGES = re.compile(
    rb"(<(?!a\b)[a-z][\w:-]*\b[^<>]*?\s(?:src|href|srcset|poster|data|background|xlink:href)\s*=\s*)([\"'])"
    + ADDRESS
    + rb"[^\"']*\2",
    re.I,
)
IN_STYLES = re.compile(rb"(@import\s+|url\(\s*)([\"']?)\s*(?:https?:|ftp:|//)[^\"')\s;]*\2", re.I)
BOOK = re.compile(r"\.(x?html?|svg|ncx)$", re.I)
STYLE = re.compile(r"\.css$", re.I)


def is_telling(name: str) -> bool:
    """Whether a part of a document may name an address."""
    return bool(name.endswith((".rels", ".xml")) or BOOK.search(name) or STYLE.search(name))


def hush(name: str, body: bytes) -> bytes:
    """Return a part of a document that fetches nothing by itself."""
    if name.endswith(".rels"):
        return POINTER.sub(_point_nowhere, body)
    if STYLE.search(name):
        return IN_STYLES.sub(rb"\1\2\2", body)
    if BOOK.search(name):
        return IN_STYLES.sub(rb"\1\2\2", IN_PAGES.sub(rb"\1\2\2", body))
    if name.endswith(".xml") and b"xmlns:opf" not in body[:200]:
        return ORDER.sub(rb"\1", DRAWN.sub(rb"\1\2\2", body))
    return body


def _point_nowhere(found: re.Match[bytes]) -> bytes:
    pointer = found.group()
    if not OUTSIDE.search(pointer) or FOLLOWED.search(pointer):
        return pointer
    return TARGET.sub(rb'\1"' + NOWHERE + rb'"', pointer)
