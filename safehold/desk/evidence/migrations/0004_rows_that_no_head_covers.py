# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Describing an item is an event of its custody, and each row waits by name for the head of a day that covers it."""

import uuid

from django.db import migrations, models

EVENTS = [
    ('received', 'Received'),
    ('hashed', 'Fingerprint taken'),
    ('described', 'Description changed'),
    ('scanned', 'Looked at by the software'),
    ('stamped', 'Stamped by a time stamping authority'),
    ('viewed', 'Looked at'),
    ('downloaded', 'Downloaded'),
    ('derived', 'A copy was made of it'),
    ('redacted', 'A blacked-out copy was made of it'),
    ('shared', 'Shared'),
    ('exported', 'Handed over'),
    ('verified', 'Verified'),
    ('held', 'Held'),
    ('released', 'Hold taken off'),
    ('destroyed', 'Destroyed'),
]


def wait_for_a_head(apps, schema_editor):
    """Have every row that is there wait: the next head names the newest of each item, and so covers them all."""
    Row = apps.get_model('evidence', 'CustodyRow')
    Uncovered = apps.get_model('evidence', 'UncoveredRow')
    rows = Row.objects.values_list('item_id', 'position', 'hash', 'on_day')
    Uncovered.objects.bulk_create(
        (Uncovered(item_id=item_id, position=position, hash=digest, on_day=on_day) for item_id, position, digest, on_day in rows.iterator()),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0003_hand_over'),
    ]

    operations = [
        migrations.AlterField(
            model_name='custodyrow',
            name='event',
            field=models.CharField(choices=EVENTS, max_length=10),
        ),
        migrations.CreateModel(
            name='UncoveredRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item_id', models.UUIDField()),
                ('position', models.PositiveIntegerField()),
                ('hash', models.CharField(max_length=64)),
                ('on_day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('item_id'), models.F('position'), name='one_uncovered_row_per_position')],
            },
        ),
        migrations.AlterField(
            model_name='handover',
            name='fingerprint',
            field=models.CharField(max_length=64),
        ),
        migrations.RunPython(wait_for_a_head, migrations.RunPython.noop),
    ]
