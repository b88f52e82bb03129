# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold register-key`: let an organisation keep the register, and make the key that signs its log.

The key lies in a file that the desk's user alone can read. Its public half is put beside the public site, where that
folder can be written from here; otherwise it is printed, and the operator puts it there by hand.
"""

import argparse

from safehold.cli.sites import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["new", "show"], help="make the key, or print its public half")
    parser.add_argument(
        "--office", default="", metavar="SLUG", help="the organisation that keeps the register"
    )
    parser.add_argument(
        "--origin",
        default="",
        metavar="NAME",
        help="the name of the log for ever, such as register.example.org/log",
    )


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from safehold.desk.registrar.queries import find_office

    office = find_office()
    if options.what == "show":
        print(office.verify_key if office else "No organisation of this desk keeps the register.")
        return 0 if office else 1
    if office is not None:
        print(f"{office.organisation.slug} keeps the register already. There is one log, and one key.")
        return 1
    return _make(options)


def _make(options: argparse.Namespace) -> int:
    from safehold.core.tlog import TlogError
    from safehold.desk.members.queries import find_organisation
    from safehold.desk.registrar import actions
    from safehold.web.clock import today

    organisation = find_organisation(options.office)
    if organisation is None:
        print("Give --office with the short name of an organisation of this desk. Nothing was made.")
        return 2
    try:
        key = actions.make_log_key(options.origin)
    except TlogError:
        print(
            "Give --origin with a name without spaces or plus signs, such as register.example.org/log. "
            "Nothing was made."
        )
        return 2
    except FileExistsError:
        key = actions.show_log_key()
        if key.name != options.origin:
            print(f"There is a key for {key.name} already. Nothing was made.")
            return 1
    actions.open_office(organisation, key, today())
    print(f"The log's key is made. Its public half:\n{key.text}")
    if not actions.tell_public_side(key):
        print("Put this line into the file public/register-log.vkey of the public site.")
    print("The next registrar who unlocks makes the office's own key. Then filings can be collected.")
    return 0
