"""Sweeps: many trainings of one document with other settings in each, chosen and kept by Optuna."""
