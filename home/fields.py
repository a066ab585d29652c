"""Model fields that more than one app has."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from home.language.phones import numbers


def check_phone(text: str) -> None:
    """Raises ValidationError unless exactly one number in it can be dialled."""
    found = len(numbers(text))
    if not found:
        raise ValidationError(_("Bitte geben Sie die Nummer mit Vorwahl an, zum Beispiel „0221 4710-101“."))
    if found > 1:
        raise ValidationError(_("Bitte geben Sie nur eine Telefonnummer an, zum Beispiel „0221 4710-101“."))


class PhoneField(models.CharField):
    """A telephone number as people write it, perhaps with hours. To the database and to migrations it is a line."""

    default_validators = [check_phone]

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(verbose_name or _("Telefon"), **{"max_length": 40, "blank": True, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class _Referring:
    """Lets Wagtail's index of references know what the rows name; to the database and to migrations nothing else."""

    def extract_references(self, named):
        for one in named:
            yield type(one), str(one.pk), "item", str(one.pk)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        (kind,) = [base for base in type(self).__bases__ if base is not _Referring]
        return (
            name,
            f"{kind.__module__}.{kind.__qualname__}".replace("db.models.fields.related.", "db.models."),
            args,
            kwargs,
        )


class ReferringManyToManyField(_Referring, models.ManyToManyField):
    pass


class ReferringParentalManyToManyField(_Referring, ParentalManyToManyField):
    pass
