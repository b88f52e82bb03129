# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of domains. Adding one is one folder and one line here.

Order is the order of the desk's floors, from the ground up. Each name is a Django application; one that has a
`urls` module is reached under the address given beside it.
"""

PUBLIC: dict[str, str] = {
    "safehold.public.reporting": "",
    "safehold.public.register": "",
}

DESK: dict[str, str] = {
    "safehold.desk.audit": "audit/",
    "safehold.desk.backups": "",
    "safehold.desk.members": "",
    "safehold.desk.vault": "",
    "safehold.desk.consent": "consent/",
    "safehold.desk.watchlists": "watchlists/",
    "safehold.desk.tasks": "tasks/",
    "safehold.desk.search": "search/",
    "safehold.desk.parties": "parties/",
    "safehold.desk.cases": "cases/",
    "safehold.desk.actors": "actors/",
    "safehold.desk.inbox": "inbox/",
    "safehold.desk.evidence": "evidence/",
    "safehold.desk.support": "support/",
    "safehold.desk.referrals": "referrals/",
    "safehold.desk.dossiers": "dossiers/",
    "safehold.desk.families": "families/",
    "safehold.desk.sharing": "sharing/",
    "safehold.desk.registrar": "register/",
    "safehold.desk.exchange": "exchange/",
    "safehold.desk.retention": "retention/",
    "safehold.desk.home": "",
}
