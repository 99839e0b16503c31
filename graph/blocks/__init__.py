"""Blocks: the usual parts of networks, drawn as models of the document from existing layers."""
