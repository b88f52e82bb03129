# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can fail on the public side of the register. No error carries a word that somebody typed."""

from django.http import Http404


class RegisterError(Exception):
    """Base of the refusals of this domain."""


class PublicationWrong(RegisterError):
    """A leaf was not taken: its index is not the next one, it differs from the leaf that lies there, it cannot be
    read, or an opening does not fit."""


class CheckpointWrong(RegisterError):
    """A checkpoint was not taken: the pinned key did not sign it, or it is not the root of the leaves here."""


class CosignatureWrong(RegisterError):
    """A cosignature was not taken: for no checkpoint held here, or of no witness that this site knows."""


class LogKeyMissing(RegisterError):
    """No key of the log is pinned here: nothing can be checked, so nothing is taken or shown."""


class NothingPublished(RegisterError):
    """No checkpoint covers anything yet."""


class ThingUnknown(RegisterError, Http404):
    """No entry, version, entity or tile is there under this address."""


class LogDamaged(RegisterError):
    """What lies here does not fit the signed checkpoint: nothing of it may be shown."""


class AccountClosed(RegisterError):
    """Nobody is signed in, or the account is there no more."""


class PasswordWrong(RegisterError):
    """Number, password and code do not belong together. Which of them is not said."""


class TooManyAttempts(RegisterError):
    """Too many wrong ones for this account from this source; it passes by itself."""


class TooManyAtOnce(RegisterError):
    """Too many passwords are being checked at this moment."""


class CodeWrong(RegisterError):
    """The digits of the authenticator app do not fit."""


class AppPresent(RegisterError):
    """There is an authenticator app already; it is removed before another one is added."""


class FilingUnknown(RegisterError, Http404):
    """There is no such draft or filing of this registrant; another's is the same answer."""


class DraftChanged(RegisterError):
    """The draft is not as it was when it was read through."""


class DraftIncomplete(RegisterError):
    """Something that must be filled in is missing, or could not be read."""


class TooManyDrafts(RegisterError):
    """The registrant has as many drafts as one may have."""


class StepNotOpen(RegisterError):
    """A filing can be changed, ended or corrected only in the state that allows it."""


class AnswerWrong(RegisterError):
    """An answer of the office has no state that is one, or no words where words are owed."""


class ExportRunning(RegisterError):
    """Somebody else is writing the data files at this moment."""


class AlertsFull(RegisterError):
    """As many alerts wait to be confirmed as the site keeps."""


class AlertUnknown(RegisterError, Http404):
    """No alert belongs to this link: it was ended, or never confirmed in time."""


class MailServerAway(RegisterError):
    """The mail server cannot be reached, or takes nothing from us: nothing was sent, and can be later."""


class LetterLater(RegisterError):
    """The mail server does not take this letter now. It was not sent."""


class LetterRefused(RegisterError):
    """The mail server will not take this letter: there is no such receiver, or it wants none of ours."""


class LetterUnsure(RegisterError):
    """The connection ended while a letter was handed over: nobody knows whether it was taken."""
