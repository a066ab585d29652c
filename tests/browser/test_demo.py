def test_the_start_page_opens(page, demo_site):
    page.goto("/")
    assert page.title()


def test_an_editor_signs_in(page, demo_site):
    demo_site.sign_in(page)
    assert demo_site.sql("SELECT count(*) FROM auth_user WHERE last_login IS NOT NULL") == [(1,)]
