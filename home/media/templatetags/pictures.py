"""`{% picture_tag page.lead_picture "card" %}`: a picture in modern formats, with size and description."""

from django import template

from home.media.renditions import picture_tag, picture_url

register = template.Library()
register.simple_tag(picture_tag)
register.simple_tag(picture_url)
