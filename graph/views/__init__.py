"""Documents as a summary and as a plot."""
