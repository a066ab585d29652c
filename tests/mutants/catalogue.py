"""What is broken, how, and which tests have to notice. Every fragment stands in its file exactly once.

Somebody changed such a line? Change it here too, or take another fragment that would do the same harm.
"""

from dataclasses import dataclass

from tests.floors import ROOT


@dataclass(frozen=True)
class Mutant:
    file: str
    fragment: str
    replacement: str
    tests: tuple[str, ...]

    def __str__(self):
        return f"{self.file}: {self.fragment!r} → {self.replacement!r}"

    @property
    def text(self) -> str:
        """The file with its fault. Raises ValueError unless the fragment is there exactly once."""
        content = (ROOT / self.file).read_text()
        if content.count(self.fragment) != 1:
            raise ValueError(f"{content.count(self.fragment)} × {self.fragment!r} in {self.file}")
        return content.replace(self.fragment, self.replacement)


def in_file(file: str, tests: str, *changes: tuple[str, str]) -> list[Mutant]:
    """Mutants of one file; `tests` are paths below tests/, or parts of them as pytest names them."""
    return [Mutant(file, *change, tuple(f"tests/{test}" for test in tests.split())) for change in changes]


SUBMISSIONS = "practice_examples/submissions"
MUTANTS = [
    # --- the globe ---
    *in_file(
        "home/land/geo.py",
        "home/test_geo.py",
        ("EARTH_RADIUS_KM = 6371.0088", "EARTH_RADIUS_KM = 6378.137"),
        ("cos(radians(a.lat)) * cos(radians(b.lat))", "cos(radians(a.lat)) ** 2"),
        ("asin(min(1.0, sin(angle) / cos(radians(center.lat))))", "angle"),
        ("Point(lat=float(match[2]), lng=float(match[1]))", "Point(lat=float(match[1]), lng=float(match[2]))"),
        ("for ring in polygon) % 2 == 1", "for ring in polygon) > 0"),
    ),
    *in_file(
        "home/land/models.py",
        "home/test_places_querysets.py",
        (' * Cos(Radians(F("lat")))', ""),
        (".filter(distance__lte=km)", ".filter(distance__lte=km * 1.2)"),
    ),
    *in_file(
        "home/pages/base.py",
        "home/test_places_querysets.py",
        ("Q(place=town_id) | Q(place__municipality=town_id)", "Q(place=town_id)"),
    ),
    *in_file(
        "home/land/pins.py",
        "home/test_places_pins.py "
        "home/test_publication.py::test_what_cannot_be_right_is_said_at_its_field_and_everything_typed_stays",
        ("if not is_inside_land(pin):", "if False:"),
    ),
    *in_file(
        "home/land/suggestions.py",
        "home/test_places_suggestions.py::test_what_means_no_place_is_not_guessed_at",
        ("return best[0] if len(best) == 1 else None", "return best[0] if best else None"),
    ),
    # --- where nobody may find whom ---
    *in_file(
        "home/pages/base.py",
        "home/test_places_pins.py",
        ('        if self.precision == Precision.TOWN:\n            self.location = ""', ""),
        ("self.place.town if self.precision == Precision.TOWN else self.place", "self.place"),
    ),
    *in_file(
        f"{SUBMISSIONS}/sender/filing.py",
        "practice_examples/test_submission_draft.py",
        ('place["precision"] or Precision.TOWN', 'place["precision"] or Precision.EXACT'),
    ),
    # --- what anybody may see ---
    *in_file(
        "home/pages/base.py",
        "home/test_visibility.py",
        ("self.live().public().not_ended()", "self.public().not_ended()"),
        ("self.live().public().not_ended()", "self.live().not_ended()"),
        ("self.live().public().not_ended()", "self.live().public()"),
        ("Q(expire_at__gt=timezone.now())", "Q(expire_at__gte=timezone.now())"),
        ("self.expire_at <= timezone.now()", "self.expire_at < timezone.now()"),
    ),
    *in_file(
        "home/pages/base.py",
        "home/test_publication.py::test_code_cannot_publish_an_unfinished_story_either",
        ("        if problems:\n            raise", "        if False:\n            raise"),
    ),
    *in_file(
        "home/pages/base.py",
        "home/test_visibility.py home/test_address_book.py",
        ("elif live and (ends", "elif (ends"),
        ("(ends is None or ends > now) and", "True and"),
        ("        if restriction:\n", "        if False:\n"),
        ("and not path.startswith(private)", "and True"),
    ),
    *in_file(
        "home/pages/addresses.py",
        "home/test_visibility.py",
        ("shown = SitePageQuerySet(Page).live().not_ended()", "shown = SitePageQuerySet(Page).not_ended()"),
        ("shown = SitePageQuerySet(Page).live().not_ended()", "shown = SitePageQuerySet(Page).live()"),
    ),
    *in_file(
        "home/pages/former_addresses.py",
        "site/test_old_addresses.py",
        ("SitePageQuerySet(Page).visible().filter(slug", "SitePageQuerySet(Page).filter(slug"),
        ("    if instance_before.live:\n", "    if True:\n"),
    ),
    *in_file(
        "home/pages/middleware.py",
        "site/test_old_addresses.py",
        ('preserve_request=request.method not in ("GET", "HEAD")', "preserve_request=False"),
        ('"&".join(filter(None, [parts.query, query]))', "parts.query"),
        ("or _without_slash(target) == _without_slash(iri_to_uri(request.path))", ""),
    ),
    *in_file("site/config/well_known.py", "site/test_well_known.py", ("if settings.DEMO:", "if False:")),
    # --- what is kept, and for whom ---
    *in_file(
        "home/caching/html.py",
        "home/test_page_cache.py",
        ('request.method == "GET" and ', ""),
        (" and settings.SESSION_COOKIE_NAME not in request.COOKIES", ""),
        ("response.status_code == 200\n        and ", ""),
        ("        and not response.cookies\n", ""),
        ('        and not response.has_header("Vary")\n', ""),
        ('        and not response.has_header("Cache-Control")\n', ""),
        ("{request.scheme}://{request.get_host()}", ""),
        ("if kept and kept[0] == stamp and", "if kept and"),
        (" or kept[0] != self.newest", ""),
    ),
    *in_file(
        "home/caching/version.py",
        "home/test_caching.py home/test_visibility.py home/test_page_cache.py",
        ("kept[0] != current_stamp", "False"),
        ("found.valid_until <= timezone.now()", "found.valid_until < timezone.now()"),
        ("expire_at__gt=now).aggregate", "expire_at__lt=now).aggregate"),
        ("localdate(now) + timedelta(days=1)", "localdate(now) + timedelta(days=2)"),
    ),
    # --- rights and files ---
    *in_file(
        "home/media/models.py",
        "home/test_visibility.py",
        ('__gte": today or timezone.localdate()})', '__gt": today or timezone.localdate()})'),
        ("self.rights_until >= timezone.localdate()", "self.rights_until > timezone.localdate()"),
        ("rights_until__lt=today", "rights_until__lte=today"),
    ),
    *in_file(
        "home/media/views.py",
        "home/test_media_files.py",
        ("PUBLIC.fullmatch(path)", "PUBLIC.match(path)"),
        ("    if not allowed:", "    if not user.is_active:"),
    ),
    *in_file(
        "home/media/cleaning.py",
        "home/test_media_cleaning.py::test_bombs_are_refused_before_a_single_pixel_is_decoded "
        "home/test_media_cleaning.py::test_every_kind_of_picture_has_its_limit",
        ("header.pixels > limit", "header.pixels > 10 * limit"),
        ("MAX_PIXELS_WITH_ALPHA if header.alpha else MAX_PIXELS", "MAX_PIXELS"),
    ),
    *in_file(
        "home/media/cleaning.py",
        "home/test_media_cleaning.py::test_pictures_stand_upright "
        "home/test_media_cleaning.py::test_only_the_pixels_of_a_picture_survive",
        ("6: [Image.Transpose.ROTATE_270]", "6: [Image.Transpose.ROTATE_90]"),
        ("    canvas.paste(picture)\n    return canvas", "    return picture"),
    ),
    # --- events and calendars ---
    *in_file(
        "events/calendars/ical.py",
        "events/test_event_calendars.py::test_a_second_parser_reads_the_feed_with_time_place_and_umlauts "
        "events/test_event_calendars.py::test_whole_days_end_the_day_after_as_calendars_count "
        "events/test_event_calendars.py::test_cancelled_and_postponed_events_say_so_to_calendars "
        "events/test_event_calendars.py::test_the_middle_of_a_town_is_no_position "
        "events/test_entry_changes.py",
        ("entry.end + timedelta(days=1))", "entry.end)"),
        ('event.add("sequence", entry.sequence)', 'event.add("sequence", 0)'),
        ('event.add("status", entry.status)', 'event.add("status", "CONFIRMED")'),
        ("(entry.lat, entry.lng)", "(entry.lng, entry.lat)"),
    ),
    *in_file(
        "events/calendar_entry.py",
        "events/test_entry_changes.py events/test_event_calendars.py",
        ("(event.venue, place)", "(place,)"),
        ("field(default=0, compare=False)", "field(default=0)"),
        ("pin = parse_location(event.location)", "pin = event if event.lat else None"),
    ),
    *in_file(
        "events/models.py",
        "events/test_entry_changes.py",
        ("self.calendar_sequence += was is not None", "self.calendar_sequence += 0"),
        ("if before.first_published_at else None", "if True else None"),
    ),
    *in_file(
        "events/rules.py", "events/test_events.py", ("closes > page.when.last_day", "closes >= page.when.last_day")
    ),
    *in_file("events/event_page/event.py", "events/test_events.py", ("if not self.page.change and ", "if ")),
    *in_file(
        "events/schedule.py",
        "events/test_events.py events/test_event_times.py",
        ("        if now < self.ends:", "        if now <= self.ends:"),
        ("ONLINE_LINK_BEFORE <= now < self.ends", "ONLINE_LINK_BEFORE <= now <= self.ends"),
        ("local(self.until) - datetime.resolution", "local(self.until)"),
    ),
    *in_file(
        "events/querysets.py",
        "events/test_events.py",
        (".filter(last_day__gte=today", ".filter(last_day__gt=today"),
        ("last_day__lt=today", "last_day__lte=today"),
    ),
    # --- what strangers send ---
    *in_file(
        f"{SUBMISSIONS}/protection/doubts.py",
        "practice_examples/test_submission_doubts.py",
        ("within_the_hour > rate_limits.PER_HOUR", "within_the_hour >= rate_limits.PER_HOUR"),
        (">= PER_ADDRESS_AND_DAY", "> PER_ADDRESS_AND_DAY"),
        ("bool(request.POST.get(HONEYPOT))", "False"),
        ("age >= FASTEST.total_seconds()", "age >= 0"),
    ),
    *in_file(
        f"{SUBMISSIONS}/protection/rate_limits.py",
        "practice_examples/test_submission_doubts.py",
        ('.rsplit(",", 1)[-1]', '.split(",", 1)[0]'),
        (">> 64 << 64", ">> 48 << 48"),
        (
            "hmac.new(salt.encode(), connection_of(request).encode(), hashlib.sha256).hexdigest()",
            "connection_of(request)",
        ),
    ),
    *in_file(
        "home/pages/middleware.py",
        "site/test_settings.py::test_nobody_sends_more_than_the_address_is_for",
        ("        if size > limit:\n", "        if False:\n"),
    ),
    *in_file(
        "home/filters/parsing.py",
        "home/test_filters.py::test_what_cannot_be_understood_is_named_and_left_out "
        "home/test_filters.py::test_a_text_may_be_as_long_as_its_field",
        ("len(value) <= MAX_TEXT_LENGTH:", "len(value) < MAX_TEXT_LENGTH:"),
        (" and int(value) in RADII", ""),
        ("corners and west < east and south < north", "corners"),
        ('in ("Cc", "Cs")', 'in ("Cc",)'),
    ),
    *in_file(
        "home/open_data/csv.py",
        "home/test_open_data.py::test_no_cell_of_a_table_is_a_formula",
        ("""return f"'{text}" if runs or""", """return f"'{text}" if"""),
    ),
    *in_file(
        "home/open_data/views.py",
        "home/test_open_data.py",
        ("        if filters.problems:", "        if False:"),
        ("""quality.replace(" ", "") not in""", """quality not in"""),
    ),
    # --- the life of a submission, and its end ---
    *in_file(
        f"{SUBMISSIONS}/record/life.py",
        "practice_examples/test_submission_life.py",
        (
            "    if step is None:\n        raise NotPossible\n    if to",
            "    if step is None:\n        return submission\n    if to",
        ),
        ("found is None or (states and found.status not in states)", "found is None"),
        ("submission.status, to, by))", "submission.status, to, By.SENDER)) or TABLE.get((submission.status, to, by))"),
    ),
    *in_file(
        f"{SUBMISSIONS}/record/querysets.py",
        "practice_examples/test_submission_purge.py",
        ('Coalesce("edited_at", "confirmed_at", "created_at")', 'Coalesce("confirmed_at", "created_at")'),
        (".exclude(edited_at__gte=limit)", ""),
        ("created_at__lt=now - ", "created_at__lt=now + "),
        ("published_at__lt=now", "created_at__lt=now"),
    ),
    *in_file(
        f"{SUBMISSIONS}/record/retention.py",
        "practice_examples/test_submission_purge.py site/test_retention.py",
        ("timedelta(days=14)", "timedelta(days=15)"),
        ("timedelta(days=180)", "timedelta(days=181)"),
        ("timedelta(days=365)", "timedelta(days=366)"),
    ),
    *in_file(
        f"{SUBMISSIONS}/record/erasure.py",
        "practice_examples/test_submission_traces.py practice_examples/test_submission_purge.py",
        ("PageLogEntry.objects.filter(page_id=submission.page_id).update(label=submission.number, data={})", "pass"),
        ("log.get_logs_for_instance(instance).update(label=submission.number, data={})", "pass"),
        ("    delete_photos(submission.photos.filter(picture=None))\n", ""),
        ('    Submission.objects.filter(pk=submission.pk).update(draft={}, writers={}, waiver="")\n', ""),
        ("if contact and not _is_named(contact):", "if contact:"),
        ("if not picture.get_usage().count():", "if True:"),
        ("if not (submission.page and submission.page.live):", "if True:"),
    ),
    *in_file(
        f"{SUBMISSIONS}/moderators/acceptance.py",
        "practice_examples/test_submission_moderation.py::test_the_public_contact_is_taken_over_only_with_consent "
        "practice_examples/test_submission_moderation.py::test_an_incomplete_photo_is_not_accepted",
        (" or not submission.consents.filter(kind=ConsentKind.PUBLIC_CONTACT).exists()", ""),
        ("    if not photo.is_complete:", "    if False:"),
    ),
    *in_file(
        "site/config/environment/databases.py",
        "site/test_settings.py::test_sqlite_loses_nothing_and_waits",
        ("PRAGMA secure_delete=ON", "PRAGMA secure_delete=OFF"),
    ),
    # --- mail ---
    *in_file(
        "home/mail/queue.py",
        "home/test_mail_queue.py::test_pauses_between_attempts_grow_from_a_quarter_of_an_hour_to_half_a_day",
        ("LONGEST_PAUSE = timedelta(hours=12)", "LONGEST_PAUSE = timedelta(days=12)"),
    ),
    *in_file(
        "home/mail/queue.py",
        "home/test_mail_queue.py practice_examples/test_submission_purge.py",
        ("subject=one_line(subject)[:SUBJECT_LENGTH]", "subject=subject[:SUBJECT_LENGTH]"),
        (
            "(STATUS.sent, STATUS.failed), last_updated__lt",
            "(STATUS.sent, STATUS.failed, STATUS.queued), last_updated__lt",
        ),
    ),
    # --- the house's doors ---
    *in_file(
        "site/config/settings.py",
        "practice_examples/test_embed.py site/test_settings.py",
        ('X_FRAME_OPTIONS = "SAMEORIGIN"', 'X_FRAME_OPTIONS = "ALLOWALL"'),
        ('AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]', 'AXES_LOCKOUT_PARAMETERS = ["username"]'),
    ),
    *in_file(
        "site/config/environment/secret_key.py",
        "site/test_settings.py::test_production_refuses_to_start_without_a_key_of_its_own",
        ("len(given) >= 50 and ", ""),
    ),
    *in_file(
        "site/operations/backups.py",
        "site/test_backups.py::test_not_even_what_the_manifest_names_leaves_its_folder "
        "site/test_backups.py::test_a_broken_backup_is_refused_and_changes_nothing "
        "site/test_backups.py::test_who_took_back_a_story_meanwhile_is_not_on_the_site_again",
        ('".." in path.parts or ', ""),
        ("if _digest(target) != missing.pop(entry.name):", "missing.pop(entry.name)\n    if False:"),
        (".filter(status=Status.WITHDRAWN).values_list", ".exclude(status=Status.WITHDRAWN).values_list"),
    ),
]
