# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to referrals. `rows`: which there are; `opened`: what is sealed in them; `facts`: what routing looks
at; `packets`: what a receiver would see; `texts`: letters and the message to the person, to begin with."""

from safehold.desk.referrals.queries.facts import Routed, open_routing
from safehold.desk.referrals.queries.named import open_named, receiver_of
from safehold.desk.referrals.queries.opened import (
    OpenedContact,
    OpenedLetter,
    OpenedReferral,
    find_authority,
    name_receiver,
    open_contacts,
    open_letters,
    open_packet,
    open_referral,
    open_referrals,
)
from safehold.desk.referrals.queries.packets import (
    CLASS_LABELS,
    FIELD_LABELS,
    Choice,
    Material,
    build_packet,
    gather,
)
from safehold.desk.referrals.queries.rows import (
    DueReferral,
    access_letter,
    access_packet,
    access_referral,
    count_hand_offs,
    count_silent,
    describe_due,
    is_agreed,
    list_due,
    list_packets,
    list_referrals,
    list_together,
    list_tried,
)
from safehold.desk.referrals.queries.texts import draft_cover, draft_letter, draft_telling, draw_words

__all__ = [
    "CLASS_LABELS",
    "FIELD_LABELS",
    "Choice",
    "DueReferral",
    "Material",
    "OpenedContact",
    "OpenedLetter",
    "OpenedReferral",
    "Routed",
    "access_letter",
    "access_packet",
    "access_referral",
    "build_packet",
    "count_hand_offs",
    "count_silent",
    "describe_due",
    "draft_cover",
    "draft_letter",
    "draft_telling",
    "draw_words",
    "find_authority",
    "gather",
    "is_agreed",
    "list_due",
    "list_packets",
    "list_referrals",
    "list_together",
    "list_tried",
    "name_receiver",
    "open_contacts",
    "open_letters",
    "open_named",
    "open_packet",
    "open_referral",
    "open_referrals",
    "open_routing",
    "receiver_of",
]
