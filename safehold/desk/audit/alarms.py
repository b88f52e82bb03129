# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each kind of alarm means, and what to do, in words that a lead can read under stress."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safehold.desk.audit.models import Alarm

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """`page`: the name of the page where one looks first."""

    title: Text
    meaning: Text
    to_do: Text
    page: str
    page_name: Text


_KEYS = ("vault:keys", _("Look at the keys"))
_MEMBERS = ("members:list", _("Look at the members"))
_RECORD = ("audit:list", _("Look at what was done"))

_ASK_WHO = _("Ask whoever runs the public server who could write to its database.")
_SENT_AGAIN = _("The newest list is on its way again, and no report was lost.")

WORDS = {
    "wrote-after-end": Words(
        _("Somebody wrote while their case was being destroyed"),
        _(
            "Their words reached the desk, sealed, after the case had ended. They are kept as they came. What they "
            "were an answer to is gone, and their code opens nothing any more."
        ),
        _("If you can still reach them in another way, ask them to send a new report."),
        "retention:ended",
        _("Look at what has ended"),
    ),
    "list-older": Words(
        _("Somebody put an old list on the public site"),
        _(
            "The public site keeps the newest list it has seen and goes on using it. "
            "The newest list is on its way again."
        ),
        _ASK_WHO,
        *_KEYS,
    ),
    "list-foreign": Words(
        _("Somebody put a list on the public site that we did not sign"),
        _("The public site does not use such a list. Ours is on its way again, and no report was lost."),
        _ASK_WHO,
        *_KEYS,
    ),
    "list-missing": Words(
        _("A signed list has gone from the public site"),
        _SENT_AGAIN,
        _("If nobody has just restored or moved that server, ask whoever runs it what happened."),
        *_KEYS,
    ),
    "list-ahead": Words(
        _("The public site holds a newer list than this desk remembers signing"),
        _(
            "Either this desk was brought back from an older backup, or somebody has a copy of the key that signs "
            "your lists. When a lead unlocks, a list above that one is signed by itself."
        ),
        _("If nobody restored a backup just now, tell the other leads at once, by voice."),
        *_KEYS,
    ),
    "decoy-read": Words(
        _("Somebody read a case that is there as a decoy"),
        _("No one has a reason to open it. The record says who did."),
        _("Talk with that member first. If it was not them, close their account and remove them."),
        *_RECORD,
    ),
    "chain-broken": Words(
        _("The record of what was done does not hold"),
        _("Rows were changed or taken out in the database, outside Safehold."),
        _(
            "Keep your last export of the record, and tell whoever runs the desk before anything else is done."
        ),
        *_RECORD,
    ),
    "recipient-changed": Words(
        _("A member's key was changed in the database"),
        _("It is not the key that a lead admitted, so nothing was sealed to it."),
        _("Give that member new unlock words, compare the name of their key by voice, and admit them again."),
        *_MEMBERS,
    ),
    "key-unreadable": Words(
        _("Some keys were changed in the database"),
        _("They did not open when the keys were changed after a removal. What they open cannot be read now."),
        _("Tell whoever runs the desk: a backup has these keys as they were."),
        *_RECORD,
    ),
    "vault-foreign": Words(
        _("Some keys were changed in the database"),
        _("It is not the key that a lead admitted, so nothing was sealed to it."),
        _(
            "Keep your last export of the record, and tell whoever runs the desk before anything else is done."
        ),
        *_RECORD,
    ),
    "kit-changed": Words(
        _("The recovery kit was changed in the database"),
        _("It is not the kit that a lead made, so nothing more was sealed to it."),
        _("Tell whoever runs the desk. Then make a new kit, and read two of its sheets back."),
        "vault:kit",
        _("Look at the recovery kit"),
    ),
    "case-unreadable": Words(
        _("A case could not be given its new key"),
        _("Something in it was changed in the database, outside Safehold. It keeps its old key until then."),
        _("Tell whoever runs the desk. When you settle this alarm, the case is tried again."),
        *_RECORD,
    ),
    "case-changed": Words(
        _("Something in a case was changed in the database"),
        _("It is not what was sealed there, so nobody was shown it. Nothing was deleted."),
        _("Tell whoever runs the desk before anything else is done: a backup has the case as it was."),
        *_RECORD,
    ),
    "file-changed": Words(
        _("A file of a case is missing, or was changed"),
        _("What lies in the store is not what was sent, so it was given to nobody."),
        _("Tell whoever runs the desk before anything else is done: a backup has the file as it was."),
        *_RECORD,
    ),
    "custody-broken": Words(
        _("The custody of an item of evidence was changed in the database"),
        _(
            "A row of it is not the one that was written. The item itself may be as it was: that is checked apart."
        ),
        _("Change nothing. A hand-over from before, a stamp of time, or a backup shows what stood there."),
        *_RECORD,
    ),
    "register-broken": Words(
        _("The register's log does not hold"),
        _(
            "A leaf was changed or taken out in the database, or the database was put back to an older day. Nothing "
            "was signed since."
        ),
        _("Tell whoever runs the desk before anything else is done. The public site has the log as it was."),
        *_RECORD,
    ),
    "register-key": Words(
        _("The register's log cannot be signed"),
        _(
            "The file with its key is not there, or others than the desk's user can read it, or it is another key."
        ),
        _("Tell whoever runs the desk. What was published waits, and nothing is lost."),
        *_RECORD,
    ),
    "register-witness": Words(
        _("A witness refused a checkpoint of the register"),
        _("It has seen another history of this log, or it does not know the log."),
        _("Ask whoever runs the witness what it answered. Until then the register says who cosigned it."),
        *_RECORD,
    ),
    "closing-unfinished": Words(
        _("A consent was taken back, and something that stood on it could not be closed"),
        _("The withdrawal holds: nothing more is shared. Closing what was open is tried again every minute."),
        _("Look at the shares of your cases. If one is still open in an hour, tell whoever runs the desk."),
        *_RECORD,
    ),
    "worker-refused": Words(
        _("Background work was stopped"),
        _("What asked for keys could not show that it is one of our own workers. It was given nothing."),
        _("Tell whoever runs the desk. Unlock again once they have looked: the work goes on by itself."),
        *_RECORD,
    ),
}
"""By kind. A kind without words here is shown as `UNNAMED`."""

UNNAMED = Words(
    _("Something needs to be looked at"),
    _("This version of Safehold has no words for it."),
    _("Tell whoever runs the desk."),
    *_RECORD,
)


@dataclass(frozen=True)
class Shown:
    """An alarm with its words, as pages show it."""

    alarm: Alarm
    words: Words


def put_into_words(alarms: Iterable[Alarm]) -> list[Shown]:
    return [Shown(alarm, WORDS.get(alarm.kind, UNNAMED)) for alarm in alarms]
