# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep something from being done with an item of evidence. Nothing was written."""

from django.http import Http404


class ItemUnknown(Http404):
    """There is no such item for this member: it does not exist, or it is in another case."""


class EvidenceRefused(Exception):
    """It was not done."""


class NothingChosen(EvidenceRefused):
    """No item was chosen."""


class NoRoom(EvidenceRefused):
    """The disk is short of space."""


class FileMissing(EvidenceRefused):
    """No file came with the form."""


class FileEmpty(EvidenceRefused):
    """The file has no bytes."""


class FileTooLarge(EvidenceRefused):
    """The file is larger than this desk keeps."""


class BytesGone(EvidenceRefused):
    """The bytes of the item are not kept: only described, or destroyed."""


class BytesBroken(EvidenceRefused):
    """The bytes are missing in the store, or are not what was received."""


class ItemHeld(EvidenceRefused):
    """A hold is on the item, or on its case."""


class LeadNeeded(EvidenceRefused):
    """Only a lead does this."""


class CustodyOutrun(EvidenceRefused):
    """Something else happened to an item meanwhile. The same again goes through."""


class NotMade(EvidenceRefused):
    """No copy could be made. `status` and `reason`: how the look ended."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status, self.reason = status, reason
