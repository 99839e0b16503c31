"""One network trained by several processes, each on its part of every batch."""
