"""What the files in the folder of a run are called."""

DOCUMENT, HISTORY, WEIGHTS, CURVES, SUMMARY = "document.loom", "history.csv", "weights.h5", "curves.png", "summary.txt"
RESULTS = (HISTORY, WEIGHTS, CURVES, SUMMARY)
