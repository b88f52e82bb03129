# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the sign-in library (allauth) meets this house.

Signing up is closed: a member joins by invitation. No mail is sent. No address of a client is kept: attempt limits see
a keyed hash (`sources`). A wrong name, a wrong password and an account that was closed get the same answer.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from safehold.desk.members import rules
from safehold.web.signing_in.sources import source_of

NO_MATCH = _("This name and password do not match. Check both, or ask the lead of your organisation.")
WRONG_CODE = _("This code does not fit. Codes change every 30 seconds: wait for the next one and type it.")
TOO_MANY = _("Too many tries from here. Wait five minutes, then try again. Nothing is lost.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, without sign-up, mail, or a memory of addresses."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_MATCH,
        "account_inactive": NO_MATCH,
        "invalid_login": NO_MATCH,
        "incorrect_password": _("This is not your password. Check it and type it again."),
        "enter_current_password": _("This is not your password. Check it and type it again."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what stands for the client's address in attempt limits."""
        try:
            address = super().get_client_ip(request)
        except PermissionDenied:
            address = None
        return source_of(request, address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords per account *and* source: guessing elsewhere does not lock the owner out."""
        name = rules.canonical_username(str(credentials.get("username", "")))
        return f"{self.get_client_ip(request)}:{name}"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Answer a closed account like an unknown one."""
        credentials["username"] = rules.canonical_username(str(credentials.get("username", "")))
        member = super().authenticate(request, **credentials)
        return member if member is not None and member.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        messages.error(request, NO_MATCH)
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Pass on errors and the few successes that a page does not show by itself; never a name."""
        text = message or SAID.get(message_template or "")
        if text and (level >= messages.ERROR or message_template in SAID):
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the desk knows no mail address."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the desk knows no mail address."""


SAID = {
    "account/messages/password_changed.txt": _("Your password is changed. Other places are signed out."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors. Their secrets are encrypted at rest under a key from the site's secret, which is no row."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("This is your last second factor. Add another one first."),
        "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return urlsafe_b64encode(_box().encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(urlsafe_b64decode(encrypted_text)).decode()
        except (CryptoError, ValueError):
            raise ImproperlyConfigured(
                "The secret key is not the one that second factors were made with."
            ) from None

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Keep at least one second factor."""
        others = type(authenticator).objects.filter(user=authenticator.user_id, type__in=("totp", "webauthn"))
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Suggest a name for a new passkey: the member may type a better one."""
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return "Safehold"


def _box() -> SecretBox:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factors").digest()
    return SecretBox(key)
