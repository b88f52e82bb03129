# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What both processes share. Nothing here may name a person's address, and nothing here is secret.

Read from the environment (each has a default under SAFEHOLD_DATA):

SAFEHOLD_DATA        the folder of databases and sealed files; default `data`
PUBLIC_DATABASE_URL  the public site's database
PUBLIC_STORE         the public site's folder of sealed files
REGISTER_LOG_VKEY    the public key of the register's log (a C2SP vkey); default: the file `public/register-log.vkey`
REGISTER_DATA_FOLDER the register's data files; default: the folder `public/register-data` under SAFEHOLD_DATA
REGISTER_VALUES      what the registrar has confirmed of the law; default `register-values.yaml`; without it nothing is
BACKUP_KEEP_DAYS     how long a backup may be kept; people who close a report are told so; default 30
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAFEHOLD_DATA", "data")).resolve()

DEBUG = False
USE_TZ = True
TIME_ZONE = "America/Toronto"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
SILENCED_SYSTEM_CHECKS: list[str] = []

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    ),
}


def database(variable: str, default: Path) -> dict[str, Any]:
    """Return Django's settings of the database named by an environment variable.

    SQLite (the default) is opened so that a commit is on the disk when it returns; see the pragmas above.
    """
    url = os.environ.get(variable)
    if not url:
        default.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        url = f"sqlite:///{default}"
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    settings["ATOMIC_REQUESTS"] = False
    is_file = settings["ENGINE"].endswith("sqlite3")
    settings["CONN_HEALTH_CHECKS"] = not is_file
    if is_file:
        settings["OPTIONS"] = SQLITE_OPTIONS
    return settings


def public_database() -> dict[str, Any]:
    return database("PUBLIC_DATABASE_URL", DATA / "public" / "public.sqlite3")


def store(location: str | Path) -> dict[str, Any]:
    """Return Django's settings of one folder of sealed files."""
    return {
        "BACKEND": "safehold.persistence.stores.DurableStore",
        "OPTIONS": {
            "location": str(location),
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    }


PUBLIC_STORE = os.environ.get("PUBLIC_STORE", DATA / "public" / "store")
LISTS_FOLDER = DATA / "public" / "lists"
"""The newest signed lists that passed: what the public site knows even if its database is put back."""
COALITION_ROOT_FILE = DATA / "public" / "coalition-root.pub"
"""The coalition root's public key, put beside the public site by hand: what it believes lists from."""
REGISTER_LOG_VKEY = os.environ.get("REGISTER_LOG_VKEY", "")
REGISTER_LOG_KEY_FILE = DATA / "public" / "register-log.vkey"
"""The public key of the register's log, put beside the public site by hand: what it believes checkpoints from."""
REGISTER_WITNESSES_FILE = DATA / "public" / "register-witnesses.vkeys"
"""The public keys of the witnesses that this site knows, one a line."""
REGISTER_DATA_FOLDER = Path(os.environ.get("REGISTER_DATA_FOLDER", DATA / "public" / "register-data"))
"""The register as files for everybody: the desk's user writes them, the public process reads them."""
REGISTER_VALUES = os.environ.get("REGISTER_VALUES", DATA / "register-values.yaml")
"""What the registrar has confirmed of the law on registering: see docs/how-to/confirm-a-rule.md."""
MAX_FILE_BYTES = 100 * 1024 * 1024
"""The longest file that people are told they may send."""
BACKUP_KEEP_DAYS = int(os.environ.get("BACKUP_KEEP_DAYS", "30"))
STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("bo", _("Tibetan")),
    ("ug", _("Uyghur")),
]
LANGUAGES_BIDI = ["ug"]
REVIEWED_LANGUAGES = {"en", "fr"}
"""Languages whose words a native reader has approved; pages in the others say that nobody has yet."""
FORMAT_MODULE_PATH = ["safehold.web.formats"]
LOCALE_PATHS = [PACKAGE / "locale"]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "safehold.web.quiet.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "safehold": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
EXIT_ADDRESS = os.environ.get("EXIT_ADDRESS", "https://www.weather.gc.ca/")
"""Where "Leave this site" goes: a page nobody needs to explain."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "safehold.web.context.page",
            ],
        },
    }
]
