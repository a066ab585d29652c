"""Who moderates, by which workflow, and with which words to start from."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from home.land.land import land

NAME = "Einreichung"
RIGHTS = {
    "submissions": [
        "change_submission",
        "view_submission",
        "add_replytemplate",
        "change_replytemplate",
        "delete_replytemplate",
        "view_replytemplate",
    ],
    "practice_examples": ["add_contact", "change_contact", "view_contact", "view_topic"],
    "post_office": ["view_email", "change_email"],
    "wagtailadmin": ["access_admin"],
    "media": [],
    "wagtailcore": [],
}
TEXTS = [
    (
        "question",
        "Titelbild fehlt",
        "vielen Dank für Ihre Geschichte. Damit sie auf der Landkarte auffällt, brauchen wir noch ein Titelbild im Querformat: am besten Menschen bei dem, was sie tun, und gern von hinten. Können Sie uns eines schicken?",
    ),
    (
        "question",
        "Was hat es gebracht?",
        "vielen Dank für Ihre Geschichte. Leserinnen und Leser fragen als Erstes, was daraus geworden ist. Können Sie uns eine Zahl nennen, und aus welcher Zeit sie stammt? Auch eine kleine hilft.",
    ),
    (
        "question",
        "Einwilligung zum Foto",
        "auf einem Ihrer Fotos sind Menschen gut zu erkennen. Haben alle zugestimmt, dass wir es öffentlich zeigen? Bei Kindern müssen alle Sorgeberechtigten zustimmen. Sonst schicken Sie uns gern ein anderes Bild.",
    ),
    (
        "decline",
        "Nicht {in_land}",
        "vielen Dank für Ihre Einreichung. Unsere Landkarte zeigt nur Vorhaben {in_land}. Deshalb können wir Ihre Geschichte leider nicht aufnehmen.",
    ),
    (
        "decline",
        "Noch nicht begonnen",
        "vielen Dank für Ihre Einreichung. Wir zeigen, was schon läuft, damit andere aus Erfahrungen lernen. Ihr Vorhaben hat noch nicht begonnen. Melden Sie sich gern wieder, wenn die ersten Wochen hinter Ihnen liegen.",
    ),
    (
        "decline",
        "Passt nicht zu den Kriterien",
        "vielen Dank für Ihre Mühe. Wir haben Ihre Einreichung an den Aufnahmekriterien gemessen und nehmen sie nicht auf. Die Kriterien stehen auf unserer Website. Wenn Sie Fragen haben, rufen Sie uns gern an.",
    ),
]


def appoint(apps, schema_editor):
    # Django creates permissions after the last migration; this one needs them now.
    for label in [config.label for config in apps.get_app_configs() if config.label in RIGHTS]:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    group, _ = Group.objects.get_or_create(name="Moderation")
    for label, names in RIGHTS.items():
        group.permissions.add(*Permission.objects.filter(content_type__app_label=label, codename__in=names))
    _let_into_pages(apps, group)
    _let_into_pictures(apps, group)
    _start_workflow(apps, group)
    ReplyTemplate = apps.get_model("submissions", "ReplyTemplate")
    words = {"in_land": land().in_land}
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(kind=kind, title=title.format(**words), text=text.format(**words)) for kind, title, text in TEXTS
    )


def _let_into_pages(apps, group):
    index = apps.get_model("practice_examples", "ExampleIndexPage").objects.first()
    if index is None:
        return
    for codename in ("add_page", "change_page", "publish_page", "lock_page"):
        permission = apps.get_model("auth", "Permission").objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page_id=index.pk, permission=permission
        )


def _let_into_pictures(apps, group):
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    names = ["add_image", "change_image", "choose_image"]
    for permission in apps.get_model("auth", "Permission").objects.filter(codename__in=names):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _start_workflow(apps, group):
    """On no part of the page tree: editors publish by themselves, only what comes from outside goes this way."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    if Workflow.objects.filter(name=NAME).exists():
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name="Prüfung durch die Moderation", active=True, content_type=kind
    )
    task.groups.add(group)
    workflow = Workflow.objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0001_initial"),
        ("config", "0002_editors"),
        ("post_office", "0014_alter_email_recipient_delivery_status_and_more"),
    ]
    operations = [migrations.RunPython(appoint, migrations.RunPython.noop)]
