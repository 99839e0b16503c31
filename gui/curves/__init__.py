"""Plots of a training: pyqtgraph draws, and what it is given has been thinned out before."""
