"""A figure where it stands in, what it states and how two statements compare out."""
