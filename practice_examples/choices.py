"""The fixed vocabularies of an example. The values are the slugs of the filter parameters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicColour(models.TextChoices):
    """The hues of site/css/tokens.css, each with a form for light and for dark screens."""

    SKY = "sky", _("Himmelblau")
    SUN = "sun", _("Sonnengelb")
    BRICK = "brick", _("Ziegelrot")
    HONEY = "honey", _("Honig")
    NAVY = "navy", _("Nachtblau")
    CORAL = "coral", _("Koralle")
    LEAF = "leaf", _("Blattgrün")
    PLUM = "plum", _("Pflaume")
    TEAL = "teal", _("Petrol")
    BERRY = "berry", _("Beere")
    OLIVE = "olive", _("Olive")
    LILAC = "lilac", _("Lavendel")


class Provider(models.TextChoices):
    COMPANY = "unternehmen", _("Unternehmen")
    CRAFT = "handwerk", _("Handwerk")
    CHAMBER = "kammer-und-innung", _("Kammer und Innung")
    TRAINING_PROVIDER = "bildungstraeger", _("Bildungsträger")
    SCHOOL = "schule", _("Schule")
    UNIVERSITY = "hochschule", _("Hochschule")
    WELFARE = "wohlfahrtsverband", _("Wohlfahrtsverband")
    ASSOCIATION = "verein-und-ehrenamt", _("Verein und Ehrenamt")
    RELIGIOUS = "kirche-und-religionsgemeinschaft", _("Kirche und Religionsgemeinschaft")
    MUNICIPALITY = "kommune-und-behoerde", _("Kommune und Behörde")
    JOB_AGENCY = "jobcenter-und-arbeitsagentur", _("Jobcenter und Arbeitsagentur")
    SELF_ORGANISED = "selbstorganisation", _("Selbstorganisation")
    CULTURE = "kultureinrichtung", _("Kultureinrichtung")


class Effort(models.TextChoices):
    VOLUNTEERS = "nur-ehrenamt", _("Nur Ehrenamt")
    PART_TIME = "teilzeitstelle", _("Teilzeitstelle")
    FULL_TIME = "hauptamt", _("Hauptamt")


class Cost(models.TextChoices):
    LOW = "unter-1000", _("unter 1.000 €")
    MIDDLE = "bis-10000", _("bis 10.000 €")
    HIGH = "darueber", _("mehr als 10.000 €")
