"""Project files: JSON that can be read in a diff, written whole or not at all."""
