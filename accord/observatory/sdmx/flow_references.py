"""Which dataflow a question names."""

from collections.abc import Sequence

from accord.observatory.sdmx import versions
from accord.observatory.sdmx.collection import EVERYTHING, Collection, Flow
from accord.observatory.sdmx.refusals import Misspelt, NothingFound, NotOffered
from tally.sdmx.writing.artefacts import IDENTIFIER

# What begins the address of a question of REST 2.
CONTEXTS = {"*", "dataflow", "datastructure", "provisionagreement"}


def refuse_provider(kept: Collection, asked: str) -> None:
    """Refuse figures of another provider: we are the only one."""
    names = {each.rpartition(",")[2] for each in asked.split("+")}
    if not names & {"all", kept.structure.agency}:
        message = (
            f"There are no figures of provider “{asked[:40]}”; the only one is "
            f"{kept.structure.agency}. Leave it out, or write all."
        )
        raise NothingFound(message)


def of_rest_1(kept: Collection, asked: str) -> Flow:
    """Find the flow of `ID`, `AGENCY,ID` or `AGENCY,ID,VERSION`."""
    parts = asked.split(",")
    if len(parts) > 3 or not asked:
        message = (
            "Name the dataflow as ID, AGENCY,ID or AGENCY,ID,VERSION, such as "
            f"{kept.structure.agency},{EVERYTHING}."
        )
        raise Misspelt(message)
    name = parts[0] if len(parts) == 1 else parts[1]
    agency = parts[0] if len(parts) > 1 else "all"
    version = parts[2] if len(parts) == 3 else "latest"
    return _flow(kept, {agency}, [name], version)


def of_rest_2(
    kept: Collection, context: str, agency: str, name: str, version: str
) -> Flow:
    contexts = set(context.split(","))
    if unknown := contexts - CONTEXTS:
        message = (
            f"“{min(unknown)[:40]}” is no context; write dataflow, datastructure, or *."
        )
        raise Misspelt(message)
    if contexts == {"provisionagreement"}:
        message = (
            "There are no provision agreements here; ask for a dataflow: "
            f"/data/dataflow/{kept.structure.agency}/{EVERYTHING}."
        )
        raise NothingFound(message)
    names = name.split(",")
    is_structure = kept.structure.id in names and contexts != {"dataflow"}
    if is_structure or (contexts == {"datastructure"} and "*" in names):
        names = [EVERYTHING]
    elif contexts == {"datastructure"}:
        names = []
    return _flow(kept, set(agency.split(",")), names, version)


def _flow(
    kept: Collection, agencies: set[str], names: Sequence[str], version: str
) -> Flow:
    for each in (*agencies, *names):
        if each not in {"*", "all"} and not IDENTIFIER.fullmatch(
            each.replace(".", "_")
        ):
            message = f"“{each[:40]}” is no id; ids hold A to Z, 0 to 9, _, @, $ and -."
            raise Misspelt(message)
    ours = bool(agencies & {"*", "all", kept.structure.agency})
    found = [
        kept.flows[each]
        for each in dict.fromkeys(
            EVERYTHING if name in {"*", "all"} else name for name in names
        )
        if each in kept.flows
    ]
    if not ours or not found or not versions.matches(version):
        message = (
            f"There is no dataflow {','.join(sorted(agencies))[:40]}:"
            f"{','.join(names)[:60]}({version[:20]}). There are: "
            f"{', '.join(kept.flows)}, all of agency {kept.structure.agency}, "
            f"version {versions.VERSION}."
        )
        raise NothingFound(message)
    if len(found) > 1 and kept.flows[EVERYTHING] not in found:
        message = f"Ask for one dataflow at a time, or for {EVERYTHING}, which has all."
        raise NotOffered(message)
    return kept.flows[EVERYTHING] if len(found) > 1 else found[0]
