from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.sharing.delivery import respond
from search.place_pages import areas, topics


@require_safe
def place(request, slug):
    return _page(request, areas.find_place(slug))


@require_safe
def kreis(request, slug):
    return _page(request, areas.find_kreis(slug))


@require_safe
def region(request, slug):
    return _page(request, areas.find_region(slug))


@require_safe
def topic(request, slug):
    return _page(request, topics.find_topic(slug))


@require_safe
def place_card(request, slug):
    return _card(request, areas.find_place(slug))


@require_safe
def kreis_card(request, slug):
    return _card(request, areas.find_kreis(slug))


@require_safe
def region_card(request, slug):
    return _card(request, areas.find_region(slug))


@require_safe
def topic_card(request, slug):
    return _card(request, topics.find_topic(slug))


def _page(request, subject):
    subject = _found(request, subject)
    subject.turn_to(request.GET)
    return render(request, subject.template, {"subject": subject})


def _card(request, subject):
    return respond(request, _found(request, subject).card)


def _found(request, subject):
    if subject is None:
        raise Http404
    return subject
