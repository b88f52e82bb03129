# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file whose connection was cut, in whatever part, leaves nothing behind."""

import os
from pathlib import Path

import pytest

from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import FileEnvelope
from safehold.public.reporting.tests.amina import Amina, post_raw, upload_body

PHOTO = b"\xff\xd8\xff" + os.urandom(200_000)


@pytest.fixture
def sent(amina: Amina) -> Amina:
    """Amina, looking at her receipt page."""
    amina.send()
    return amina


def left_over() -> list[Path]:
    return [path for path in Path(open_store().location).rglob("*") if path.is_file()]


def cuts() -> list[int]:
    body, _type = upload_body("photo.jpg", PHOTO)
    edges = [body.index(b"Content-Type"), body.index(PHOTO) + 10, body.index(PHOTO) + len(PHOTO)]
    return [1, *edges, len(body) - 60, len(body) - 23, len(body) - 5, len(body) - 1]


@pytest.mark.parametrize("arrived", cuts())
def test_a_cut_connection_keeps_nothing(sent: Amina, arrived: int) -> None:
    body, content_type = upload_body("photo.jpg", PHOTO)
    response = post_raw(sent.upload_address, body[:arrived], content_type, len(body))
    assert response.status_code == 400
    assert not FileEnvelope.objects.exists() and not left_over()


@pytest.mark.parametrize("missing", [len(b"--\r\n"), len(b"------safehold0123456789--\r\n")])
def test_a_body_without_its_closing_boundary_keeps_nothing(sent: Amina, missing: int) -> None:
    body, content_type = upload_body("photo.jpg", PHOTO)
    cut = body[:-missing]
    response = post_raw(sent.upload_address, cut, content_type, len(cut))
    assert response.status_code == 400
    assert not FileEnvelope.objects.exists() and not left_over()


def test_a_form_without_its_end_keeps_nothing(sent: Amina) -> None:
    body, content_type = upload_body("photo.jpg", PHOTO, end=False)
    assert post_raw(sent.upload_address, body, content_type, len(body)).status_code == 400
    assert not FileEnvelope.objects.exists() and not left_over()


def test_a_file_sent_elsewhere_is_dropped(sent: Amina) -> None:
    body, content_type = upload_body("photo.jpg", PHOTO)
    assert sent.client.post("/en/return", data=body, content_type=content_type).status_code in {400, 422}
    assert not left_over()
