# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dated, cited facts and the words people choose from, as YAML with typed readers. No rule is decided here.

Every fact keeps its source and a confidence: "confirmed" was read in the source, "to_confirm" must be checked
before anyone relies on it. One module for each file; each reads its file once.
"""
