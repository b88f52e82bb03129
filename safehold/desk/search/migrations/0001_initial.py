# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


POSTINGS = {
    'sqlite': (
        'CREATE TABLE search_posting (token integer NOT NULL, place integer NOT NULL, PRIMARY KEY (token, place))'
        ' WITHOUT ROWID',
    ),
    'postgresql': (
        'ALTER TABLE search_sourcetokens DROP COLUMN tokens',
        'ALTER TABLE search_sourcetokens ADD COLUMN tokens integer[] NOT NULL',
        'CREATE INDEX search_postings ON search_sourcetokens USING gin (tokens) WITH (fastupdate = off)',
    ),
}
"""From a token to the cases that have it, as each database does it in the least room."""


def make_postings(apps, schema_editor):
    """Make them on the desk's database, which alone has the tables above."""
    if schema_editor.connection.alias == 'default':
        for statement in POSTINGS[schema_editor.connection.vendor]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedCase',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('case_id', models.UUIDField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceTokens',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('source_id', models.UUIDField()),
                ('key_version', models.PositiveSmallIntegerField()),
                ('tokens', models.BinaryField()),
                ('indexed_case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='search.indexedcase')),
            ],
        ),
        migrations.AddConstraint(
            model_name='indexedcase',
            constraint=models.UniqueConstraint(fields=('case_id', 'organisation'), name='indexed_once_for_each_organisation'),
        ),
        migrations.AddConstraint(
            model_name='sourcetokens',
            constraint=models.UniqueConstraint(fields=('indexed_case', 'source_id'), name='one_row_of_tokens_for_each_text'),
        ),
        migrations.RunPython(make_postings, migrations.RunPython.noop),
    ]
