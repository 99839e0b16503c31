"""The Data page: what the data is, what is wrong with it, and how it reaches the network."""
