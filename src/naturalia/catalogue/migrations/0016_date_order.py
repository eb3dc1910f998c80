from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0015_sources")]

    operations = [
        migrations.AddField(
            model_name="harvest",
            name="date_order",
            field=models.TextField(
                blank=True, default="", help_text="order of day and month, where the dates prove one"
            ),
            preserve_default=False,
        ),
    ]
