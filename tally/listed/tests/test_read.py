"""Lists in every shape, and files that mean harm."""

import io
import time
import tracemalloc

import pytest

from tally.listed import FileRefused, Kind, read

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-05">
 <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Qasim</FIRST_NAME>
  <SECOND_NAME>Dhiyab</SECOND_NAME><UN_LIST_TYPE>Orvanta</UN_LIST_TYPE>
  <REFERENCE_NUMBER>ORi.001</REFERENCE_NUMBER>
  <NAME_ORIGINAL_SCRIPT>قاسم ذياب</NAME_ORIGINAL_SCRIPT>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Kassem Diab</ALIAS_NAME>
  </INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 </INDIVIDUAL></INDIVIDUALS>
 <ENTITIES><ENTITY><FIRST_NAME>Orvanta Relief Trust</FIRST_NAME>
  <REFERENCE_NUMBER>ORe.002</REFERENCE_NUMBER></ENTITY>
  <ENTITY><REFERENCE_NUMBER>ORe.003</REFERENCE_NUMBER></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""
SDN = """<sdnList xmlns="urn:list"><publshInformation/><sdnEntry><uid>17</uid>
 <firstName>Qasim</firstName><lastName>DHIYAB</lastName><sdnType>Individual</sdnType>
 <programList><program>ORV</program></programList>
 <akaList><aka><uid>9</uid><lastName>Abu Tiger</lastName></aka></akaList></sdnEntry>
 <sdnEntry><uid>18</uid><lastName>ORVANTA TRUST</lastName><sdnType>Entity</sdnType>
 </sdnEntry></sdnList>"""
EU = """<export xmlns="http://eu.example/fsd"><sanctionEntity
 euReferenceNumber="EU.1.2"><regulation programme="ORV"/><subjectType code="person"/>
 <nameAlias firstName="Qasim" lastName="Dhiyab"/><nameAlias wholeName="Kassem Diab"/>
 </sanctionEntity></export>"""
CSV = "ID,Nom,Alias,Type,Motif\n7,Orvanta Trust,OT; Orvanta,Entité,x\n8,,,P,\n7,B,,,\n"


def _read(text):
    return read(io.BytesIO(text.encode()))


def test_individuals_and_entities_are_read_with_their_aliases():
    listing = _read(UN)

    assert [(each.key, each.kind, each.names) for each in listing.entries] == [
        ("ORi.001", Kind.PERSON, ("Qasim Dhiyab", "قاسم ذياب", "Kassem Diab")),
        ("ORe.002", Kind.ORGANIZATION, ("Orvanta Relief Trust",)),
    ]
    assert [each.reason.code for each in listing.skipped] == ["no_name"]


def test_entries_with_other_names_are_read():
    listing = _read(SDN)

    assert [(each.key, each.kind, each.names) for each in listing.entries] == [
        ("17", Kind.PERSON, ("Qasim DHIYAB", "Abu Tiger")),
        ("18", Kind.ORGANIZATION, ("ORVANTA TRUST",)),
    ]
    assert listing.entries[0].note == "ORV"


def test_entities_whose_names_are_attributes_are_read():
    (entry,) = _read(EU).entries

    assert (entry.key, entry.names) == ("EU.1.2", ("Qasim Dhiyab", "Kassem Diab"))


def test_a_table_is_read_by_the_heads_of_its_columns():
    listing = _read(CSV)

    (entry,) = listing.entries
    assert entry.names == ("Orvanta Trust", "OT", "Orvanta")
    assert (entry.key, entry.kind, entry.note) == ("7", Kind.ORGANIZATION, "x")
    assert [(each.place, each.reason.code) for each in listing.skipped] == [
        (3, "no_name"), (4, "twice")
    ]  # fmt: skip


BOMBS = {
    "doctype": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "laughs": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><CONSOLIDATED_LIST>&a11;</CONSOLIDATED_LIST>",
    "doctype in UTF-16": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>',
    "entity": UN.replace("Qasim", "&lol;"),
    "deep": "<a>" * 10_000 + "</a>" * 10_000,
    "deep in an entry": UN.replace("Dhiyab", "<a>" * 9_000 + "</a>" * 9_000),
    "attributes": "<a " + " ".join(f'a{n}="1"' for n in range(9000)) + "/>",
    "no end": UN[:-30],
    "something else": "<html><body>List</body></html>",
    "50 MB": "<CONSOLIDATED_LIST>" + "<x/>" * 12_500_000,
    "one long text": "<CONSOLIDATED_LIST>" + "x" * 30_000_000,
    "no names": "colour,shape\nred,round\n",
    "empty": "  \n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_harm_is_refused_in_a_second_and_a_hundred_megabytes(bomb):
    encoding = "utf-16" if "UTF-16" in bomb else "utf-8"
    source = io.BytesIO(BOMBS[bomb].encode(encoding))
    tracemalloc.start()
    start = time.process_time()

    with pytest.raises(FileRefused) as refused:
        read(source)

    assert time.process_time() - start < 1
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert "{" not in str(refused.value)


def test_includes_are_elements_like_any():
    text = UN.replace(
        "<DATAID>1</DATAID>",
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" '
        'href="file:///etc/passwd" parse="text"/>',
    )

    assert "root:" not in str(_read(text).entries)
