# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The filter by tactic asks of each case whether it has it: so the case comes first in the index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_cases_to_read_in_order")]

    operations = [
        migrations.RemoveIndex("act", "acts_by_tactic"),
        migrations.AddIndex("act", models.Index(fields=["case", "tactic"], name="acts_of_case_by_tactic")),
    ]
