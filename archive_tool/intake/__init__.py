"""What comes in about persons: approval forms (lrmx, lrm) and rosters become facts of a person's record."""
