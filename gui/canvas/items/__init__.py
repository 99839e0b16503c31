"""What is seen on the canvas: boxes, wires, notes, and what appears only while a gesture lasts."""
