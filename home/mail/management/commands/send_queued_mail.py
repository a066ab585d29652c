from post_office.management.commands import send_queued_mail

from home.mail.queue import deliver


class Command(send_queued_mail.Command):
    help = "Sends the mails that are due. Run it every minute."

    def handle(self, *args, **options):
        deliver(options["lockfile"], options["processes"], options.get("log_level"))
