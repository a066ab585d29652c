"""`{% story page as story %}` and the other words in which templates ask for stories."""

from django import template

from practice_examples.story_page import story

register = template.Library()
register.simple_tag(story.story_of, takes_context=True, name="story")
register.inclusion_tag("practice_examples/card.html")(story.card)
register.filter(story.with_pin)
for tag in (
    story.share_picture,
    story.story_data,
    story.portal_people,
    story.visible_stories,
    story.story_points,
):
    register.simple_tag(tag)
