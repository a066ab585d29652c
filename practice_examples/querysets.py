from home.pages import LocatedPageQuerySet


class ExampleQuerySet(LocatedPageQuerySet):
    def newest(self):
        return self.order_by("-first_published_at", "-pk")

    def by_name(self):
        return self.order_by("sort_title", "pk")

    def on_topic(self, *slugs):
        """Stories on any of these topics, each once."""
        return self.filter(topics__slug__in=slugs).distinct()

    def by_provider(self, *slugs):
        return self.filter(provider__in=slugs)

    def with_video(self):
        return self.filter(lead_video__isnull=False)

    def for_cards(self):
        """Everything a card shows, in a number of queries that does not depend on the number of cards."""
        return self.select_related("place__municipality", "place__region", "lead_picture").prefetch_related("topics", "lead_picture__renditions")
