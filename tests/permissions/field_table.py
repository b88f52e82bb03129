# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which class of fields each role sees on which surface. A table to read, not code.

*page*: every page of the desk whose address takes nothing, or the id of this case or of something in it. *history*: the
timeline of a case. *snippet*: the places that a search shows. *tasks*: lists of tasks, and one task. *calendar*: the
secret address that a calendar program reads. *export*: tables and JSON of cases, and the export of the audit. *saved*:
what a page says after something was done.

A surface that a role cannot reach shows it nothing. There is no API: `PROGRAMS` names every address that answers a
program and not a person.
"""

SURFACES = ("page", "history", "snippet", "tasks", "calendar", "export", "saved")
SEES, NOT = "sees", "-"

TABLE = """
#                       page   history snippet tasks  calendar export saved

lead         clear      sees   sees    -       sees   sees     sees   -
lead         words      sees   sees    sees    sees   -        sees   -
lead         identity   sees   -       sees    -      -        sees   -
lead         safety     sees   -       sees    -      -        sees   -
lead         audit      sees   -       -       -      -        sees   -

caseworker   clear      sees   sees    -       sees   sees     -      -
caseworker   words      sees   sees    sees    sees   -        -      -
caseworker   identity   sees   -       sees    -      -        -      -
caseworker   safety     sees   -       sees    -      -        -      -
caseworker   audit      -      -       -       -      -        -      -

researcher   clear      sees   sees    -       -      -        -      -
researcher   words      sees   sees    sees    -      -        -      -
researcher   identity   -      -       -       -      -        -      -
researcher   safety     -      -       -       -      -        -      -
researcher   audit      -      -       -       -      -        -      -

registrar    clear      -      -       -       -      -        -      -
registrar    words      -      -       -       -      -        -      -
registrar    identity   -      -       -       -      -        -      -
registrar    safety     -      -       -       -      -        -      -
registrar    audit      -      -       -       -      -        -      -

auditor      clear      -      -       -       -      -        -      -
auditor      words      -      -       -       -      -        -      -
auditor      identity   -      -       -       -      -        -      -
auditor      safety     -      -       -       -      -        -      -
auditor      audit      sees   -       -       -      -        sees   -
"""

PROGRAMS = {
    "tasks:feed": "text/calendar",
    "account_login": "application/json",
    "account_change_password": "application/json",
    "mfa_login_webauthn": "application/json",
}
"""Addresses that answer a program, and with what. Files that a member asks for (copies, letters) are exports.

The sign-in library describes its own forms as JSON to whoever asks for it; nothing of a case is in them.
"""


def read_table() -> dict[tuple[str, str], dict[str, bool]]:
    """Return (role, class of fields) -> {surface: whether it is seen there}."""
    rows = [line.split() for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]
    for _role, _class, *answers in rows:
        assert set(answers) <= {SEES, NOT}
    return {
        (role, field_class): {
            surface: answer == SEES for surface, answer in zip(SURFACES, answers, strict=True)
        }
        for role, field_class, *answers in rows
    }
