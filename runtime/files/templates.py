"""The templates: complete documents, with data and training plan, that can be trained at once."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.storage.storage import SUFFIX, loads


@dataclass(frozen=True)
class Template:
    """A template's name, which commands take, its title and one line on what it shows."""

    name: str
    title: Message
    about: Message


class TemplateError(MessageError):
    """There is no template of that name."""


TEMPLATES = (
    Template(
        "fully_connected",
        say("Fully connected network"),
        say("Handwritten digits through three Dense layers: the first network to try"),
    ),
    Template(
        "headline",
        say("Headline: two inputs, two outputs"),
        say("Will a headline spread? Words and five features, a main and an auxiliary loss (generated data)"),
    ),
    Template(
        "tweets",
        say("Two tweets, one shared LSTM"),
        say("Did one author write both? The same LSTM reads the two texts (generated data)"),
    ),
    Template(
        "encoder",
        say("Encoder"),
        say("Convolutions turn a digit into 16 numbers, trained to be its 4×4 sketch"),
    ),
    Template(
        "decoder",
        say("Decoder"),
        say("Transposed convolutions draw a digit from 16 numbers, its 4×4 sketch"),
    ),
    Template(
        "autoencoder",
        say("Autoencoder of two nested models"),
        say("Encoder and decoder as layers: a digit through a bottleneck of 16 numbers and back"),
    ),
    Template(
        "residual_block",
        say("Residual block"),
        say("x + convolution(x): one filter learns what a picture lacks (generated data)"),
    ),
    Template(
        "small_resnet",
        say("Small ResNet"),
        say("Two residual blocks, pooling and dropout read digits as 32×32 colour images"),
    ),
    Template(
        "layer_in_series",
        say("A layer called in series"),
        say("A(B(A(x))): the layer A works twice in a row of three, with one set of weights (generated data)"),
    ),
)


def names() -> tuple[str, ...]:
    """The templates' names, in the order in which they are best tried."""
    return tuple(template.name for template in TEMPLATES)


def find(name: str) -> Template:
    """The template of that name; raises TemplateError with the names there are."""
    for template in TEMPLATES:
        if template.name == name:
            return template
    known = ", ".join(names())
    raise TemplateError(say("There is no template {name!r:.80}. There are: {names}.", name=name, names=known))


def text(name: str) -> str:
    """The project file of a template as it is shipped; raises TemplateError."""
    template = find(name)
    return (files("resources") / "templates" / f"{template.name}{SUFFIX}").read_text(encoding="utf-8")


def load(name: str) -> Document:
    """The document of a template; raises TemplateError."""
    return loads(text(name))
