"""What people write into a field for a telephone number, and what a telephone then dials."""

import pytest
from django.core.exceptions import ValidationError

from home.land.models import Region
from home.language.phones import numbers
from home.pages.models import Portal
from practice_examples.models import Contact
from practice_examples.submissions.sender.sections import ALL, SECTIONS

COLOGNE, MOBILE = "+492214710101", "+491701234567"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0221 4710-101", [COLOGNE]),
        ("0221/4710-101", [COLOGNE]),
        ("0221 / 47 10 - 101", [COLOGNE]),
        ("(0221) 4710-101", [COLOGNE]),
        ("0221.4710.101", [COLOGNE]),
        ("0221\u00a04710\u2011101", [COLOGNE]),
        ("0221 4710–101", [COLOGNE]),
        ("02214710101", [COLOGNE]),
        ("+49 221 4710-101", [COLOGNE]),
        ("+49 (0)221 4710-101", [COLOGNE]),
        ("+49 (0) 221 / 4710-101", [COLOGNE]),
        ("+49(221)4710101", [COLOGNE]),
        ("+49 0221 4710-101", [COLOGNE]),
        ("0049 221 4710-101", [COLOGNE]),
        ("0049 (0)221 4710-101", [COLOGNE]),
        ("(0)221 4710-101", [COLOGNE]),
        ("Tel.: 0221 4710-101", [COLOGNE]),
        ("0221 4710-101 (Jana Feld)", [COLOGNE]),
        ("０２２１ ４７１０-１０１", [COLOGNE]),
        ("030 1234567", ["+49301234567"]),
        ("033203 12345", ["+493320312345"]),
        ("0800 111 0 111", ["+498001110111"]),
        ("0221 47 01 02", ["+49221470102"]),
        ("+31 20 123 4567", ["+31201234567"]),
        ("0031 (0)20 123 4567", ["+31201234567"]),
        ("115", ["115"]),
        ("116 117", ["116117"]),
        ("116117", ["116117"]),
        # Hours
        ("0221 4710-101 Mo–Fr 9–12 Uhr", [COLOGNE]),
        ("0221 4710-101, 9-12 Uhr", [COLOGNE]),
        ("0221 4710101 9-12 Uhr", [COLOGNE]),
        ("0221 4710101 9.00-12.30 Uhr und 14-16 Uhr", [COLOGNE]),
        ("0221 4710101 9-12 und 14-16 Uhr", [COLOGNE]),
        ("0221 4710101 9:00-12:30", [COLOGNE]),
        ("0221 4710101 9 bis 12 und 14 bis 16 Uhr", [COLOGNE]),
        ("0221 4710-101 (9-12)", [COLOGNE]),
        ("0221 4710-101 (Di. ab 14.30 Uhr)", [COLOGNE]),
        # Two numbers
        ("0221 4710-101 oder 0170 1234567", [COLOGNE, MOBILE]),
        ("0221 4710-101, 0170/1234567", [COLOGNE, MOBILE]),
        ("0221 4710101 / 0170 1234567", [COLOGNE, MOBILE]),
        ("0221/4710101/0170 1234567", [COLOGNE, MOBILE]),
        ("0221 4710101/+49 170 1234567", [COLOGNE, MOBILE]),
        ("0221 4710101 0170 1234567", [COLOGNE, MOBILE]),
        ("0221 4710-101; (0170) 1234567", [COLOGNE, MOBILE]),
        ("0221 4710-101, +49 221 4710-101", [COLOGNE]),
        # A second extension is no second number.
        ("0221 4710-101/-102", [COLOGNE]),
        ("0221/4710-101/102", [COLOGNE]),
        ("0221 4710-101, -110", [COLOGNE]),
        # Nothing to dial
        ("", []),
        ("auf Anfrage", []),
        ("4710-101", []),
        ("0221", []),
        ("9-12 Uhr", []),
        ("0221 4710 4710 4710 4710", []),
    ],
)
def test_a_telephone_dials_what_was_meant(written, dialled):
    assert numbers(written) == dialled


WITH_AREA_CODE = "Bitte geben Sie die Nummer mit Vorwahl an, zum Beispiel „0221 4710-101“."
ONLY_ONE = "Bitte geben Sie nur eine Telefonnummer an, zum Beispiel „0221 4710-101“."


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("0221 4710-101 (Mo–Fr 9–12 Uhr)", None),
        ("4710-101", WITH_AREA_CODE),
        ("nach Absprache", WITH_AREA_CODE),
        ("0221 4710-101 oder 0170 1234567", ONLY_ONE),
    ],
)
@pytest.mark.parametrize(("model", "field"), [(Contact, "phone"), (Region, "contact_phone"), (Portal, "contact_phone")])
def test_a_number_that_no_telephone_can_dial_is_sent_back_to_who_typed_it(model, field, typed, error):
    record = model(**{field: typed})
    others = {column.name for column in model._meta.fields} - {field}
    try:
        record.clean_fields(exclude=others)
        found = None
    except ValidationError as refused:
        found = refused.message_dict[field][0]
    assert found == error


@pytest.mark.parametrize(("typed", "errors"), [("0221/4710-101", []), ("4710-101", [WITH_AREA_CODE])])
def test_the_registration_asks_for_the_area_code_and_keeps_what_was_typed(typed, errors):
    section = SECTIONS["kontakt"]({"contact_name": ["Jana Feld"], "contact_phone": [typed]}, ALL)
    assert section["contact_phone"].errors == errors
    assert section["contact_phone"].value() == typed
