"""What the files in the folder of a run are called."""

DOCUMENT, HISTORY, WEIGHTS, CURVES, SUMMARY = "document.loom", "history.csv", "weights.h5", "curves.png", "summary.txt"
MANIFEST, STATES = "checkpoint.json", ("checkpoint-1.state", "checkpoint-2.state")
DATA = "data.state"
"""What the steps have learnt of the data trained on, and how it was read: other data goes the same way."""
LOCK = ".training"
RESULTS = (HISTORY, DATA, WEIGHTS, CURVES, SUMMARY, MANIFEST, *STATES)
