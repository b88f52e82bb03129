# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of signing in, second factors and joining. Of the sign-in library only what is needed is reached."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from safehold.desk.members import forms, views

sign_in = views.SignIn.as_view()
sign_out = login_not_required(account.LogoutView.as_view())
confirm_password = account.ReauthenticateView.as_view(form_class=forms.PasswordAgainForm)
change_password = account.PasswordChangeView.as_view(form_class=forms.NewPasswordForm)
second_factor = views.SecondFactor.as_view()
confirm_code = mfa.ReauthenticateView.as_view(form_class=forms.CodeAgainForm)
add_app = totp.ActivateTOTPView.as_view(form_class=forms.AddAppForm)
add_passkey = passkeys.AddWebAuthnView.as_view(form_class=forms.AddPasskeyForm)

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", second_factor, name="mfa_authenticate"),
    path("sign-out/", sign_out, name="account_logout"),
    path("confirm/password/", confirm_password, name="account_reauthenticate"),
    path("confirm/code/", confirm_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("password/", change_password, name="account_change_password"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/app/add/", add_app, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("language/", views.choose_language, name="member_language"),
    path("members/invite", views.invite, name="member_invite"),
    path("members/<uuid:member_id>/active", views.set_active, name="member_active"),
    path("join/<str:token>", views.join, name="member_join"),
]
