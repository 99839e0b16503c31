"""Learning-rate schedules: a family a file, as in `graph/specs/schedules`."""
