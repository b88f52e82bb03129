# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the register's office."""

from django.urls import path

from safehold.desk.registrar.views import (
    agreements,
    correcting,
    deciding,
    entries,
    filings,
    log,
    missing,
    notices,
    opinions,
)

app_name = "registrar"
urlpatterns = [
    path("filings", filings.list_filings, name="filings"),
    path("filings/<uuid:filing_id>", filings.show_filing, name="filing"),
    path("filings/<uuid:filing_id>/accept", filings.accept, name="accept"),
    path("filings/<uuid:filing_id>/correction", filings.ask_correction, name="ask_correction"),
    path("filings/<uuid:filing_id>/refuse", filings.refuse, name="refuse"),
    path("filings/<uuid:filing_id>/answer", filings.answer, name="answer"),
    path("filings/<uuid:filing_id>/withhold", filings.withhold, name="withhold"),
    path("proposals/<uuid:proposal_id>", deciding.show, name="proposal"),
    path("proposals/<uuid:proposal_id>/confirm", deciding.confirm, name="confirm"),
    path("proposals/<uuid:proposal_id>/reject", deciding.reject, name="reject"),
    path("entries", entries.list_entries, name="entries"),
    path("entries/<uuid:registered_id>", entries.show, name="entry"),
    path("entries/<uuid:registered_id>/withhold", entries.withhold, name="withhold_entry"),
    path("entries/<uuid:registered_id>/erase", entries.erase, name="erase"),
    path("entries/<uuid:registered_id>/correct", correcting.correct, name="correct"),
    path("entries/<uuid:registered_id>/expect", entries.expect, name="expect"),
    path("entries/<uuid:registered_id>/reply", entries.reply, name="reply"),
    path("notices", notices.list_notices, name="notices"),
    path("notices/new", notices.new, name="new_notice"),
    path("notices/<uuid:notice_id>", notices.show, name="notice"),
    path("notices/<uuid:notice_id>/representations", notices.represent, name="represent"),
    path("notices/<uuid:notice_id>/paid", notices.paid, name="paid"),
    path("notices/<uuid:notice_id>/decide", notices.decide, name="decide"),
    path("notices/<uuid:notice_id>/paper/<slug:language>", notices.paper, name="paper"),
    path("agreements", agreements.list_agreements, name="agreements"),
    path("agreements/new", agreements.new, name="new_agreement"),
    path("agreements/<uuid:agreement_id>", agreements.show, name="agreement"),
    path("agreements/<uuid:agreement_id>/end", agreements.end, name="end_agreement"),
    path("opinions", opinions.list_opinions, name="opinions"),
    path("opinions/new", opinions.new, name="new_opinion"),
    path("opinions/<uuid:opinion_id>", opinions.show, name="opinion"),
    path("bulletins/new", opinions.new_bulletin, name="new_bulletin"),
    path("late", missing.list_late, name="late"),
    path("late/<uuid:update_id>/settle", missing.settle, name="settle_update"),
    path("figures", log.figures, name="figures"),
    path("log", log.show, name="log"),
    path("log/verify", log.verify, name="verify"),
    path("log/catch-up", log.catch_up, name="catch_up"),
]
