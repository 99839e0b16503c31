"""Convolutions: filters that slide over texts, images and volumes."""
