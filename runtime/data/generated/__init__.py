"""Data sets computed from a seed. They are called generated wherever they are shown: nothing in them was measured."""

from __future__ import annotations

from graph.data.data_sets import (
    GeneratedHeadlines,
    GeneratedImages,
    GeneratedPoints,
    GeneratedSeries,
    GeneratedSpec,
    GeneratedTweets,
)
from runtime.data.dataset import Dataset
from runtime.data.errors import bad


def generate(spec: GeneratedSpec) -> Dataset:
    """The samples of a generated set; the same parameters always give the same ones."""
    from runtime.data.generated.headlines import headlines
    from runtime.data.generated.images import images
    from runtime.data.generated.points import points
    from runtime.data.generated.series import series
    from runtime.data.generated.tweets import tweets

    match spec:
        case GeneratedHeadlines():
            columns, about = headlines(spec), "Generated headlines: words of a topic and five features decide the label"
        case GeneratedTweets():
            columns, about = tweets(spec), "Generated texts by authors with words and habits of their own"
        case GeneratedImages():
            columns, about = images(spec), "Generated pictures and the same sharpened by a 3×3 filter"
        case GeneratedPoints():
            columns, about = points(spec), f"Generated points of the plane: {spec.pattern}"
        case GeneratedSeries():
            columns, about = series(spec), "Generated vectors x and y = A(B(A(x))) by a hidden rule"
        case _:
            raise bad("There is no generator for {kind}.", kind=spec.kind)
    return Dataset(f"generated: {columns[0].name}", columns, about, generated=True)
