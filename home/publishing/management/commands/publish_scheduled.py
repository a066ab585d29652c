from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled
from wagtail.models import Revision

from home.locks import only_one
from home.publishing.publication import sentences


class Command(PublishScheduled):
    """Wagtail's scheduler; an unfinished page is set aside and reported, so that it never stops the others.

    A second one at the same time ends at once.
    """

    def handle(self, *args, **options):
        with only_one("publish_scheduled") as mine:
            if mine:
                self._publish(*args, **options)

    def _publish(self, *args, **options):
        if not options["dryrun"]:
            for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()):
                self._set_aside_if_unfinished(revision)
        super().handle(*args, **options)

    def _set_aside_if_unfinished(self, revision):
        page = revision.as_object()
        problems = page.publication_problems() if hasattr(page, "publication_problems") else {}
        if not problems:
            return
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log(
            instance=page,
            action="home.publication_refused",
            revision=revision,
            data={"problems": sentences(page, problems)},
        )
        self.stderr.write(f"„{page.title}“ ist nicht veröffentlicht: {' '.join(problems.values())}")
        if revision.user and revision.user.email:
            send_mail(
                _("Geplante Veröffentlichung nicht möglich"),
                _(
                    "Die Seite „%(title)s“ sollte jetzt erscheinen, ist aber noch nicht fertig:\n\n%(problems)s\n\nBitte ergänzen Sie das und veröffentlichen Sie erneut.\n%(url)s"
                )
                % {"title": page.title, "problems": "\n".join(sentences(page, problems)), "url": page.full_url or ""},
                None,
                [revision.user.email],
            )
