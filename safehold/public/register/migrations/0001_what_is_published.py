# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('note', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Entity',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('named_in', models.PositiveBigIntegerField(null=True)),
                ('is_registrant', models.BooleanField(default=False)),
                ('is_principal', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('shown', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'place', blank=True, editable=False, primary_key=True, serialize=False)),
                ('term', models.BigIntegerField()),
                ('place', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('registrant_id', models.UUIDField(null=True)),
                ('principal_id', models.UUIDField(null=True)),
                ('newest', models.PositiveBigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['registrant_id', 'number'], name='entries_of_a_registrant'), models.Index(fields=['principal_id', 'number'], name='entries_of_a_principal'), models.Index(fields=['registrant_id', 'principal_id'], name='principals_of_a_registrant'), models.Index(fields=['principal_id', 'registrant_id'], name='registrants_of_a_principal')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('content', models.BinaryField()),
                ('openings', models.BinaryField()),
                ('kind', models.CharField(max_length=16)),
                ('form', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('version', models.PositiveIntegerField()),
                ('entry_id', models.UUIDField(null=True)),
                ('registrant_id', models.UUIDField(null=True)),
                ('principal_id', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['entry_id', 'index'], name='leaves_of_an_entry'), models.Index(fields=['registrant_id', 'kind', 'index'], name='leaves_of_a_registrant'), models.Index(fields=['principal_id', 'kind', 'index'], name='leaves_of_a_principal'), models.Index(fields=['kind', 'index'], name='leaves_of_a_kind'), models.Index(fields=['registrant_id', 'on', 'kind', 'index'], name='days_of_a_registrant'), models.Index(fields=['principal_id', 'on', 'kind', 'index'], name='days_of_a_principal')],
            },
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.PositiveBigIntegerField()),
                ('width', models.PositiveSmallIntegerField()),
                ('hashes', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('level', 'index'), name='one_row_for_each_tile')],
            },
        ),
        migrations.CreateModel(
            name='Withheld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.leaf')),
                ('leaf', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withheld', to='register.leaf')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('leaf', 'name', 'by'), name='withheld_once_by_each_leaf')],
            },
        ),
    ]
