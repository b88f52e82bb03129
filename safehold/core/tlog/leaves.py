# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The leaves of a register's log, and the fields that they commit to.

A leaf never holds a value: for each field it has a salted hash. Who is shown a field gets its *opening*, the salt and
the value. A field whose opening is gone can be neither read nor guessed, and the leaf and the log stay as they are.

    SHA-256("safehold/register-field/1\\n" || length of the name in 2 bytes || name || salt || {"value": value})
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from binascii import a2b_base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec

from safehold.core.envelopes.canonical import canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed
from safehold.core.tlog.errors import LeafMalformed, LeafTooLong, OpeningMalformed, OpeningWrong
from safehold.core.tlog.hashing import HASH_BYTES
from safehold.core.tlog.spelling import read_base64, write_base64
from safehold.core.tlog.tiles import MAX_LEAF_BYTES

LEAF_FORMAT = "safehold/register-leaf/1"
FIELD_DOMAIN = b"safehold/register-field/1\n"
KINDS = (
    "filing",
    "amendment",
    "termination",
    "notice",
    "representation",
    "reply",
    "decision",
    "agreement",
    "opinion",
    "bulletin",
    "correction",
    "withholding",
    "redaction",
    "export",
    "import",
)
VERSIONS = ("filing", "amendment", "termination", "correction")
"""The kinds that are versions of an entry, each with the number after the one before."""
WITHDRAWING = ("withholding", "redaction")
WITHHELD, WHY = "withheld", "why"
"""The fields of a leaf that withdraws others: their names, and the reason."""
SALT_BYTES = 32
MAX_INTEGER = 2**53 - 1

Value = Any
"""None, a bool, a whole number, text, or lists and objects of these with ASCII keys."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*/[1-9][0-9]{0,3}", re.ASCII)
_KEYS = {"format", "kind", "entry", "version", "on", "registrant", "principal", "form", "about", "fields"}


@dataclass(frozen=True)
class Opening:
    """What opens a field: its salt and its value. Shows neither."""

    salt: bytes = field(repr=False)
    value: Value = field(repr=False)

    def document(self) -> dict[str, Value]:
        """Return the opening as JSON holds it."""
        return {"salt": write_base64(self.salt), "value": self.value}


@dataclass(frozen=True)
class Leaf:
    """What was done in the register. about: the leaves that it speaks of. fields: name -> commitment."""

    kind: str
    on: date
    form: str
    version: int = 1
    entry: UUID | None = None
    registrant: UUID | None = None
    principal: UUID | None = None
    about: tuple[int, ...] = ()
    fields: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))
        if any(type(each) is not int or not 0 <= each <= MAX_INTEGER for each in (self.version, *self.about)):
            raise LeafMalformed("Versions and places are whole numbers.")
        parties = (self.entry, self.registrant, self.principal)
        if type(self.on) is not date or any(not isinstance(each, UUID | None) for each in parties):
            raise LeafMalformed("A leaf has a day, and names entries and parties by their ids.")
        if self.kind not in KINDS or not _FORM.fullmatch(self.form):
            raise LeafMalformed("A leaf has a kind and a form.")
        if list(self.about) != sorted(set(self.about)):
            raise LeafMalformed("A leaf names each other leaf once, in their order.")
        if any(not _NAME.fullmatch(name) or len(each) != HASH_BYTES for name, each in self.fields.items()):
            raise LeafMalformed("A leaf has a commitment for each field, and plain names.")


def write_leaf(leaf: Leaf) -> bytes:
    """Return a leaf as it stands in the log; raises LeafTooLong."""
    content = canonical_json(
        {
            "format": LEAF_FORMAT,
            "kind": leaf.kind,
            "entry": _text_of(leaf.entry),
            "version": leaf.version,
            "on": leaf.on.isoformat(),
            "registrant": _text_of(leaf.registrant),
            "principal": _text_of(leaf.principal),
            "form": leaf.form,
            "about": list(leaf.about),
            "fields": {name: write_base64(each) for name, each in leaf.fields.items()},
        }
    )
    if len(content) > MAX_LEAF_BYTES:
        raise LeafTooLong(f"A leaf has {MAX_LEAF_BYTES} bytes at most.")
    return content


def read_leaf(content: bytes) -> Leaf:
    """Read a leaf, to the byte as `write_leaf` writes it; raises LeafMalformed."""
    if len(content) > MAX_LEAF_BYTES:
        raise LeafTooLong(f"A leaf has {MAX_LEAF_BYTES} bytes at most.")
    try:
        document = json.loads(content.decode())
        if document.keys() != _KEYS or document.pop("format") != LEAF_FORMAT:
            raise LeafMalformed("This is not a leaf of a register.")
        fields = {name: a2b_base64(each, strict_mode=True) for name, each in document["fields"].items()}
        leaf = Leaf(
            kind=document["kind"],
            on=date.fromisoformat(document["on"]),
            form=document["form"],
            version=document["version"],
            entry=_uuid_of(document["entry"]),
            registrant=_uuid_of(document["registrant"]),
            principal=_uuid_of(document["principal"]),
            about=tuple(document["about"]),
            fields=fields,
        )
        is_the_same = write_leaf(leaf) == content
    except (EnvelopeMalformed, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise LeafMalformed("This is not a leaf of a register.") from None
    if not is_the_same:
        raise LeafMalformed("The leaf is written in another way.")
    return leaf


def new_salt() -> bytes:
    """Return a new salt. Each field of each leaf has one of its own."""
    return secrets.token_bytes(SALT_BYTES)


def open_values(values: Mapping[str, Value]) -> dict[str, Opening]:
    """Return openings for values, each with a new salt."""
    return {name: Opening(new_salt(), value) for name, value in values.items()}


def commit_field(name: str, opening: Opening) -> bytes:
    """Return the commitment to a field; raises OpeningMalformed for what has no canonical form."""
    if not _NAME.fullmatch(name) or len(opening.salt) != SALT_BYTES:
        raise OpeningMalformed("A field has a plain name, and a salt of 32 bytes.")
    try:
        value = canonical_json({"value": opening.value})
    except EnvelopeMalformed:
        raise OpeningMalformed("The value has no canonical form.") from None
    return _commit(name, opening.salt, value)


def _commit(name: str, salt: bytes, value: bytes) -> bytes:
    named = len(name).to_bytes(2) + name.encode()
    return hashlib.sha256(FIELD_DOMAIN + named + salt + value).digest()


def commit_fields(openings: Mapping[str, Opening]) -> dict[str, bytes]:
    """Return the commitments of a leaf's fields."""
    return {name: commit_field(name, opening) for name, opening in openings.items()}


def read_opening(document: object) -> Opening:
    """Read an opening from JSON; raises OpeningMalformed."""
    if not isinstance(document, dict) or document.keys() != {"salt", "value"}:
        raise OpeningMalformed("An opening has a salt and a value.")
    if not isinstance(document["salt"], str):
        raise OpeningMalformed("A salt is text.")
    return Opening(read_base64(document["salt"], OpeningMalformed, SALT_BYTES), document["value"])


def read_openings(documents: object) -> dict[str, Opening]:
    """Read the openings of a leaf from JSON; raises OpeningMalformed."""
    if not isinstance(documents, dict):
        raise OpeningMalformed("Openings have the names of their fields.")
    return {name: read_opening(document) for name, document in documents.items()}


def check_opening(leaf: Leaf, name: str, opening: Opening) -> None:
    """Raise OpeningWrong unless a field of a leaf was written with this value."""
    if name not in leaf.fields or commit_field(name, opening) != leaf.fields[name]:
        raise OpeningWrong(name)


def check_openings(leaf: Leaf, openings: Mapping[str, Opening]) -> None:
    """Raise OpeningWrong unless every opening fits its field. A field without an opening is not shown, and is fine."""
    for name, opening in openings.items():
        check_opening(leaf, name, opening)


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    salt: str
    value: msgspec.Raw


_read_written = msgspec.json.Decoder(dict[str, _Written]).decode
_read_value = msgspec.json.Decoder().decode


def open_fields(
    content: bytes, commitments: Mapping[str, bytes], only: Collection[str] | None = None
) -> dict[str, Opening]:
    """Read the openings of a leaf, kept as canonical JSON, and check each against its commitment.

    As `read_openings` and `check_openings`, many times faster: the bytes of a value are hashed as they lie there, so
    that nothing is believed of them before they are those that were committed to. only: the names of the fields that
    are wanted; what is not wanted is not looked at. Raises OpeningMalformed, OpeningWrong.
    """
    found: dict[str, Opening] = {}
    try:
        for name, written in _read_written(content).items():
            if only is not None and name not in only:
                continue
            salt = a2b_base64(written.salt, strict_mode=True)
            if name not in commitments or len(salt) != SALT_BYTES:
                raise OpeningWrong(name)
            if _commit(name, salt, b'{"value":' + bytes(written.value) + b"}") != commitments[name]:
                raise OpeningWrong(name)
            found[name] = Opening(salt, _read_value(written.value))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise OpeningMalformed("These are not openings as they are kept.") from None
    return found


def withheld_names(leaf: Leaf, openings: Mapping[str, Opening]) -> tuple[str, ...]:
    """Return the fields that a withholding or a redaction withdraws from the leaves it is about.

    Raises LeafMalformed for a leaf of another kind, and OpeningWrong when its own opening does not fit.
    """
    opening = openings.get(WITHHELD)
    if leaf.kind not in WITHDRAWING or opening is None:
        raise LeafMalformed("This leaf withdraws nothing.")
    check_opening(leaf, WITHHELD, opening)
    names = opening.value
    if not isinstance(names, list) or not all(
        isinstance(each, str) and _NAME.fullmatch(each) for each in names
    ):
        raise LeafMalformed("What is withheld is a list of fields.")
    return tuple(names)


def _text_of(identifier: UUID | None) -> str | None:
    return str(identifier) if identifier else None


def _uuid_of(text: str | None) -> UUID | None:
    return UUID(text) if text is not None else None
