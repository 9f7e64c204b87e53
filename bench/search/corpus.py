"""Make documents that nobody wrote: words by Zipf's law, in three languages, filed.

    python -m bench.search.corpus NUMBER FOLDER

The same number gives the same documents. A line of `documents.tsv` is number, language,
title, body and the codes of five facets; `words.json` names the words to ask for.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

WORDS = 40_000
# Words of grammar, which every dictionary leaves out, are the most frequent of all.
GRAMMAR = {
    "fr": (
        "au aux avec ce ces dans de des du elle en et eux il je la le leur lui ma mais "
        "me mes moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses son "
        "sur ta te tes toi ton tu un une vos votre vous"
    ),
    "en": (
        "i me my myself we our ours you your yours he him his she her hers it its they "
        "them their what which who whom this that these those am is are was were be "
        "been being have has had do does did a an the and but if or because as"
    ),
    "es": (
        "de la que el en y a los del se las por un para con no una su al lo como más "
        "pero sus le ya o este sí porque esta entre cuando muy sin sobre también me "
        "hasta hay donde quien desde todo nos durante todos uno les ni contra otros"
    ),
}
ONSETS = {
    "fr": "ch tr pr gr l m n s t r p b d f v qu j",
    "en": "th st wh sh br t n s l m k w d p h f",
    "es": "ll ch tr c d m n p r s t b g l j",
}
NUCLEI = {
    "fr": "a e i o u é è ê ou ai eau an on ô î",
    "en": "a e i o u ea oo ai ou",
    "es": "a e i o u á é í ó ie ue",
}
ENDINGS = {
    "fr": ["", "", "s", "tion", "ment", "té", "eur", "es", "ance"],
    "en": ["", "", "s", "ing", "ed", "tion", "ness", "er"],
    "es": ["", "", "s", "ción", "dad", "mente", "os", "as", "ñas"],
}
# The share of documents that have a word of each class, and where such words stand in
# the list of words by frequency, after grammar.
CLASSES = {
    "rare": (0.0002, range(25_000, 27_000, 20)),
    "medium": (0.005, range(700, 1_300, 20)),
    "very common": (0.14, range(15)),
}
ASKED = 3
# Short words could be real ones, which stand for a country or a group in Accord.
SHORTEST_ASKED = 8
TITLE_WORDS = 8
BODY_WORDS = (90, 210)

COUNTRIES = (
    "SEN CIV MLI BFA BEN TGO GIN NER GHA NGA CMR COD COG GAB KEN UGA TZA ETH RWA MDG "
    "ZAF ZMB MOZ AGO TUN MAR DZA EGY JOR LBN IRQ OMN IND NPL BGD LKA PAK VNM KHM THA "
    "PHL IDN MYS FJI VUT KIR BRB JAM DOM HTI MEX GTM HND COL PER BOL CHL ARG ESP FRA"
)
GROUPS = (
    "women youth children migrants refugees rural-workers informal-workers unemployed "
    "domestic-workers older-persons persons-with-disabilities indigenous-peoples"
)


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to file documents: its codes, and how many a document has at most."""

    name: str
    codes: list[str]
    most: int


FACETS = (
    Facet("country", COUNTRIES.split(), 3),
    Facet("area", [str(number) for number in range(1, 7)], 3),
    Facet("challenge", [str(number) for number in range(1, 7)], 2),
    Facet("goal", [str(number) for number in range(1, 18)], 4),
    Facet("group", GROUPS.split(), 3),
)


@dataclass(frozen=True, slots=True)
class Document:
    number: int
    language: str
    title: str
    body: str
    # Name of a facet → codes.
    filed: dict[str, list[str]]


def make(number: int, folder: Path) -> None:
    """Write the documents and the words to ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    vocabularies = {language: vocabulary(language, chance) for language in GRAMMAR}
    with (folder / "documents.tsv").open("w", encoding="utf-8") as file:
        file.writelines(lines(number, vocabularies, chance))
    choose(number, folder, vocabularies)


def choose(number: int, folder: Path, vocabularies: dict[str, list[str]]) -> None:
    """Write down words of each class, by how many documents have them."""
    candidates = {
        word: (language, kind)
        for language, words in vocabularies.items()
        for kind, (_share, places) in CLASSES.items()
        for place in places
        if len(word := words[grammar_of(language) + place]) >= SHORTEST_ASKED
    }
    having: Counter[str] = Counter()
    with (folder / "documents.tsv").open(encoding="utf-8") as file:
        for line in file:
            having.update(candidates.keys() & set(line.split()))
    asked = {
        kind: [
            [language, word]
            for language in vocabularies
            for word in nearest(
                share * number,
                {
                    word: having[word]
                    for word, of in candidates.items()
                    if of == (language, kind) and having[word]
                },
            )
        ]
        for kind, (share, _places) in CLASSES.items()
    }
    (folder / "words.json").write_text(json.dumps(asked, ensure_ascii=False))


def nearest(documents: float, having: dict[str, int]) -> list[str]:
    """Return the words whose number of documents is nearest to the one wanted."""
    return sorted(having, key=lambda word: abs(having[word] - documents))[:ASKED]


def read(folder: Path) -> Iterator[Document]:
    """Yield the documents of a folder one by one."""
    with (folder / "documents.tsv").open(encoding="utf-8") as file:
        for line in file:
            number, language, title, body, *codes = line.rstrip("\n").split("\t")
            filed = {
                facet.name: each.split(" ")
                for facet, each in zip(FACETS, codes, strict=True)
            }
            yield Document(int(number), language, title, body, filed)


def grammar_of(language: str) -> int:
    return len(GRAMMAR[language].split())


def vocabulary(language: str, chance: random.Random) -> list[str]:
    """Return words by frequency, those of grammar first."""
    onsets, nuclei = ONSETS[language].split(), NUCLEI[language].split()
    words = dict.fromkeys(GRAMMAR[language].split())
    while len(words) < grammar_of(language) + WORDS:
        stem = "".join(
            chance.choice(onsets) + chance.choice(nuclei)
            for _syllable in range(chance.randint(1, 3))
        )
        words.setdefault(stem + chance.choice(ENDINGS[language]))
    return list(words)


def lines(
    number: int, vocabularies: dict[str, list[str]], chance: random.Random
) -> Iterator[str]:
    weights = {
        language: list(accumulate(1 / (place + 2.7) for place in range(len(words))))
        for language, words in vocabularies.items()
    }
    languages = list(vocabularies)
    # Countries are as unequal as words; the first have by far the most documents.
    skew = list(accumulate(1 / (place + 3) for place in range(len(FACETS[0].codes))))
    for one in range(number):
        language = languages[one % len(languages)]
        words, frequency = vocabularies[language], weights[language]
        titles = len(words) - grammar_of(language)
        title = chance.choices(
            words[-titles:], cum_weights=frequency[:titles], k=TITLE_WORDS
        )
        body = chance.choices(
            words, cum_weights=frequency, k=chance.randint(*BODY_WORDS)
        )
        codes = (" ".join(codes_in(facet, skew, chance)) for facet in FACETS)
        yield (
            f"{one}\t{language}\t{' '.join(title)}\t{' '.join(body)}\t"
            + "\t".join(codes)
            + "\n"
        )


def codes_in(facet: Facet, skew: list[float], chance: random.Random) -> list[str]:
    many = chance.randint(1, facet.most)
    weights = skew if facet is FACETS[0] else None
    return sorted(set(chance.choices(facet.codes, cum_weights=weights, k=many)))


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
