"""Files that were made elsewhere, read in a process of their own: what goes wrong there costs a sentence."""
