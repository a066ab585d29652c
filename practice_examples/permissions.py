from wagtail.models import PagePermissionTester

MODERATED = {"change", "lock", "publish"}


class StoryPermissions(PagePermissionTester):
    """Rights by object: who moderates may work on a story that came from a submission, and on no other."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if user.is_superuser or not user.has_perm("submissions.change_submission"):
            return
        if not self.permissions >= MODERATED and hasattr(page, "submission"):
            self.permissions |= MODERATED
