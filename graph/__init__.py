"""What a network is: documents, layer specs, edits, shapes, validation, storage and views. Never Qt, never numba."""
