"""A text in, its figures out: value, unit, qualifier, and what each measures.

``find`` tells the story.
"""
