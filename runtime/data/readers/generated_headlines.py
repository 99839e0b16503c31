"""Generated headlines: whether one spreads depends on the topic of its words and on five features beside them."""

from __future__ import annotations

import numpy as np

from graph.data.data_sets.generated_headlines import GeneratedHeadlines
from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn, Column
from runtime.data.memory import need_memory
from runtime.data.readers.reader import GeneratedReader
from runtime.kinds.computes import computes

TOPICS = 8
WORDS_PER_TOPIC = 20
TOPIC_SHARE = 0.35
APPEAL = np.array([1.6, -1.6, 1.2, -1.2, 1.6, -1.6, 1.2, -1.2])
FEATURES = np.array([0.3, -0.3, 0.6, 1.0, 0.8])
LABELS = ("ignored", "shared")


@computes(GeneratedHeadlines)
class GeneratedHeadlinesReader(GeneratedReader):
    def columns(self) -> tuple[list[Column], Message]:
        return headlines(self.spec), say("Generated headlines: words of a topic and five features decide the label")


def headlines(spec: GeneratedHeadlines) -> list[Column]:
    """Columns `headline` (n, length) int32 of 1…vocabulary-1, `additional` (n, 5) float32, `label` (n,) 0 or 1.

    Each headline has one topic, which owns twenty words and gives about a third of the words; the others follow Zipf's
    law. The additional features are the hour of the day (sine and cosine), weekend, readership, and a picture.
    """
    need_memory("The generated headlines", spec.samples * spec.length * 32)
    random = np.random.default_rng(spec.seed)
    words = random.permutation(np.arange(1, spec.vocabulary))
    topic_words = words[: TOPICS * WORDS_PER_TOPIC].reshape(TOPICS, WORDS_PER_TOPIC)
    topics = random.integers(TOPICS, size=spec.samples)
    size = (spec.samples, spec.length)
    # Zipf's law by inverting the logarithm of the rank.
    ranks = np.floor(np.exp(random.random(size) * np.log(spec.vocabulary - 1))).astype(np.intp)
    background = words[::-1][np.minimum(ranks, spec.vocabulary - 1) - 1]
    chosen = topic_words[topics[:, None], random.integers(WORDS_PER_TOPIC, size=size)]
    text = np.where(random.random(size) < TOPIC_SHARE, chosen, background)
    additional = _features(random, spec.samples)
    score = APPEAL[topics] + additional @ FEATURES + random.normal(0, 0.3, spec.samples)
    return [
        ArrayColumn("headline", text.astype(np.int32)),
        ArrayColumn("additional", additional),
        ArrayColumn("label", (score > 0).astype(np.int32), LABELS),
    ]


def _features(random: np.random.Generator, samples: int) -> np.ndarray:
    hour = random.random(samples) * 2 * np.pi
    weekend = (random.random(samples) < 2 / 7) - 2 / 7
    picture = random.choice((-1.0, 1.0), samples)
    return np.stack([np.sin(hour), np.cos(hour), weekend, random.normal(0, 1, samples), picture], axis=1).astype(
        np.float32
    )
