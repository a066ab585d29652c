"""Logins everybody knows. config.backends lets them in while DEMO is set, and never else."""

from django.conf import settings
from django.contrib.auth.models import Group, User

# The login that `make demo` prints may do everything there is to try, submissions and their mails included.
GROUPS = {"redaktion": ["Redaktion", "Moderation"], "moderation": ["Moderation"], "admin": []}


def load_logins():
    for username, groups in GROUPS.items():
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "email": f"{username}@example.org",
                "is_superuser": username == "admin",
                "is_staff": username == "admin",
            },
        )
        if created:
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
        user.groups.add(*Group.objects.filter(name__in=groups))
