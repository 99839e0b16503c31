"""The panels around the canvas; each listens to the editing alone and none knows another."""
