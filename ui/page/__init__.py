"""The Gradio page: components and events, what it shows as HTML, its own addresses."""
