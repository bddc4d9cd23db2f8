"""What the attached papers of the samples say: read from the case records, laid out as such papers are."""
