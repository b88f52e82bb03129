# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each page of the desk answers to each member of the cast. A table to read, not code.

A number is the status of the answer, `>page` a redirect to that page. One answer means that all members get it. Ids in
addresses are of noor's organisation. *locked*: signed in, six words not typed. All have just confirmed their password.
Whoever has no account (amina, stranger, operator) is led to the sign-in page, except on the pages in `OPEN_TO_ALL`.

405 comes before any look at an object, for everybody alike: it says nothing about what exists.
"""

COLUMNS = (
    "lead",
    "lead locked",
    "noor",
    "noor locked",
    "auditor",
    "tenzin",
    "tenzin locked",
    "tenzins_lead",
)
WITHOUT_ACCOUNT = ("amina", "stranger", "operator")

#                                 lead     locked   noor     locked   auditor  tenzin   locked   his lead
TABLE = """
home:day                    GET   200
home:day                    POST  405
home:case                   GET   200      >unlock  200      >unlock  404      404      404      404
home:case                   POST  >case    423      >case    423      404      404      404      404

inbox:queue                 GET   200      200      200      200      403      200      200      200
inbox:queue                 POST  405      405      405      405      403      405      405      405
inbox:open                  GET   405
inbox:open                  POST  >case    423      >case    423      404      404      404      404

cases:list                  GET   200      200      200      200      403      200      200      200
cases:list                  POST  405      405      405      405      403      405      405      405
cases:renewal               GET   200      200      200      200      403      200      200      200
cases:renewal               POST  405      405      405      405      403      405      405      405
cases:reply                 GET   405
cases:reply                 POST  422      423      422      423      404      404      404      404
cases:note                  GET   405
cases:note                  POST  422      423      422      423      404      404      404      404
cases:title                 GET   405
cases:title                 POST  422      423      422      423      404      404      404      404
cases:state                 GET   405
cases:state                 POST  422      423      422      423      404      404      404      404
cases:assign                GET   405
cases:assign                POST  >case    423      >case    423      404      404      404      404
cases:triage                GET   405
cases:triage                POST  422      423      422      423      404      404      404      404

vault:unlock                GET   >day     200      >day     200      403      >day     200      >day
vault:unlock                POST  200      200      200      200      403      200      200      200
vault:lock                  GET   200
vault:lock                  POST  >unlock  >unlock  >unlock  >unlock  >day     >unlock  >unlock  >unlock
vault:enrol                 GET   200      200      200      200      403      200      200      200
vault:enrol                 POST  200      200      200      200      403      200      200      200
vault:keys                  GET   200      200      403      403      403      403      403      200
vault:keys                  POST  405      405      403      403      403      403      403      405
vault:kit                   GET   200      >unlock  403      403      403      403      403      200
vault:kit                   POST  200      423      403      403      403      403      403      200
vault:read_back             GET   200      >unlock  403      403      403      403      403      200
vault:read_back             POST  200      423      403      403      403      403      403      200
vault:admit_organisation    GET   405      405      403      403      403      403      403      405
vault:admit_organisation    POST  >keys    423      403      403      403      403      403      403

members:list                GET   200      200      403      403      403      403      403      200
members:list                POST  405      405      403      403      403      403      403      405
members:admit               GET   405      405      403      403      403      403      403      405
members:admit               POST  >members 423      403      403      403      403      403      404
members:reset               GET   200      >unlock  403      403      403      403      403      404
members:reset               POST  >members 423      403      403      403      403      403      404
members:remove              GET   200      200      403      403      403      403      403      404
members:remove              POST  200      200      403      403      403      403      403      404
members:removed             GET   404      404      403      403      403      403      403      404
members:removed             POST  405      405      403      403      403      403      403      405
member_active               GET   405      405      403      403      403      403      403      405
member_active               POST  >members >members 403      403      403      403      403      404
member_language             GET   200
member_language             POST  200
member_invite               GET   200      200      403      403      403      403      403      200
member_invite               POST  200      200      403      403      403      403      403      200
member_join                 GET   409
member_join                 POST  409

audit:list                  GET   200      200      403      403      200      403      403      200
audit:list                  POST  405
audit:export                GET   405
audit:export                POST  200      200      403      403      200      403      403      200
vault:checkpoint            GET   200      200      403      403      403      403      403      200
vault:checkpoint            POST  200      423      403      403      403      403      403      200
inbox:decoy                 GET   200      >unlock  403      403      403      403      403      200
inbox:decoy                 POST  422      423      403      403      403      403      403      422
audit:alarms                GET   200      200      403      403      200      403      403      200
audit:alarms                POST  405
audit:settle_alarm          GET   405
audit:settle_alarm          POST  >alarms  >alarms  403      403      403      403      403      404

account_login               GET   >day
account_login               POST  >day
mfa_login_webauthn          GET   >day
mfa_login_webauthn          POST  >day
mfa_authenticate            GET   >day
mfa_authenticate            POST  >day
account_logout              GET   200
account_logout              POST  >sign-in
account_reauthenticate      GET   200
account_reauthenticate      POST  200
mfa_reauthenticate          GET   200
mfa_reauthenticate          POST  200
mfa_reauthenticate_webauthn GET   >confirm
mfa_reauthenticate_webauthn POST  >confirm
account_change_password     GET   200
account_change_password     POST  200
mfa_index                   GET   200
mfa_index                   POST  405
mfa_activate_totp           GET   >mfa_deactivate_totp
mfa_activate_totp           POST  >mfa_deactivate_totp
mfa_deactivate_totp         GET   200
mfa_deactivate_totp         POST  200
mfa_list_webauthn           GET   200
mfa_list_webauthn           POST  405
mfa_add_webauthn            GET   200
mfa_add_webauthn            POST  200
mfa_remove_webauthn         GET   404
mfa_remove_webauthn         POST  404
mfa_view_recovery_codes     GET   404
mfa_view_recovery_codes     POST  405
mfa_generate_recovery_codes GET   200
mfa_generate_recovery_codes POST  >mfa_view_recovery_codes
"""

OPEN_TO_ALL = {"account_login": "200", "member_join": "200"}
"""Pages that answer somebody without an account. The rest of the desk is closed."""

MARKED_OPEN = {"account_login", "member_join", "account_logout"}
"""Views that the login check lets through: those above, and signing out, which itself leads to the sign-in page."""

LIBRARY_OPEN = {"mfa_login_webauthn", "mfa_authenticate"}
"""Views of the sign-in library that are a step of signing in: without one begun they lead back to its first step."""

NEEDS_CONFIRMING = {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_generate_recovery_codes",
}
"""Pages that change how somebody signs in: they ask for the password or a second factor again."""


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Return (page, method) -> {column: answer}."""
    rows = [line.split() for line in TABLE.splitlines() if line.strip()]
    return {
        (page, method): dict(
            zip(COLUMNS, answers * len(COLUMNS) if len(answers) == 1 else answers, strict=True)
        )
        for page, method, *answers in rows
    }
