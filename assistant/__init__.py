"""Questions to cited answers, drafts to figure verdicts."""

from assistant.answering.ask import ask, stream_answer
from assistant.checking.check import check_draft
from index import open_index

__all__ = ["ask", "check_draft", "open_index", "stream_answer"]
