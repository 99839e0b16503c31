"""What a press of the mouse can become: one object per gesture, with start, move, end and cancel."""
