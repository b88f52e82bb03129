# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of an authenticator app: its secret, encrypted under a key from the site's own, and the codes it shows.

The codes are those of RFC 6238 (SHA-1, six digits, 30 seconds), by the library `cryptography`.
"""

import hashlib
import io
import secrets
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

SECRET_BYTES = 20
DIGITS = 6
STEP_SECONDS = 30
ISSUER = "Safehold register"


def new_secret() -> str:
    """Return a secret in base 32, as apps take it when it is typed."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def close_secret(secret: str) -> str:
    return urlsafe_b64encode(_box().encrypt(secret.encode())).decode()


def open_secret(closed: str) -> str | None:
    """Return the secret; None where the site's key is no longer the one it was made with."""
    try:
        return _box().decrypt(urlsafe_b64decode(closed)).decode()
    except (CryptoError, ValueError):
        return None


def step_of(secret: str, typed: str, steps: Iterable[int]) -> int | None:
    """Return the step of time whose code was typed; None where it is none of these."""
    for step in steps:
        if secrets.compare_digest(code_at(secret, step), typed):
            return step
    return None


def code_at(secret: str, step: int) -> str:
    """Return the six digits of one step of time."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def picture_of(secret: str, number: str) -> str:
    """Return the secret as a picture that an app reads: an SVG without styles or scripts of its own."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    address = _totp(secret).get_provisioning_uri(number, ISSUER)
    drawn = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=2).save(drawn)
    return drawn.getvalue().decode().partition("?>")[2].strip()


def _totp(secret: str) -> TOTP:
    return TOTP(b32decode(secret), DIGITS, SHA1(), STEP_SECONDS, enforce_key_length=False)  # noqa: S303


def _box() -> SecretBox:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"register apps").digest()
    return SecretBox(key)
