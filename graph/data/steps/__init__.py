"""Steps between a column and the network, by what they are for."""
