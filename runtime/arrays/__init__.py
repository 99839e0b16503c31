"""Arrays made ready for networks: padded, split, cut into windows, read from folders."""
