"""Input and Output, and the layers that everything else builds upon."""
