from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "practice_examples.submissions.record"
    label = "submissions"
    verbose_name = _("Einreichungen")

    def ready(self):
        from wagtail.models import TaskState
        from wagtail.signals import page_published, task_rejected

        from practice_examples.models import ExamplePage
        from practice_examples.submissions.moderators.moderation import note_publication, note_rejection
        from practice_examples.submissions.record.page import SubmissionPage
        from practice_examples.submissions.sender.views.registration import register

        SubmissionPage.view = register

        page_published.connect(note_publication, sender=ExamplePage, dispatch_uid="submission_published")
        task_rejected.connect(note_rejection, sender=TaskState, dispatch_uid="submission_rejected")
