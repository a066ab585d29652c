"""What all pages with personal content have in common."""

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


def private_page(request, template, context, status=200):
    """Never stored by anybody, never found by search engines, its address never told to other sites.

    data: pictures are allowed because senders see their own photos inside the HTML; they have no address.
    """
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response._csp_update = {"img-src": ["data:"]}
    return response
