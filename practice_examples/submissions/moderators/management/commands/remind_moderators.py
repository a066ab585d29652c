from django.core.management.base import BaseCommand

from practice_examples.submissions.moderators.moderation import remind_moderators


class Command(BaseCommand):
    help = "Mails the people responsible for submissions that wait for more than seven days. Run it every morning."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_moderators()} Erinnerungen")
