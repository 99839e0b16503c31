"""Time loops of recurrent layers."""
