"""A question in, an answer with its citations out. ``ask`` tells the story."""
