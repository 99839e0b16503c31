"""What the files in the folder of a run are called."""

DOCUMENT, HISTORY, WEIGHTS, CURVES, SUMMARY = "document.loom", "history.csv", "weights.h5", "curves.png", "summary.txt"
MANIFEST, STATES = "checkpoint.json", ("checkpoint-1.state", "checkpoint-2.state")
LOCK = ".training"
RESULTS = (HISTORY, WEIGHTS, CURVES, SUMMARY, MANIFEST, *STATES)
