"""A data set in, metrics out: of rankings, answers and verdicts."""
