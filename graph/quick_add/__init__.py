"""What one types to draw: a line of words becomes layers, with their parameters and wires."""
