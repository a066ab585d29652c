from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from home.publishing.publication import PublicationRefused, sentences


class OneEditAtATime:
    """What is saved in the editing form of one page is saved in turn, and nothing publishes the page in between.

    Wagtail reads a draft at the beginning and writes all of it at the end: a form that is still saving itself when
    somebody publishes would make the page a draft again. Whoever comes second finds the newer version, and Wagtail
    knows what to say.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        page = _edited_page(request)
        if page is None:
            return self.get_response(request)
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page).values_list("pk").first()
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _edited_page(request) -> int | None:
    if request.method != "POST":
        return None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    return found.kwargs["page_id"] if found.view_name == "wagtailadmin_pages:edit" else None


class ExplainRefusedPublication:
    """Whatever way an editor tried to publish an unfinished page, the editor is told what is missing.

    Editing forms say it at the fields; this is for the ways without a form, such as approving in a workflow.
    The transaction of that way has been rolled back when the exception arrives here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublicationRefused):
            return None
        page = exception.page
        for sentence in sentences(page, exception.problems):
            messages.error(
                request,
                _("„%(title)s“ ist noch nicht fertig. %(sentence)s")
                % {"title": page.get_admin_display_title(), "sentence": sentence},
            )
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": edit})
        return redirect(edit)
