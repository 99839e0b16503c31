"""Widgets that float over the canvas: quick-add, hint, breadcrumb, totals, minimap, text fields in place."""
