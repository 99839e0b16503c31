"""The kinds of data sets a document can name: where the samples come from. They read nothing; `runtime.data` does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Value


@dataclass(frozen=True)
class DatasetSpec(Value):
    """Base of the data sets: a kind with parameters. Columns are known once the set is opened."""

    category: ClassVar[str] = "dataset"
    caption: ClassVar[str] = ""
    """One sentence for the list of data sets."""
    generated: ClassVar[bool] = False
    """Whether the samples are computed from a seed rather than measured in the world."""

    def paths(self) -> tuple[str, ...]:
        """The files or folders it reads, as written in the document; relative ones are relative to the document."""
        path = getattr(self, "path", None)
        return () if path is None else (path,)

    def need_path(self, path: str) -> None:
        """Raise SpecError for an empty path or one with characters that no file system takes."""
        if not path.strip() or "\0" in path:
            raise SpecError(
                say("{kind}: path must name a file or folder. Received: {path!r}.", kind=self.kind, path=path)
            )

    def check(self) -> None:
        for path in self.paths():
            self.need_path(path)


@register
@dataclass(frozen=True)
class Digits(DatasetSpec):
    """Handwritten digits of the UCI repository, shipped with the program; columns `image`, `digit` and `sketch`."""

    caption: ClassVar[str] = "1,797 handwritten digits, measured; as 8×8, 28×28 or 32×32×3 images"
    size: str = param(
        "choice",
        "28x28",
        "Size of the images; larger ones are interpolated. 8x8 holds 0 to 16, the others 0 to 255.",
        choices=("8x8", "28x28", "32x32x3"),
    )
    flat: bool = param("bool", False, "One row of numbers per image instead of height × width × channels.")
    mixed: bool = param(
        "bool",
        True,
        "A fixed mixed order, so that the last part, which validation takes, has every writer.",
        advanced=True,
    )


@register
@dataclass(frozen=True)
class NpzFile(DatasetSpec):
    """Arrays of a NumPy `.npz` archive; each array is a column."""

    caption: ClassVar[str] = "A NumPy archive (.npz): each array is a column"
    path: str = param("text", help="The .npz file.")


@register
@dataclass(frozen=True)
class NpyFiles(DatasetSpec):
    """NumPy `.npy` files, memory-mapped: a set larger than the memory can be trained on."""

    caption: ClassVar[str] = "NumPy arrays (.npy) read from disk while training, for sets larger than the memory"
    path: str = param("text", help="A .npy file, several separated by ';', or a folder of them. Each is a column.")

    def paths(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.path.split(";")) if self.path.strip() else (self.path,)


@register
@dataclass(frozen=True)
class CsvFile(DatasetSpec):
    """A table of text; numbers become numeric columns, other text becomes categories."""

    caption: ClassVar[str] = "A table (.csv): each column of it is a column here"
    path: str = param("text", help="The .csv file.")
    delimiter: str = param(
        "choice", "auto", "What separates the cells.", choices=("auto", "comma", "semicolon", "tab", "space", "bar")
    )
    header: str = param(
        "choice", "auto", "Whether the first line names the columns.", choices=("auto", "yes", "no"), advanced=True
    )
    encoding: str = param(
        "choice",
        "utf-8",
        "How the letters are stored.",
        choices=("utf-8", "latin-1", "cp1252", "utf-16"),
        advanced=True,
    )
    text_columns: str = param(
        "text", "", "Columns that are categories although they look like numbers, such as 'zip, year'.", advanced=True
    )


@register
@dataclass(frozen=True)
class ImageFolder(DatasetSpec):
    """A folder with one subfolder of images per class; columns `image` and `label`."""

    caption: ClassVar[str] = "A folder with one subfolder of pictures per class"
    path: str = param("text", help="The folder that holds the classes' subfolders.")
    height: int = param("int", 32, "Height to scale to, in pixels.", low=1, high=8192)
    width: int = param("int", 32, "Width to scale to, in pixels.", low=1, high=8192)
    colour: str = param("choice", "rgb", "Channels of the images.", choices=("grey", "rgb", "rgba"))


@register
@dataclass(frozen=True)
class Cifar10(DatasetSpec):
    """The CIFAR-10 python archive from a local path; columns `image` (32, 32, 3) and `label`."""

    caption: ClassVar[str] = "CIFAR-10: 60,000 small photographs, from your own copy of the python archive"
    path: str = param("text", help="The folder cifar-10-batches-py, or cifar-10-python.tar.gz.")
    part: str = param("choice", "train", "Which images.", choices=("train", "test", "all"))


@dataclass(frozen=True)
class GeneratedSpec(DatasetSpec):
    """Base of the sets that are computed from a seed; the same parameters give the same samples."""

    generated: ClassVar[bool] = True


@register
@dataclass(frozen=True)
class GeneratedHeadlines(GeneratedSpec):
    """Headlines of word numbers with five auxiliary features; columns `headline`, `additional` and `label`."""

    caption: ClassVar[str] = "Generated: headlines as word numbers, with five more features and whether they spread"
    samples: int = param("int", 2000, "How many headlines.", low=1, high=10_000_000)
    length: int = param("int", 100, "Words per headline.", low=4, high=10_000)
    vocabulary: int = param("int", 10_000, "Word numbers go from 1 to one less than this.", low=300, high=1_000_000)
    seed: int = param("int", 1, "Another seed gives other headlines.", low=0)


@register
@dataclass(frozen=True)
class GeneratedTweets(GeneratedSpec):
    """Pairs of short texts as character codes; columns `tweet_a`, `tweet_b` and `same_author`."""

    caption: ClassVar[str] = "Generated: pairs of short texts, and whether one author wrote both"
    samples: int = param("int", 2000, "How many pairs.", low=1, high=10_000_000)
    length: int = param("int", 64, "Characters per text.", low=8, high=10_000)
    authors: int = param("int", 4, "How many authors; the first writes most.", low=2, high=64)
    seed: int = param("int", 1, "Another seed gives other authors and texts.", low=0)


@register
@dataclass(frozen=True)
class GeneratedImages(GeneratedSpec):
    """Smooth coloured pictures and the same sharpened by one known 3×3 filter; columns `image` and `sharpened`."""

    caption: ClassVar[str] = "Generated: pictures and the same pictures sharpened by one filter"
    samples: int = param("int", 64, "How many pictures.", low=1, high=1_000_000)
    height: int = param("int", 64, "Height in pixels.", low=3, high=4096)
    width: int = param("int", 64, "Width in pixels.", low=3, high=4096)
    noise: float = param("float", 0.02, "Standard deviation of the noise in the pictures.", low=0, high=1)
    seed: int = param("int", 1, "Another seed gives other pictures.", low=0)


@register
@dataclass(frozen=True)
class GeneratedPoints(GeneratedSpec):
    """Points of the plane in a pattern of classes; columns `point` (2,) and `label`."""

    caption: ClassVar[str] = "Generated: points of the plane in spirals, rings, clouds, moons or squares"
    pattern: str = param(
        "choice", "spiral", "How the classes lie.", choices=("spiral", "circles", "blobs", "moons", "checkerboard")
    )
    samples: int = param("int", 1000, "How many points.", low=1, high=10_000_000)
    classes: int = param("int", 2, "How many classes; moons have two.", low=2, high=20)
    noise: float = param("float", 0.05, "How much the points stray.", low=0, high=2)
    seed: int = param("int", 1, "Another seed gives other points.", low=0)


@register
@dataclass(frozen=True)
class GeneratedSeries(GeneratedSpec):
    """Vectors and what a hidden rule A(B(A(x))) makes of them; columns `x` and `y`, both (features,)."""

    caption: ClassVar[str] = "Generated: vectors x and y = A(B(A(x))), for a layer that is called in series"
    samples: int = param("int", 2000, "How many vectors.", low=1, high=10_000_000)
    features: int = param("int", 16, "Numbers per vector.", low=1, high=4096)
    noise: float = param("float", 0.01, "Standard deviation of the noise in y.", low=0, high=10)
    seed: int = param("int", 1, "Another seed gives another hidden rule.", low=0)
