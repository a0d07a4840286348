"""Questions to cited answers, drafts to figure verdicts."""

from assistant.ask import ask, stream_answer
from index import open_index

__all__ = ["ask", "open_index", "stream_answer"]
