import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="findings",
            field=models.JSONField(default=list, help_text="failed tests of quality, and proposals"),
        ),
        migrations.CreateModel(
            name="QualityReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rules", models.TextField(help_text="version of the tests and rule sets")),
                ("report", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "harvest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quality_report",
                        to="catalogue.harvest",
                    ),
                ),
            ],
        ),
    ]
