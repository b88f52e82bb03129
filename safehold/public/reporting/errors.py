# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can fail on the reporter's side. No error carries a word typed, a receipt or a capability."""


class ReportingError(Exception):
    """Base of the refusals of this domain."""


class DeskNotOpen(ReportingError):
    """No organisation can receive yet, or the one chosen cannot: there is no list that may be trusted."""


class ReceiptUnknown(ReportingError):
    """The code is well formed and leads nowhere: never sent, or closed."""


class CapabilityUnknown(ReportingError):
    """The address for files leads nowhere: wrong, ended, or its mailbox was closed."""


class MailboxTampered(ReportingError):
    """The mailbox is not the one its receipt was made with: somebody changed its row."""


class FileRefused(ReportingError):
    """The file was not kept. The words, which came first, are not touched by this."""


class FileMissing(FileRefused):
    """No file was chosen."""


class FileEmpty(FileRefused):
    """The file holds nothing."""


class FileTooLarge(FileRefused):
    """The file is longer than MAX_FILE_BYTES; reading it was stopped."""


class FilesTooMany(FileRefused):
    """The mailbox holds MAX_FILES already."""


class FilesDeferred(FileRefused):
    """Space or upload slots run short: the same file will be welcome later."""
