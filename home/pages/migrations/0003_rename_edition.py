from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0002_first_equivalent_words")]

    operations = [migrations.RenameModel("Edition", "ContentVersion")]
