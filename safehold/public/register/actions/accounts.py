# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done to an account. Passwords are derived before a transaction opens, never inside."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError
from django.db.models import QuerySet

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register.adapters import authenticator, passwords
from safehold.public.register.errors import AppPresent, CodeWrong, PasswordWrong, TooManyAttempts
from safehold.public.register.models.accounts import RecoveryCode, Registrant, RegistrantSession
from safehold.public.register.models.filings import Draft, Filing
from safehold.public.register.queries import accounts as queries
from safehold.public.register.rules import accounts as rules
from safehold.web.signing_in.attempts import forgive, use_attempt

ATTEMPT = "register account"


@dataclass(frozen=True)
class NewAccount:
    """An account, and the recovery codes that are shown once."""

    registrant: Registrant
    codes: tuple[str, ...]


def open_account(password: str, on: date) -> NewAccount:
    """Make an account with a number of its own. Raises TooManyAtOnce."""
    kept, codes = passwords.derive(password), _new_codes()
    while True:
        number = rules.number_from(secrets.randbits(64), rules.ACCOUNT_DIGITS)
        registrant = Registrant(number=number, password=kept, joined_on=on)
        try:
            with atomic_for(Registrant, durable=True):
                registrant.save(force_insert=True)
                _keep_codes(registrant, codes)
        except IntegrityError:
            if queries.find_registrant(number) is None:
                raise
            continue
        return NewAccount(registrant, codes)


def sign_in(
    session: SessionBase, typed: str, password: str, code: str, *, source: str, now: datetime
) -> Registrant:
    """Begin a session. Raises PasswordWrong, TooManyAttempts, TooManyAtOnce.

    A wrong number, password or code is one and the same answer, after the same time.
    """
    number = rules.read_number(typed) or ""
    registrant = queries.find_registrant(number)
    with passwords.place():
        _use_attempt(number, source)
        fits = passwords.fits(password, registrant.password if registrant else None)
    if registrant is None or not fits or not _second_fits(registrant, code, now):
        raise PasswordWrong
    forgive(ATTEMPT, number, source)
    begin_session(session, registrant, now)
    return registrant


def begin_session(session: SessionBase, registrant: Registrant, now: datetime) -> None:
    """Give the browser a new session, whatever it brought."""
    session.flush()
    session[queries.REGISTRANT] = str(registrant.pk)
    session[queries.PRINT] = queries.print_of(registrant)
    session[queries.BEGAN] = session[queries.SEEN] = now.timestamp()


def notice(session: SessionBase, now: datetime) -> None:
    """Let a session begin its idle time anew; written once a minute at most."""
    if rules.is_due_to_be_noticed(session[queries.SEEN], now.timestamp()):
        session[queries.SEEN] = now.timestamp()


def check_password(registrant: Registrant, password: str, *, source: str) -> None:
    """Ask once more who is there, before something that cannot be undone.

    Raises PasswordWrong, TooManyAttempts, TooManyAtOnce.
    """
    with passwords.place():
        _use_attempt(registrant.number, source)
        if not passwords.fits(password, registrant.password):
            raise PasswordWrong
    forgive(ATTEMPT, registrant.number, source)


def set_password(registrant: Registrant, password: str) -> None:
    """Change the password. Every session ends with the old one; the caller begins a new one."""
    registrant.password = passwords.derive(password)
    with atomic_for(Registrant, durable=True):
        registrant.save(update_fields=["password"])


def reset_password(
    typed: str, recovery_code: str, code: str, password: str, *, source: str, now: datetime
) -> Registrant:
    """Set a new password with a recovery code instead of the old one.

    With an authenticator app, its code is asked too; or a second recovery code. Raises PasswordWrong, TooManyAttempts,
    TooManyAtOnce.
    """
    number = rules.read_number(typed) or ""
    with passwords.place():
        _use_attempt(number, source)
        kept = passwords.derive_in_place(password)
    registrant = queries.find_registrant(number)
    if registrant is None:
        raise PasswordWrong
    same = rules.canonical_code(recovery_code) == rules.canonical_code(code)
    with atomic_for(Registrant, durable=True):
        has_code = _codes(registrant, recovery_code).exists()
        if not has_code or (registrant.has_app and same) or not _second_fits(registrant, code, now):
            raise PasswordWrong
        _codes(registrant, recovery_code).delete()
        registrant.password = kept
        registrant.save(update_fields=["password"])
    forgive(ATTEMPT, number, source)
    return registrant


def add_app(registrant: Registrant, secret: str, typed: str, now: datetime) -> None:
    """Ask for codes of an authenticator app from now on. Raises CodeWrong; AppPresent where there is one already."""
    step = authenticator.step_of(secret, typed, rules.steps_around(now.timestamp()))
    if step is None:
        raise CodeWrong
    closed = authenticator.close_secret(secret)
    with atomic_for(Registrant, durable=True):
        without = Registrant.objects.filter(pk=registrant.pk, app_secret="")
        if not without.update(app_secret=closed, app_step=step):
            raise AppPresent


def remove_app(registrant: Registrant) -> None:
    registrant.app_secret, registrant.app_step = "", 0
    with atomic_for(Registrant, durable=True):
        registrant.save(update_fields=["app_secret", "app_step"])
    erase_from_log(Registrant)


def renew_codes(registrant: Registrant) -> tuple[str, ...]:
    """Make new recovery codes; the old ones open nothing any more."""
    codes = _new_codes()
    with atomic_for(Registrant, durable=True):
        RecoveryCode.objects.filter(registrant=registrant).delete()
        _keep_codes(registrant, codes)
    return codes


def close_account(registrant: Registrant) -> None:
    """Delete the account, its drafts, and what the office has collected. What it has not yet is kept until then."""
    with atomic_for(Registrant, durable=True):
        Draft.objects.filter(registrant=registrant).delete()
        Filing.objects.filter(registrant=registrant).exclude(collected_on=None).delete()
        registrant.delete()
    erase_from_log(Registrant)


def purge_sessions(now: datetime) -> int:
    """Delete sessions that have ended by themselves; return how many."""
    with atomic_for(RegistrantSession):
        return RegistrantSession.objects.filter(expire_date__lte=now).delete()[0]


def _use_attempt(number: str, source: str) -> None:
    if not use_attempt(ATTEMPT, number, source):
        raise TooManyAttempts


def _second_fits(registrant: Registrant, typed: str, now: datetime) -> bool:
    """Whether a second factor is not asked, or is there: a code of the app, or a recovery code. Each works once."""
    if not registrant.has_app:
        return True
    digits = "".join(typed.split())
    secret = authenticator.open_secret(registrant.app_secret)
    step = authenticator.step_of(secret, digits, rules.steps_around(now.timestamp())) if secret else None
    with atomic_for(Registrant):
        if step is not None:
            rows = Registrant.objects.filter(pk=registrant.pk, app_step__lt=step)
            return rows.update(app_step=step) == 1
        return _codes(registrant, typed).delete()[0] == 1


def _codes(registrant: Registrant, typed: str) -> QuerySet[RecoveryCode]:
    return RecoveryCode.objects.filter(registrant=registrant, code_hash=rules.code_hash(typed))


def _new_codes() -> tuple[str, ...]:
    return tuple(rules.code_text(secrets.token_bytes(rules.CODE_BYTES)) for _ in range(rules.CODES))


def _keep_codes(registrant: Registrant, codes: tuple[str, ...]) -> None:
    RecoveryCode.objects.bulk_create(
        RecoveryCode(registrant=registrant, code_hash=rules.code_hash(code)) for code in codes
    )
