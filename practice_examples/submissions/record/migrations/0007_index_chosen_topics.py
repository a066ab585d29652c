"""What names a topic or a chosen story is in the index of references from now on; here is what was named before."""

from django.db import migrations
from wagtail.models import ReferenceIndex

CHOSEN = [
    ("practice_examples", "examplepage", "topics", "topic"),
    ("practice_examples", "topic", "chosen_examples", "examplepage"),
    ("submissions", "submission", "topics", "topic"),
]
BASES = {"examplepage": ("wagtailcore", "page")}


def index(apps, schema_editor):
    kinds, Reference = apps.get_model("contenttypes", "ContentType"), apps.get_model("wagtailcore", "ReferenceIndex")

    def kind(app, model):
        return kinds.objects.get_or_create(app_label=app, model=model)[0]

    for app, model, field, target in CHOSEN:
        rows = apps.get_model(app, model)._meta.get_field(field).remote_field.through.objects
        rows = list(rows.values_list(f"{model}_id", f"{target}_id"))
        if rows:
            owner, base = kind(app, model), kind(*BASES.get(model, (app, model)))
            named = kind(*BASES.get(target, ("practice_examples", target)))
            Reference.objects.bulk_create(
                (
                    Reference(
                        content_type=owner,
                        base_content_type=base,
                        object_id=str(pk),
                        to_content_type=named,
                        to_object_id=str(other),
                        model_path=f"{field}.item",
                        content_path=f"{field}.{other}",
                        content_path_hash=ReferenceIndex._get_content_path_hash(f"{field}.{other}"),
                    )
                    for pk, other in rows
                ),
                batch_size=500,
                ignore_conflicts=True,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("practice_examples", "0005_name_rows"),
        ("submissions", "0006_split_former_consent"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
