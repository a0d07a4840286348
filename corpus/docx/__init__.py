"""A Word file in, its page of articles out.

``read_docx`` tells the story.
"""
