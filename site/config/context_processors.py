from django.conf import settings


def frame(request):
    """What the frame of every page needs and no view should have to pass."""
    return {"DEMO": settings.DEMO, "BASE_URL": settings.BASE_URL}
