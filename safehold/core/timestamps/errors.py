# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a time stamp. Messages name the failed fact."""


class StampError(Exception):
    """A time stamp is not what it should be."""


class ManifestMalformed(StampError):
    """The bytes are not a manifest that a desk writes."""


class StampMalformed(StampError):
    """The bytes are not the answer of a time stamping authority."""


class StampDenied(StampError):
    """The authority answered, and gave no stamp. `status`: PKIStatus of RFC 3161, 2.4.2."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The authority gave no stamp (status {status}).")
        self.status = status


class StampForeign(StampError):
    """The stamp is for something else than this manifest."""


class StampUntrusted(StampError):
    """The stamp's certificate does not lead to any of the roots, or is none for time stamps."""


class StampForged(StampError):
    """The signature does not cover what the stamp says: it was changed, or dated anew."""


class RootsMalformed(StampError):
    """A root is not a certificate in PEM form, or there is none."""
