from functools import wraps

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from modelsearch.backends.base import OrderByFieldError
from wagtail.admin import messages
from wagtail.models import Page

from home.publishing.publication import PublicationRefused, sentences

OPERATORS = str.maketrans(dict.fromkeys("'()*^", " "))


def guarded(view):
    """What every view of the admin has to bear: two edits of one page at once, and a page that may not go live yet."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            if request.method == "POST" and request.resolver_match.view_name == "wagtailadmin_pages:edit":
                return _one_edit_at_a_time(view, request, *args, **kwargs)
            if request.GET.get("ordering") == "ord" and not _may_sort(request):
                return redirect(request.path)
            _without_operators(request)
            return view(request, *args, **kwargs)
        except OrderByFieldError:
            messages.warning(
                request, _("Was gesucht ist, lässt sich so nicht ordnen. Es steht in der üblichen Reihenfolge.")
            )
            asked = request.GET.copy()
            asked.pop("ordering", None)
            return redirect(f"{request.path}?{asked.urlencode()}")
        except PublicationRefused as refused:
            return _explained(request, refused)

    return answer


def _without_operators(request) -> None:
    """What SQLite's full-text search takes for an instruction is nothing an editor searches for; one quote is no phrase."""
    typed = request.GET.get("q", "")
    words = typed.translate(OPERATORS)
    words = words.replace('"', " ") if words.count('"') % 2 else words
    if words != typed:
        request.GET = request.GET.copy()
        request.GET["q"] = words


def _may_sort(request) -> bool:
    """Whether the list of pages may be sorted by hand; the view for it has all of them on one page."""
    page = Page.objects.filter(pk=request.resolver_match.kwargs.get("parent_page_id")).first()
    return page is None or page.specific.permissions_for_user(request.user).can_reorder_children()


def _one_edit_at_a_time(view, request, page_id, **kwargs):
    """What is saved in the editing form of one page is saved in turn, and nothing publishes the page in between.

    Wagtail reads a draft at the beginning and writes all of it at the end: a form that is still saving itself when
    somebody publishes would make the page a draft again. Whoever comes second finds the newer version, and Wagtail
    knows what to say.
    """
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=page_id).values_list("pk").first()
        return view(request, page_id=page_id, **kwargs)


def _explained(request, refused: PublicationRefused):
    """Whatever way an editor tried to publish an unfinished page, the editor is told what is missing.

    Editing forms say it at the fields; this is for the ways without a form, such as approving in a workflow.
    The transaction of that way has been rolled back when the exception arrives here.
    """
    page = refused.page
    for sentence in sentences(page, refused.problems):
        messages.error(
            request,
            _("„%(title)s“ ist noch nicht fertig. %(sentence)s")
            % {"title": page.get_admin_display_title(), "sentence": sentence},
        )
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": edit})
    return redirect(edit)
