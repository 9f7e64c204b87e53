"""Questions for structures, read from an address."""

from collections.abc import Sequence

from django.http import QueryDict

from accord.observatory.sdmx.asking import padded, refuse_unknown
from accord.observatory.sdmx.referencing import KINDS, Question
from accord.observatory.sdmx.refusals import Misspelt, NothingFound
from tally.sdmx.writing.artefacts import IDENTIFIER

_PARAMETERS = ("detail", "references", "format")
_ALL = {"all", "*", ""}


def read(kind: str, path: Sequence[str], query: QueryDict) -> Question:
    """Read `/{kind}/{agency}/{id}/{version}/{item}`, the same in REST 1 and 2."""
    refuse_unknown(query, _PARAMETERS, filters=False)
    agencies, ids, version, items = padded(path, ("all", "all", "latest", "all"))
    if kind in {"structure", "*"}:
        kinds = frozenset(KINDS.values())
    else:
        kinds = frozenset([KINDS[kind]] if kind in KINDS else [])
    return Question(
        kinds=kinds,
        agencies=_names(agencies),
        ids=_names(ids),
        version=version,
        items=_names(items),
        references=frozenset(query.get("references", "none").split(",")),
        detail=query.get("detail", "full"),
    )


def read_schema(path: Sequence[str], query: QueryDict) -> Question:
    """Read `/schema/{context}/{agency}/{id}/{version}`, answered with structures.

    What a flow is made of, with the codes that its figures use and what there is of it,
    is all that a program needs to check and to build keys.
    """
    refuse_unknown(query, ("format", "dimensionAtObservation"), filters=False)
    context, agency, name, version = padded(path, ("dataflow", "all", "all", "latest"))
    if context not in {"dataflow", "datastructure"}:
        message = (
            f"“{context[:40]}” is no context that has structures here; write dataflow "
            "or datastructure."
        )
        raise NothingFound(message)
    return Question(
        kinds=frozenset([KINDS[context]]),
        agencies=_names(agency),
        ids=_names(name),
        version=version,
        items=frozenset(),
        references=frozenset({"descendants", "contentconstraint"}),
        detail="referencepartial",
    )


def _names(text: str) -> frozenset[str]:
    """Return the names of a part: several are joined by a plus, or by a comma."""
    found = set(text.replace("+", ",").split(","))
    if found & _ALL:
        return frozenset()
    for each in found:
        if not IDENTIFIER.fullmatch(each.replace(".", "_")):
            message = f"“{each[:40]}” is no id; ids hold A to Z, 0 to 9, _, @, $ and -."
            raise Misspelt(message)
    return frozenset(found)
