"""Places for boxes: layers in order, few crossings."""
