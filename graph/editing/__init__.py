"""Everything a person can do to a document: functions from a document to the next."""
