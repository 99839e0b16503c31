"""The arguments of Keras' constructors, in its order, as each kind states them; the Python interface takes them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from graph.specs.message import say
from graph.specs.params import SpecError, params_of, refuse_float
from graph.specs.spec import Value
from graph.specs.working_type import DOUBLE, SINGLE

BY_NAME_ONLY = "*"

WITHOUT_MEANING: Mapping[str, tuple[Any, ...]] = {
    "autocast": (True,),
    "axis": (-1,),
    "dtype": (None,),
    "flash_attention": (None, True, False),
    "gptq_unpacked_column_size": (None,),
    "encoding": ("utf-8",),
    "idf_weights": (None,),
    "ignore_class": (None,),
    "implementation": (0, 1, 2),
    "invert": (False,),
    "lora_alpha": (None,),
    "lora_rank": (None,),
    "quantization_config": (None,),
    "ragged": (False,),
    "salt": (None,),
    "sparse": (False,),
    "use_cudnn": ("auto", True, False),
    "vocabulary_dtype": ("int64",),
}
"""Arguments of Keras where a kind has no parameter for them, with the values that ask for nothing."""

OF_EVERY_LAYER = ("name", "trainable", "dtype", "autocast")
"""What every layer of Keras takes by name besides its own arguments."""


@dataclass(frozen=True)
class Arguments:
    """What a constructor takes: by position or name, then by name only. `parameters`: which of them is which parameter
    of ours; the others are Keras' alone, such as the name of a loss."""

    positional: tuple[str, ...]
    by_name: tuple[str, ...]
    parameters: Mapping[str, str]
    required: frozenset[str]
    """What must be given: Keras has no default for it."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.positional, *self.by_name)


def arguments_of(kind: type[Value]) -> Arguments:
    """The arguments that the kind's `arguments` stands for, written out."""
    parameters = {rule.keras_name or name: name for name, rule in params_of(kind).items()}
    others = [name for name in parameters if name not in kind.arguments]
    names: list[str] = []
    for item in kind.arguments:
        names.extend(others if item is ... else [item])
    end = names.index(BY_NAME_ONLY) if BY_NAME_ONLY in names else len(names)
    must = {f.name for f in fields(kind) if f.default is MISSING} | {
        n for n, rule in params_of(kind).items() if rule.always
    }
    required = frozenset(name for name, own in parameters.items() if own in must)
    return Arguments(tuple(names[:end]), tuple(names[end + 1 :]), parameters, required)


def read_arguments(
    kind: type[Value], args: Sequence[Any], keywords: Mapping[str, Any], also: tuple[str, ...] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters among the arguments of a constructor, by our names, and what else was given, by Keras' names.

    `also` are further names that are taken. Raises SpecError for an argument too many, unknown, given twice or missing,
    and for one without a parameter whose value asks for something.
    """
    taken = arguments_of(kind)
    given = _by_name(kind.kind, taken, args, keywords, also)
    missing = [name for name in taken.parameters if name in taken.required and name not in given]
    if missing:
        raise SpecError(say("{kind} needs a value for {name}.", kind=kind.kind, name=", ".join(missing)))
    parameters = {taken.parameters[name]: value for name, value in given.items() if name in taken.parameters}
    for name, value in parameters.items():
        refuse_float(kind.kind, name, params_of(kind)[name], value)
    others = {name: value for name, value in given.items() if name not in taken.parameters}
    for name in others.keys() & WITHOUT_MEANING.keys():
        found, allowed = others[name], WITHOUT_MEANING[name]
        if name == "dtype":
            found, allowed = plain_dtype(found), (None, SINGLE, DOUBLE, *getattr(kind, "own_dtypes", ()))
        if name.startswith("lora") and found is not None:
            raise SpecError(
                say(
                    "{owner}: {name} can only be None here. Received: {given!r:.80}. Layers have no weights of low "
                    "rank beside their own: set trainable to False, and add to its result what two small Dense layers "
                    "make.",
                    owner=kind.kind,
                    name=name,
                    given=found,
                )
            )
        only(kind.kind, name, found, *allowed)
    return parameters, others


def _by_name(
    owner: str, taken: Arguments, args: Sequence[Any], keywords: Mapping[str, Any], also: tuple[str, ...]
) -> dict[str, Any]:
    if len(args) > len(taken.positional):
        raise SpecError(
            say(
                "{kind} takes {n} arguments by position at most: {names}. Received: {m}.",
                kind=owner,
                n=len(taken.positional),
                names=", ".join(taken.positional) or "—",
                m=len(args),
            )
        )
    given = dict(zip(taken.positional, args))
    twice = [name for name in given if name in keywords]
    if twice:
        raise SpecError(say("{kind}: {name} is given twice, by position and by name.", kind=owner, name=twice[0]))
    known = (*taken.all, *(name for name in also if name not in taken.all))
    for name, value in keywords.items():
        if name not in known:
            raise SpecError(
                say(
                    "{kind} has no parameter {name}. It takes: {known}. Received: {name}={value!r:.80}.",
                    kind=owner,
                    name=name,
                    known=", ".join(known) or "—",
                    value=value,
                )
            )
    return given | dict(keywords)


def only(owner: str, name: str, given: Any, *allowed: Any) -> None:
    """Raise SpecError for an argument that is none of the values which make no difference here."""
    if not any(given is value or (type(given) is type(value) and given == value) for value in allowed):
        raise SpecError(
            say(
                "{owner}: {name} can only be {allowed} here. Received: {given!r:.80}.",
                owner=owner,
                name=name,
                allowed=" or ".join(map(repr, allowed)),
                given=given,
            )
        )


def refuse_overrides(cls: type, names: tuple[str, ...]) -> None:
    """Raise SpecError for a class that brings methods which Keras would call and nothing here does."""
    own = [name for name in names if name in vars(cls)]
    if own:
        raise SpecError(
            say(
                "{kind}: {name} of one's own would never be called: what is computed is fixed for each kind.",
                kind=cls.__name__,
                name=", ".join(own),
            )
        )


def plain_dtype(given: Any) -> Any:
    """The name of a type: of NumPy's types, and of a policy that Keras wrote into a config."""
    if isinstance(given, Mapping) and isinstance(given.get("config"), Mapping):
        return given["config"].get("name")
    return getattr(given, "__name__", None) or getattr(given, "name", given)
