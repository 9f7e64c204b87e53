"""The digest moves with the content of an activity and with nothing else."""

import pytest

from tally.iati.tests.samples import SMALLEST, activity, changed, file_of

SAME = {
    "indented": SMALLEST.replace("\n<", "\n      <"),
    "on one line": SMALLEST.replace("\n", ""),
    "with comments": changed("A title", "A <!-- new --> title"),
    "with foreign elements": changed("<sector", '<x:a xmlns:x="urn:x">1</x:a><sector'),
    "attributes turned round": changed(
        'type="1" iso-date="2026-01-01"', 'iso-date="2026-01-01" type="1"'
    ),
    "stamped anew": changed(
        "<iati-activity ",
        '<iati-activity last-updated-datetime="2026-05-05T00:00:00Z" ',
    ),
    "an empty pair": changed(
        '<sector code="16020"/>', '<sector code="16020"></sector>'
    ),
}
OTHER = {
    "a word": changed("A title", "A heading"),
    "a code": changed('code="2"', 'code="3"'),
    "a language": changed('xml:lang="en"', 'xml:lang="fr"'),
    "a currency": changed('"EUR"', '"USD"'),
    "an element more": changed("<sector", '<tag vocabulary="2" code="1"/><sector'),
    "what is passed over": changed("<sector", '<activity-scope code="1"/><sector'),
    "an attribute becomes text": changed(
        '<sector code="16020"/>', "<sector>16020</sector>"
    ),
    "two texts become one": changed(
        "</narrative></title>", "</narrative><narrative>x</narrative></title>"
    ),
}


def digest(text: str, **options: str) -> str:
    return activity(file_of(text, **options)).digest


@pytest.mark.parametrize("how", SAME)
def test_the_way_of_writing_does_not_matter(how: str) -> None:
    assert digest(SAME[how]) == digest(SMALLEST)


@pytest.mark.parametrize("what", OTHER)
def test_every_change_of_content_does(what: str) -> None:
    assert digest(OTHER[what]) != digest(SMALLEST)


def test_encoding_version_and_neighbours_do_not_matter() -> None:
    alone = file_of(SMALLEST)
    text = alone.decode()
    other = file_of(SMALLEST, changed("-A<", "-B<"), attributes='version="2.02"')

    assert activity(text.encode("utf-16")).digest == activity(alone).digest
    assert activity(other).digest == activity(alone).digest


def test_the_digest_is_the_same_tomorrow() -> None:
    # A change here makes every activity of every importer look changed.
    expected = "27beec6f9ffcc944b4298ac7d4559ac2d1fa47f71fd766eb7222a12b6fb38e0a"

    assert digest(SMALLEST) == expected
