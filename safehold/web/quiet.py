# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A log that cannot tell on anybody.

Messages and exception values may quote what a person typed, an address with a capability in it, or an IP
address. So a line carries only: the level, the logger, and for an exception its class and the places in our
code. Loggers under `safehold` write their own messages, which by rule hold no content.
"""

import logging
import traceback


class QuietFormatter(logging.Formatter):
    """Format a record without its arguments or its exception's message."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}"
        if record.name.startswith("safehold"):
            line += f" {record.getMessage()}"
        elif status := getattr(record, "status_code", None):
            line += f" answered {status}"
        if record.exc_info and record.exc_info[0]:
            kind, _value, trace = record.exc_info
            places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(traceback.extract_tb(trace)))
            line += f" {kind.__name__} at {places}"
        return line
