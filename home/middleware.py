from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.publication import PublicationRefused, sentences


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
