"""The data plan: which set, which steps, which column feeds which Input; and what is known of the data."""
