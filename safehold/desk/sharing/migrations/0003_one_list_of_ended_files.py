# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that have ended are the inbox's to delete, whichever room made them."""

from django.db import migrations


def hand_on(apps, schema_editor):
    Kept = apps.get_model('inbox', 'EndedFile')
    for row in apps.get_model('sharing', 'EndedFile').objects.all():
        Kept.objects.get_or_create(stored_name=row.stored_name, defaults={'delete_on': row.delete_on})


class Migration(migrations.Migration):

    dependencies = [
        ('inbox', '0003_files_that_end'),
        ('sharing', '0002_shared_files'),
    ]

    operations = [
        migrations.RunPython(hand_on, migrations.RunPython.noop),
        migrations.DeleteModel(name='EndedFile'),
    ]
