"""A program made executable: buffers and ops for one batch size, in one place or in shards of the batch."""
