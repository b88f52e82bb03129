# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can be wrong with an envelope. Messages name the failed fact and never quote the content."""


class EnvelopeError(ValueError):
    """The bytes or the document are not what they should be."""


class EnvelopeMalformed(EnvelopeError):
    """Wrong magic, damaged content or padding, JSON that is not canonical, wrong schema, wrong fields."""


class EnvelopeOversized(EnvelopeError):
    """The content is longer than MAX_CONTENT_BYTES."""


class SignatureRejected(EnvelopeError):
    """Not signed by this key for this schema. Nothing in the bytes may be used."""
