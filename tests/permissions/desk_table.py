# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each page of the desk answers to each member of the cast. A table to read, not code.

A number is the status of the answer, `>page` a redirect to that page. One answer means that all members get it. Ids in
addresses are of noor's organisation. *locked*: signed in, six words not typed. All have just confirmed their password.
Whoever has no account (amina, stranger, operator) is led to the sign-in page, except on the pages in `OPEN_TO_ALL`.

Of a file that is shared, and of evidence, the row is there and the bytes are not, so whoever may open it is led back.
405 comes before any look at an object, for everybody alike: it says nothing about what exists.
"""

from tests.permissions.desk_casework import CASEWORK
from tests.permissions.desk_offices import OFFICES

COLUMNS = (
    "lead",
    "lead locked",
    "noor",
    "noor locked",
    "auditor",
    "tenzin",
    "tenzin locked",
    "tenzins_lead",
    "researcher",
    "registrar",
)
WITHOUT_ACCOUNT = ("amina", "stranger", "operator")
TABLE = CASEWORK + OFFICES

OPEN_TO_ALL = {
    "account_login": {"GET": "200", "POST": "200"},
    "member_join": {"GET": "200", "POST": "200"},
    "tasks:feed": {"GET": "200", "POST": "405"},
}
"""Pages that answer somebody without an account. The rest of the desk is closed.

A calendar program cannot sign in: whoever has a member's secret address reads kinds of tasks, references and days.
"""

MARKED_OPEN = {"account_login", "member_join", "account_logout", "tasks:feed"}
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
