# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An account: making one, the password, the authenticator app, recovery codes, closing it."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.public.register.actions import accounts as actions
from safehold.public.register.adapters import authenticator
from safehold.public.register.errors import AppPresent, CodeWrong
from safehold.public.register.forms.account import (
    AppForm,
    ChangePasswordForm,
    LostPasswordForm,
    NewPasswordForm,
    PasswordAgainForm,
)
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.queries import accounts as queries
from safehold.public.register.rules import accounts as rules
from safehold.public.register.views.door import NOT_YOURS, UNPROCESSABLE, signed_in, source, told_in
from safehold.web import clock
from safehold.web.errors import kind_page

NEW_APP = "new app"
"""What a session calls the secret of an app that is being added."""


@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Make an account, and show its number and its recovery codes once, as the answer itself."""
    form = NewPasswordForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with told_in(form):
            made = actions.open_account(form.cleaned_data["password"], clock.today())
            actions.begin_session(request.session, made.registrant, clock.now())
            return _show_codes(request, made.registrant, made.codes, is_new=True)
    return _page(request, "new", form)


@require_http_methods(["GET", "HEAD", "POST"])
def lost_password(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001
    """Set a new password with a recovery code."""
    form = LostPasswordForm(request.POST or None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        with told_in(form, _("Number and codes do not belong together. Please check all of them.")):
            registrant = actions.reset_password(
                typed["number"],
                typed["recovery"],
                typed["code"],
                typed["password"],
                source=source(request),
                now=clock.now(),
            )
            actions.begin_session(request.session, registrant, clock.now())
            return _home()
    return _page(request, "lost_password", form)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest, language: str) -> HttpResponse:
    """Sign out; who follows a link is only asked."""
    if request.method != "POST":
        return _home()
    request.session.flush()
    return kind_page(
        request,
        200,
        _("You are signed out"),
        _("Drafts and filings are kept. Sign in again to go on with them."),
        next_address=reverse("register:account", args=[language]),
        next_action=_("Sign in"),
    )


@signed_in("GET")
def settings_page(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    context = {"registrant": registrant, "codes_left": queries.count_codes(registrant)}
    return render(request, "register/account/settings.html", context | _shown(registrant))


@signed_in("GET", "POST")
def change_password(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    form = ChangePasswordForm(request.POST if _is_sent(request, "old") else None)

    def do() -> HttpResponse:
        actions.set_password(registrant, form.cleaned_data["password"])
        actions.begin_session(request.session, registrant, clock.now())
        return _settings()

    return _after_password(request, registrant, "password", form, "old", do)


@signed_in("GET", "POST")
def add_app(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    """Add an authenticator app. Its secret waits in the session, whose row is encrypted, until a code has shown that
    the app has it. One that is there is removed first, which asks for the password.
    """
    if registrant.has_app:
        request.session.pop(NEW_APP, None)
        return _settings()
    secret = request.session.get(NEW_APP) or authenticator.new_secret()
    request.session[NEW_APP] = secret
    form = AppForm(request.POST if _is_sent(request, "code") else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_app(registrant, secret, form.cleaned_data["code"], clock.now())
        except AppPresent:
            return _settings()
        except CodeWrong:
            form.add_error(
                "code",
                _(
                    "This code does not fit. Codes change every 30 seconds: wait for the next one and type it."
                ),
            )
        else:
            del request.session[NEW_APP]
            return _settings()
    shown = {
        "picture": mark_safe(authenticator.picture_of(secret, registrant.number)),  # noqa: S308 - drawn here
        "secret": " ".join(rules.grouped(secret)),
    }
    return _page(request, "app", form, registrant, **shown)


@signed_in("GET", "POST")
def remove_app(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    def do() -> HttpResponse:
        actions.remove_app(registrant)
        return _settings()

    return _asked_again(request, registrant, "app_remove", do)


@signed_in("GET", "POST")
def renew_codes(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    """Make new recovery codes, shown once as the answer itself."""

    def do() -> HttpResponse:
        return _show_codes(request, registrant, actions.renew_codes(registrant), is_new=False)

    return _asked_again(request, registrant, "codes_renew", do)


@signed_in("GET", "POST")
def close_account(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    def do() -> HttpResponse:
        actions.close_account(registrant)
        request.session.flush()
        return kind_page(
            request,
            200,
            _("Your account is closed"),
            _(
                "Your drafts are deleted here. What the register has published stays published, and what you "
                "have sent is with the office."
            ),
        )

    return _asked_again(request, registrant, "close", do)


def _asked_again(
    request: HttpRequest, registrant: Registrant, name: str, do: Callable[[], HttpResponse]
) -> HttpResponse:
    """Ask for the password once more, then do it."""
    form = PasswordAgainForm(request.POST if _is_sent(request, "password") else None)
    return _after_password(request, registrant, name, form, "password", do)


def _after_password(
    request: HttpRequest,
    registrant: Registrant,
    name: str,
    form: Form,
    field: str,
    do: Callable[[], HttpResponse],
) -> HttpResponse:
    """Do it once the password in a field of the form is the registrant's; else show the page of that name again."""
    if form.is_bound and form.is_valid():
        with told_in(form, NOT_YOURS):
            actions.check_password(registrant, form.cleaned_data[field], source=source(request))
            return do()
    return _page(request, name, form, registrant)


def _page(
    request: HttpRequest, name: str, form: object, registrant: Registrant | None = None, **shown: object
) -> HttpResponse:
    status = UNPROCESSABLE if getattr(form, "is_bound", False) else 200
    context = {"form": form, **(_shown(registrant) if registrant else {}), **shown}
    return render(request, f"register/account/{name}.html", context, status=status)


def _shown(registrant: Registrant) -> dict[str, object]:
    return {"registrant": registrant, "account_number": " ".join(rules.grouped(registrant.number, 3))}


def _show_codes(
    request: HttpRequest, registrant: Registrant, codes: tuple[str, ...], *, is_new: bool
) -> HttpResponse:
    shown = {
        "is_new": is_new,
        "groups": rules.grouped(registrant.number, 3),
        "codes": [" ".join(rules.grouped(code)) for code in codes],
    }
    return render(request, "register/account/codes.html", _shown(registrant) | shown)


def _is_sent(request: HttpRequest, name: str) -> bool:
    """Whether this form was sent, and not the sign-in form before it."""
    return request.method == "POST" and name in request.POST


def _home() -> HttpResponse:
    return HttpResponseRedirect(reverse("register:account", args=[get_language()]))


def _settings() -> HttpResponse:
    return HttpResponseRedirect(reverse("register:account-settings", args=[get_language()]))
