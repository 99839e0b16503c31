"""Data sets: opening them, describing them, and feeding them batch by batch to the Inputs and Outputs of a model."""
