from wagtail import hooks

from practice_examples.submissions.record.page import SubmissionPage
from practice_examples.submissions.sender.views.registration import register


# Inside Wagtail's own, which asks for the password of a private page.
@hooks.register("on_serve_page", order=100)
def serve_registration(next_serve):
    """The page "Mitmachen" answers with its form, which the page itself knows nothing of."""

    def serve(page, request, args, kwargs):
        return register(request, page) if isinstance(page, SubmissionPage) else next_serve(page, request, args, kwargs)

    return serve
