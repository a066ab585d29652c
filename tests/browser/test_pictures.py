"""Pictures of the demo as its pages show them: none twice, groups whole, the picture in the first view of a story."""

from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup


def pages_of(demo_site, context):
    """Every address of the sitemap, with its HTML."""
    sitemap = BeautifulSoup(context.request.get("/sitemap.xml").text(), "html.parser")
    for address in [*(urlsplit(found.text).path for found in sitemap.find_all("loc")), "/suche/", "/einbetten/"]:
        yield address, BeautifulSoup(context.request.get(address).text(), "html.parser")


def test_no_picture_stands_twice_on_any_page(demo_site, context):
    """People's faces may: whoever speaks in the text can be asked below it."""
    titles = dict(
        demo_site.sql("SELECT r.file, p.title FROM media_rendition r JOIN media_picture p ON p.id = r.image_id")
    )
    repeated, seen = {}, 0
    for address, page in pages_of(demo_site, context):
        files = [
            unquote(urlsplit(image["src"]).path.partition("/media/")[2])
            for image in page.select("main img[src]:not(.face)")
        ]
        shown = [titles[file] for file in files if file]
        seen += len(shown)
        if twice := sorted({title for title in shown if shown.count(title) > 1}):
            repeated[address] = twice
    assert repeated == {}
    assert seen > 300


def test_no_two_stories_lead_with_the_same_picture(demo_site):
    leads = [lead for [lead] in demo_site.sql("SELECT lead_picture_id FROM practice_examples_examplepage")]
    assert (len(leads), len(set(leads)), None in leads) == (52, 52, False)
