from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from home.pages.addresses import LinkInText
from home.pages.references import with_dead_links
from home.pages.slugs import is_fixed, refusal
from home.publishing import tasks

tasks.register(
    tasks.Task(
        "links-ins-leere",
        205,
        _("Seiten, deren Links ins Leere führen"),
        lambda user: tasks.editable(with_dead_links(), user),
        since="last_published_at",
    )
)


@hooks.register("before_move_page")
def keep_fixed_addresses(request, page, destination):
    if is_fixed(page.slug, page, destination):
        messages.error(request, refusal(page.slug))
        return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("before_bulk_action")
def keep_fixed_addresses_of_many(request, action_type, objects, action):
    destination = action.cleaned_form and action.cleaned_form.cleaned_data.get("chooser")
    fixed = [page.slug for page in objects if action_type == "move" and is_fixed(page.slug, page, destination)]
    if fixed:
        messages.error(request, " ".join(map(refusal, fixed)))
        return redirect(request.get_full_path())


@hooks.register("register_rich_text_features", order=1000)
def link_to_what_is_there(features):
    features.register_link_type(LinkInText)
