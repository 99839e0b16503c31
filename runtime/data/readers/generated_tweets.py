"""Generated pairs of short texts by authors with words, letters and habits of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.generated_tweets import GeneratedTweets
from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn, Column
from runtime.data.memory import need_memory
from runtime.data.readers.reader import GeneratedReader
from runtime.kinds.computes import computes

VOWELS, CONSONANTS = "aeiouyäöü", "bcdfghjklmnprstvwxz"
ENDINGS = ("!!! ", ". ", " ... ", "?? ", " :) ", " ~ ", "; ", " <3 ")
WORDS = 24
CHARACTERS = 256
PROLIFIC_SHARE = 0.85
"""Of the pairs by one author, the part that the first author wrote.

A model that adds up evidence from both texts, as a single Dense unit on two concatenated encodings does, cannot compare
authors: it can only tell how far each text looks like an author who often has both. With this share it can reach about
92 %; if all authors wrote equally much it could not beat chance.
"""


@computes(GeneratedTweets)
class GeneratedTweetsReader(GeneratedReader):
    def columns(self) -> tuple[list[Column], Message]:
        return tweets(self.spec), say("Generated texts by authors with words and habits of their own")


def tweets(spec: GeneratedTweets) -> list[Column]:
    """Columns `tweet_a` and `tweet_b` (n, length) uint8 character codes, `same_author` (n,) 0 or 1, half of each."""
    need_memory("The generated texts", spec.samples * spec.length * 4)
    random = np.random.default_rng(spec.seed)
    lexicons = [_lexicon(random) for _ in range(spec.authors)]
    same = random.random(spec.samples) < 0.5
    first, second = _authors(random, same, spec.authors)
    texts = [np.stack([_text(random, lexicons[a], a, spec.length) for a in who]) for who in (first, second)]
    return [
        ArrayColumn("tweet_a", texts[0], _CHARACTER_NAMES),
        ArrayColumn("tweet_b", texts[1], _CHARACTER_NAMES),
        ArrayColumn("same_author", same.astype(np.int32), ("different", "same")),
    ]


def _authors(
    random: np.random.Generator, same: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Who wrote the two texts: author 0 most of the same pairs and one side of the different ones."""
    others = random.integers(1, count, size=len(same))
    first = np.where(same & (random.random(len(same)) < PROLIFIC_SHARE), 0, others)
    second = np.where(same, first, 0)
    swap = random.random(len(same)) < 0.5
    return np.where(swap, second, first), np.where(swap, first, second)


def _lexicon(random: np.random.Generator) -> list[str]:
    """Made-up words from the few letters an author prefers."""
    vowels = random.permutation(list(VOWELS))[:3]
    consonants = random.permutation(list(CONSONANTS))[:6]
    syllables = [str(c) + str(v) for c in consonants for v in vowels]
    return ["".join(random.choice(syllables, random.integers(1, 4))) for _ in range(WORDS)]


def _text(random: np.random.Generator, lexicon: list[str], author: int, length: int) -> NDArray[np.uint8]:
    parts: list[str] = []
    size = 0
    ending = ENDINGS[author % len(ENDINGS)]
    for word, ends in zip(random.integers(WORDS, size=length), random.random(length) < 0.3, strict=True):
        part = lexicon[word] + (ending if ends else " ")
        parts.append(part)
        size += len(part)
        if size >= length:
            break
    return np.frombuffer("".join(parts)[:length].encode("latin-1"), np.uint8)


_CHARACTER_NAMES = tuple(chr(code) for code in range(CHARACTERS))
