"""Whatever the bytes, the answer is a reading or a refusal of the file."""

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from tally.iati import Activity, FileRefused, Refusal, read
from tally.iati.tests.samples import SMALLEST, file_of, sample

SOUND = sample("two-activities-2.03.xml")
LOOSE = ["&", "<!--", "-->", "<![CDATA[", "]]>", "<?", "\0", '"', "&#0;", "&lt;", "é"]
TOKENS = [
    piece.encode() for piece in [*re.findall(r"<[^>]*>|[^<]+", SOUND.decode()), *LOOSE]
]


def answer(content: bytes) -> list[Activity | Refusal] | None:
    try:
        records = list(read(io.BytesIO(content)))
    except FileRefused as refused:
        str(refused)
        return None
    assert all(str(r) and isinstance(r, Activity | Refusal) for r in records)
    return records


@given(st.binary(max_size=2000))
def test_any_bytes_are_answered(content: bytes) -> None:
    answer(content)


@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_any_order_of_pieces_is_answered(pieces: list[bytes]) -> None:
    answer(file_of().replace(b"\n\n", b"".join(pieces)))


@given(
    st.integers(0, len(SOUND)),
    st.integers(0, 60),
    st.binary(max_size=8),
)
def test_any_bytes_put_into_a_sound_file_are_answered(
    at: int, length: int, new: bytes
) -> None:
    answer(SOUND[:at] + new + SOUND[at + length :])


@given(
    st.sampled_from(re.findall(r'(?<==")[^"]+(?=")|(?<=>)[^<>\n]+(?=<)', SMALLEST)),
    st.text(st.characters(exclude_characters='<>&"', exclude_categories=["C"])),
)
def test_any_value_is_read_or_remarked_upon(old: str, new: str) -> None:
    records = answer(file_of(SMALLEST.replace(old, new, 1)))

    assert records is not None
    assert len(records) == 1


@given(st.integers(1, 4096))
def test_the_size_of_the_reads_changes_nothing(size: int) -> None:
    class Trickle(io.BytesIO):
        """A source that gives a few bytes at a time, as a network does."""

        def read(self, most: int | None = -1, /) -> bytes:
            return super().read(min(size, most) if most and most > 0 else size)

    assert list(read(Trickle(SOUND))) == list(read(io.BytesIO(SOUND)))
