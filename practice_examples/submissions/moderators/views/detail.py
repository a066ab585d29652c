"""One submission before its moderator: everything about it, and what can be done next."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from practice_examples.submissions.moderators import acceptance, moderation
from practice_examples.submissions.moderators.duplicates import find_duplicates
from practice_examples.submissions.moderators.views.listing import may_moderate, state
from practice_examples.submissions.record import life
from practice_examples.submissions.record.choices import ASKABLE, WITH_MODERATORS, Status
from practice_examples.submissions.record.mails import GROUP
from practice_examples.submissions.record.models import Photo, ReplyTemplate, Sender, Submission


class ReplyForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Ihr Text"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "submission-words"}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, worum es geht.")},
    )


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=500,
        help_text=gettext_lazy(
            "Zum Beispiel: am Telefon zugesagt, keine Antwort seit drei Wochen, nur Tippfehler geändert."
        ),
        widget=forms.TextInput,
        error_messages={"required": gettext_lazy("Bitte nennen Sie den Grund. Er wird aufgehoben.")},
    )


class SubmissionView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "submissions/admin/detail.html"
    header_icon = "form"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_moderate(request.user):
            raise PermissionDenied
        found = Submission.objects.select_related("place__municipality", "page", "assignee")
        self.submission = get_object_or_404(found, pk=kwargs["pk"])
        self.reply = self.waiver = None

    def get_page_title(self):
        return f"{self.submission.number} {self.submission.title}"

    def get_breadcrumbs_items(self):
        way = {"url": reverse("submissions_list"), "label": _("Einreichungen")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": self.get_page_title()}]

    @property
    def header_buttons(self):
        if not self.submission.page:
            return []
        edit = reverse("wagtailadmin_pages:edit", args=[self.submission.page.pk])
        return [HeaderButton(_("Entwurf bearbeiten"), url=edit, icon_name="edit")]

    def get_context_data(self, **kwargs):
        submission = self.submission
        return super().get_context_data(
            **kwargs,
            submission=submission,
            state=state(submission),
            sender=Sender.objects.filter(submission=submission).first(),
            facts=acceptance.facts(submission),
            photos=submission.photos.select_related("picture"),
            letters=submission.messages.select_related("user"),
            duplicates=find_duplicates([submission]).get(submission.pk, []),
            consents=submission.consents.all(),
            mails=submission.mails.order_by("-pk"),
            contact=acceptance.public_contact(submission) if submission.page else {},
            people=get_user_model().objects.filter(groups__name=GROUP, is_active=True).order_by("username"),
            templates=ReplyTemplate.objects.all(),
            reply=self.reply or ReplyForm(initial={"words": self._template_text()}),
            with_moderators=submission.status in WITH_MODERATORS,
            may_ask=submission.status in ASKABLE,
            awaits_sign_off=submission.status == Status.SIGN_OFF,
            waiver=self.waiver or WaiverForm(),
            to_take_down=submission.status == Status.TAKE_DOWN,
        )

    def post(self, request, *args, **kwargs):
        action, _colon, detail = request.POST.get("action", "").partition(":")
        try:
            done = getattr(self, f"do_{action}", self._unknown)(detail)
        except life.NotPossible:
            messages.error(
                request,
                _("Das geht gerade nicht: Der Stand der Einreichung hat sich geändert oder es fehlt eine Angabe."),
            )
            return redirect("submission_detail", self.submission.pk)
        if done is None:
            return self.render_to_response(self.get_context_data())
        messages.success(request, done)
        return redirect("submission_detail", self.submission.pk)

    def do_ask(self, _detail):
        return self._reply(moderation.ask_back, _("Die Rückfrage ist unterwegs."))

    def do_decline(self, _detail):
        return self._reply(moderation.decline, _("Die Absage ist unterwegs."))

    def do_signoff(self, _detail):
        moderation.ask_sign_off(submission=self.submission)
        return _("Die fertige Seite liegt jetzt bei den Einreichenden. Ihre Antwort kommt hierher zurück.")

    def do_approve(self, _detail):
        reason = ""
        if self.submission.lacks_sign_off:
            self.waiver = WaiverForm(self.request.POST)
            if not self.waiver.is_valid():
                return None
            reason = self.waiver.cleaned_data["reason"]
        moderation.approve(submission=self.submission, user=self.request.user, reason=reason)
        return _("Die Geschichte ist veröffentlicht.")

    def do_photo(self, key):
        photo = next((photo for photo in self.submission.photos.all() if str(photo.key) == key), None)
        if photo is None:
            raise life.NotPossible
        acceptance.accept_photo(photo=photo, user=self.request.user)
        return _("Das Foto ist jetzt ein Bild der Website und steht im Entwurf.")

    def do_contact(self, _detail):
        acceptance.accept_contact(submission=self.submission, user=self.request.user)
        return _("Der Kontakt steht im Entwurf.")

    def do_assign(self, _detail):
        chosen = self.request.POST.get("assignee", "")
        people = get_user_model().objects.filter(groups__name=GROUP, is_active=True)
        person = next((person for person in people if str(person.pk) == chosen), None)
        moderation.assign(submission=self.submission, assignee=person)
        return _("Zuständig ist jetzt %s.") % person if person else _("Zuständig ist jetzt niemand Bestimmtes.")

    def do_release(self, _detail):
        moderation.release(submission=self.submission)
        return _("Freigegeben. Die E-Mail mit dem Link ist unterwegs.")

    def do_discard(self, _detail):
        moderation.discard(submission=self.submission)
        return _("Verworfen. Texte und Angaben sind gelöscht.")

    def do_link(self, _detail):
        moderation.send_link(submission=self.submission)
        return _("Der Link ist noch einmal unterwegs.")

    def do_newlink(self, _detail):
        moderation.replace_link(submission=self.submission)
        return _("Der alte Link gilt nicht mehr. Der neue ist unterwegs.")

    def do_takedown(self, _detail):
        moderation.take_down(submission=self.submission)
        return _("Die Geschichte ist gelöscht.")

    def do_showagain(self, _detail):
        moderation.show_again(submission=self.submission, user=self.request.user)
        return _("Die Geschichte ist wieder zu sehen. Die Einreichenden bekommen eine E-Mail.")

    def _unknown(self, _detail):
        raise life.NotPossible

    def _reply(self, use_case, done):
        self.reply = ReplyForm(self.request.POST)
        if not self.reply.is_valid():
            return None
        use_case(submission=self.submission, words=self.reply.cleaned_data["words"], user=self.request.user)
        return done

    def _template_text(self) -> str:
        chosen = self.request.GET.get("vorlage", "")
        return next((template.text for template in ReplyTemplate.objects.all() if str(template.pk) == chosen), "")


@never_cache
def photo(request, key):
    """The photo as it came, for moderators. For everybody else there is no such address."""
    found = Photo.objects.filter(key=key).first()
    if not may_moderate(request.user) or found is None or not found.file:
        raise Http404
    try:
        file = found.file.storage.open(found.file.name)
    except OSError as error:
        raise Http404 from error
    kind = "png" if found.file.name.endswith(".png") else "jpeg"
    response = FileResponse(file, content_type=f"image/{kind}")
    # The name is ours; shown in a page it is a picture, opened by itself it is a download.
    response["Content-Disposition"] = f'attachment; filename="foto-{found.pk}.{kind.replace("jpeg", "jpg")}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response
