"""A document as code in another form."""
