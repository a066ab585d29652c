from django.conf import settings
from django.utils.functional import SimpleLazyObject

from home.land.land import land
from home.pages.models import Portal


def frame(request):
    """What the frame of every page needs and no view should have to pass."""
    return {
        "DEMO": settings.DEMO,
        "BASE_URL": settings.BASE_URL,
        "land": land(),
        "portal": SimpleLazyObject(Portal.current),
    }
