"""Steps of the optimizers; tables of which some rows are used."""
