"""Forms made from specs alone: one editor for each kind of parameter, none for any particular layer."""
