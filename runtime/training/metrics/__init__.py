"""Metrics: a family a file, as in `graph/specs/metrics`."""
