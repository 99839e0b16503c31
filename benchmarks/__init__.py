"""Speed side by side with the peers; run by hand, never by the tests. See README.md."""
