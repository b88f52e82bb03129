# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests to a time stamping authority, and its answers (RFC 3161). Nothing here reaches a network.

An answer is hostile until it was verified: `read_stamp` says what it claims, `verify_stamp` whether it is true.
`openssl ts -verify` gives the same verdict; tests hold both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import rfc3161_client as tsp
from cryptography import x509

from safehold.core.timestamps.errors import (
    RootsMalformed,
    StampDenied,
    StampForeign,
    StampForged,
    StampMalformed,
    StampUntrusted,
)

LARGEST_RESPONSE_BYTES = 1 << 20
GRANTED = 0
_REQUEST = bytes.fromhex("30390201013031300d060960864801650304020105000420")
"""TimeStampReq (2.4.1) up to the hash: version 1, SHA-256."""
_WITH_CERTIFICATE = b"\x01\x01\xff"
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_DATES = re.compile("not yet valid|expired")


@dataclass(frozen=True)
class Stamp:
    """What an answer says. authority: the name in the certificate that signed. serial: the stamp's number there."""

    stamped_at: datetime
    authority: str
    serial: int
    manifest_sha256: str


def make_request(manifest_sha256: str) -> bytes:
    """Return the request for a manifest, in DER.

    It carries no nonce (2.4.1: OPTIONAL): the manifest names a random batch, so its hash was never asked for before,
    and the request can be made again from the hash alone.
    """
    digest = bytes.fromhex(manifest_sha256)
    if len(digest) != 32:
        raise ValueError("A request is made for a SHA-256.")
    return _REQUEST + digest + _WITH_CERTIFICATE


def read_stamp(response: bytes) -> Stamp:
    """Read what an answer claims, unverified. Raises StampMalformed or StampDenied."""
    answer = _decode(response)
    return _read(answer)


def verify_stamp(response: bytes, manifest_sha256: str, roots: Iterable[bytes]) -> Stamp:
    """Return the stamp that an authority under one of `roots` (PEM) gave for a manifest.

    Raises StampMalformed, StampDenied, StampForeign, StampUntrusted, StampForged, RootsMalformed. The certificates must
    have been valid at the time of the stamp, not now.
    """
    answer = _decode(response)
    stamp = _read(answer)
    if stamp.manifest_sha256 != manifest_sha256:
        raise StampForeign
    verifier = tsp.VerifierBuilder(roots=_read_roots(roots)).build()
    try:
        verifier.verify(answer, bytes.fromhex(manifest_sha256))
    except tsp.VerificationError as error:
        raise _explain(str(error)) from None
    except Exception:
        raise StampMalformed from None
    return stamp


def _decode(response: bytes) -> tsp.TimeStampResponse:
    if len(response) > LARGEST_RESPONSE_BYTES:
        raise StampMalformed
    try:
        answer = tsp.decode_timestamp_response(response)
        status = int(answer.status)
    except Exception:  # a parser of hostile bytes; it raises ValueError, KeyError and others
        raise StampMalformed from None
    if status != GRANTED:
        raise StampDenied(status)
    return answer


def _read(answer: tsp.TimeStampResponse) -> Stamp:
    try:
        told = answer.tst_info
        imprint = told.message_imprint
        is_sha256 = imprint.hash_algorithm == _SHA256
        stamp = Stamp(told.gen_time, _signer_of(answer), told.serial_number, imprint.message.hex())
    except Exception:
        raise StampMalformed from None
    if not is_sha256:
        raise StampForeign
    return stamp


def _signer_of(answer: tsp.TimeStampResponse) -> str:
    """Return the subject of the certificate that signed, as it stands in the answer."""
    (signer,) = answer.signed_data.signer_infos
    for each in answer.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(each)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return certificate.subject.rfc4514_string()
    raise ValueError("The certificate that signed is not in the answer.")


def _read_roots(roots: Iterable[bytes]) -> list[x509.Certificate]:
    try:
        found = [each for pem in roots for each in x509.load_pem_x509_certificates(pem)]
    except ValueError:
        raise RootsMalformed from None
    if not found:
        raise RootsMalformed
    return found


def _explain(words: str) -> Exception:
    """Say which of our errors the library's words mean.

    A certificate that was not valid at the time which the stamp names: the time was changed, or the authority signed
    with a key whose certificate had ended. Neither is a time to believe.
    """
    if "certificate verify error" in words:
        return StampForged() if _DATES.search(words) else StampUntrusted()
    if "EKU" in words or "leaf certificate" in words:
        return StampUntrusted()
    return StampForeign() if "Mismatch" in words else StampForged()
