"""The layers that this program has and Keras has not, as classes for the head of a script."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document.document import Layer
from graph.export.operation_text import setting_text
from graph.keras.origin import PACKAGE
from graph.layers.core.fixed_numbers import FixedNumbers

FREE_WEIGHT = '''@keras.saving.register_keras_serializable("PACKAGE")
class FreeWeight(layers.Layer):
    """A weight on its own: gives it, whatever it is called on."""

    def __init__(self, shape, initializer="glorot_uniform", regularizer=None, constraint=None, trained=True, **options):
        super().__init__(**options)
        self.shape, self.trained = tuple(shape), trained
        self.initializer = keras.initializers.get(initializer)
        self.regularizer = keras.regularizers.get(regularizer)
        self.constraint = keras.constraints.get(constraint)

    def build(self, input_shape):
        self.weight = self.add_weight(
            shape=self.shape,
            initializer=self.initializer,
            regularizer=self.regularizer,
            constraint=self.constraint,
            trainable=self.trained,
            name="weight",
        )

    def call(self, inputs):
        return ops.convert_to_tensor(self.weight)

    def compute_output_spec(self, inputs):
        return keras.KerasTensor(self.shape)

    def get_config(self):
        return {
            **super().get_config(),
            "shape": self.shape,
            "initializer": keras.initializers.serialize(self.initializer),
            "regularizer": keras.regularizers.serialize(self.regularizer),
            "constraint": keras.constraints.serialize(self.constraint),
            "trained": self.trained,
        }'''
FIXED_NUMBERS = '''@keras.saving.register_keras_serializable("PACKAGE")
class FixedNumbers(layers.Layer):
    """Numbers that never change, whatever it is called on."""

    def __init__(self, numbers, **options):
        super().__init__(**options)
        if isinstance(numbers, dict):
            numbers = np.array(numbers["config"]["value"], numbers["config"]["dtype"])
        self.numbers = np.asarray(numbers)

    def call(self, inputs):
        return ops.convert_to_tensor(self.numbers)

    def compute_output_spec(self, inputs):
        return keras.KerasTensor(self.numbers.shape, str(self.numbers.dtype))

    def get_config(self):
        numbers = {"value": self.numbers.tolist(), "dtype": str(self.numbers.dtype)}
        return {**super().get_config(), "numbers": {"class_name": "__numpy__", "config": numbers}}'''
ADDED_LOSS = '''@keras.saving.register_keras_serializable("PACKAGE")
class AddedLoss(layers.Layer):
    """Lets its first input pass, and adds the second to the loss."""

    def call(self, inputs):
        self.add_loss(ops.sum(inputs[1]))
        return list(inputs)'''
READ_MASK = '''@keras.saving.register_keras_serializable("PACKAGE")
class ReadMask(layers.Layer):
    """Which steps of its input count: the mask that goes along with it."""

    def call(self, inputs, mask=None):
        return ops.ones(ops.shape(inputs)[:-1], "bool") if mask is None else ops.cast(mask, "bool")

    def compute_output_spec(self, inputs, mask=None):
        return keras.KerasTensor(inputs.shape[:-1], "bool")

    def compute_mask(self, inputs, previous_mask):
        return None'''
GIVEN_MASK = '''@keras.saving.register_keras_serializable("PACKAGE")
class GivenMask(layers.Layer):
    """Lets its second input pass; the first is its mask from then on."""

    def call(self, inputs):
        return ops.add(inputs[1], ops.zeros((), inputs[1].dtype))

    def compute_output_spec(self, inputs):
        return keras.KerasTensor(inputs[1].shape, inputs[1].dtype)

    def compute_mask(self, inputs, previous_mask):
        return inputs[0]'''
RANDOM_NUMBERS = '''@keras.saving.register_keras_serializable("PACKAGE")
class RandomNumbers(layers.Layer):
    """Random numbers, drawn anew for every batch."""

    def __init__(self, shape, first=0.0, second=1.0, distribution="normal", seed=None, fixed=False, **options):
        super().__init__(**options)
        self.settings = {"first": first, "second": second, "distribution": distribution, "seed": seed, "fixed": fixed}
        self.shape = tuple(shape)
        self.draw = getattr(keras.random, distribution)
        self.between = (first, second)
        self.seed = seed if fixed else keras.random.SeedGenerator(seed)

    def call(self, inputs):
        shape = [ops.shape(inputs)[0] if size is None else size for size in self.shape]
        return self.draw(tuple(shape), *self.between, seed=self.seed)

    def compute_output_spec(self, inputs):
        return keras.KerasTensor(self.shape)

    def get_config(self):
        return {**super().get_config(), "shape": self.shape, **self.settings}'''
WHILE_TRAINING = '''@keras.saving.register_keras_serializable("PACKAGE")
class WhileTraining(layers.Layer):
    """Gives its first input while the network is trained, and the second after."""

    def call(self, inputs, training=None):
        return inputs[0] if training else inputs[1]

    def compute_output_spec(self, inputs, training=None):
        return keras.KerasTensor(inputs[1].shape, str(inputs[1].dtype))'''
AT_REST = "AtRest"
"""The name of the class of a call that computes as after training in any case."""
RESTING = '''@keras.saving.register_keras_serializable("PACKAGE")
class AtRest(layers.Layer):
    """Calls a layer as after training, also while it is trained."""

    def __init__(self, layer, settings=None, **options):
        super().__init__(**options)
        self.layer, self.settings = layer, settings or {}
        self.supports_masking = layer.supports_masking

    def build(self, input_shape):
        """The layer is built when it is called."""

    def call(self, *inputs, **tensors):
        return self.layer(*inputs, **tensors, **self.settings, training=False)

    def compute_mask(self, inputs, previous_mask):
        return self.layer.compute_mask(inputs[0], previous_mask[0])

    def get_config(self):
        layer = keras.saving.serialize_keras_object(self.layer)
        return {**super().get_config(), "layer": layer, "settings": self.settings}

    @classmethod
    def from_config(cls, config):
        return cls(keras.saving.deserialize_keras_object(config.pop("layer")), **config)'''
CLASSES = {
    "FreeWeight": FREE_WEIGHT,
    "FixedNumbers": FIXED_NUMBERS,
    "AddedLoss": ADDED_LOSS,
    "ReadMask": READ_MASK,
    "GivenMask": GIVEN_MASK,
    "RandomNumbers": RANDOM_NUMBERS,
    "WhileTraining": WHILE_TRAINING,
    AT_REST: RESTING,
}


def class_lines(layers: Iterable[Layer], resting: bool = False) -> list[list[str]]:
    """The classes that these layers need, as lines each; `resting` where some call is at rest."""
    kinds = {layer.spec.kind for layer in layers} | ({AT_REST} if resting else set())
    return [text.replace("PACKAGE", PACKAGE).split("\n") for kind, text in CLASSES.items() if kind in kinds]


def free_constructor(layer: Layer, arguments: list[str]) -> tuple[str, list[str]]:
    """The class to call and its arguments, `arguments` being those of any layer."""
    if isinstance(layer.spec, FixedNumbers):
        return layer.spec.kind, [setting_text(layer.spec.numbers), *arguments[1:]]
    return layer.spec.kind, arguments
