from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.caching.version import forget
from home.language.search_words import OWN_NOUNS
from home.pages.base import SitePage


class Command(BaseCommand):
    help = "Works out anew what every page is found by. Once a night is enough: new words of the site take compounds apart."

    def handle(self, **options):
        forget(OWN_NOUNS)
        for model in SitePage.__subclasses__():
            for kind in [model, *model.__subclasses__()]:
                if not kind._meta.abstract:
                    self._rebuild(kind)
        call_command("update_index", verbosity=0)

    def _rebuild(self, kind):
        changed = []
        for page in kind.objects.iterator(chunk_size=200):
            before = page.search_title, page.search_words
            page.collect_search_words()
            if (page.search_title, page.search_words) != before:
                changed.append(page)
        kind.objects.bulk_update(changed, ["search_title", "search_words"], batch_size=200)
