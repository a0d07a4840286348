"""Every word the page says, in Chinese and in English.

In: a browser's language. Out: the words of the page in it. This file knows no layout.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]

ZH: Words = {
    "name": "有据",
    "tagline": "句句有出处",
    "chat": "问答",
    "question": "问题",
    "question_hint": "就资料提问，回车发送",
    "ask": "提问",
    "sources": "资料范围（不选即查全部）",
    "new": "新对话",
    "conversation": "对话",
    "welcome": "问资料，答有据",
    "welcome_how": "每一句回答都摘自资料。点句末的编号，就能在旁边看到原文的那几行。"
    "资料里没有的，会如实说没有。",
    "examples": "可以这样问",
    "you": "问",
    "pending": "正在查找原文……",
    "direct": "简答",
    "citations": "出处",
    "open_citation": "出处 {n}：{where}。打开原文",
    "open_nearest": "相近段落：{where}。打开原文",
    "not_found": "没有找到",
    "not_found_said": "资料里没有这个问题的答案。",
    "searched": "查过的资料：{titles}",
    "searched_all": "查过全部 {count} 份资料。",
    "nearest": "最接近的段落（不是答案）",
    "extractive": "摘自原文",
    "llm": "由语言模型据下列出处撰写",
    "copy": "复制答案和出处",
    "copied": "已复制",
    "copy_failed": "浏览器不许复制，请手动选取",
    "retry": "重新回答",
    "error": "没能回答",
    "bug": "程序出了错，详情在运行有据的终端里。请换个问法，或把终端里的记录交给开发者。",
    "failed": "打不开原文：连不上有据的服务，请确认它仍在运行。",
    "source": "原文",
    "close": "关闭原文",
    "quoted_lines": "引文在第 {lines} 行",
    "quoted_pages": "引文在第 {page} 页",
    "quoted_page_lines": "引文在第 {page} 页，第 {lines} 行",
    "lines": "第 {lines} 行",
    "page": "第 {page} 页",
    "speaker": "讲话人",
    "publisher": "发布",
    "date": "日期",
    "number": "文号",
    "url": "网址",
    "no_date": "未印日期",
    "news": "新闻",
    "policy": "政策文件",
    "card": "资料卡（非原文）",
    "other": "资料",
    "card_note": "这是一张资料卡：用自己的话记下公开文件的要点，不是文件原文。引用前请核对原件。",
    "unknown_source": "资料里没有“{source}”。请刷新页面后重新提问。",
    "changed_source": "“{source}”已经更新，这条引文不在原来的位置了。请重新提问。",
}

EN: Words = {
    "name": "有据",
    "tagline": "Every sentence has its source",
    "chat": "Ask",
    "question": "Question",
    "question_hint": "Ask about the sources",
    "ask": "Ask",
    "sources": "Sources (none chosen: all)",
    "new": "New conversation",
    "conversation": "Conversation",
    "welcome": "Ask, and see where it stands",
    "welcome_how": "Every sentence of an answer is taken from the sources. Choose the number behind "
    "it to see the very lines beside the chat. What the sources do not hold is said to be missing.",
    "examples": "For example",
    "you": "Q",
    "pending": "Looking through the sources…",
    "direct": "In short",
    "citations": "Sources",
    "open_citation": "Citation {n}: {where}. Open the source",
    "open_nearest": "Nearest passage: {where}. Open the source",
    "not_found": "Not found",
    "not_found_said": "The sources do not hold an answer to this question.",
    "searched": "Searched: {titles}",
    "searched_all": "All {count} sources were searched.",
    "nearest": "Nearest passages (not an answer)",
    "extractive": "Quoted from the sources",
    "llm": "Written by a language model from the sources below",
    "copy": "Copy answer and sources",
    "copied": "Copied",
    "copy_failed": "The browser does not allow copying; please select the text",
    "retry": "Answer again",
    "error": "Could not answer",
    "bug": "The program failed; the details are in the terminal that runs it. Please ask in other "
    "words, or hand the record to a developer.",
    "failed": "The source cannot be opened: youju does not respond. Please check that it is running.",
    "source": "Source",
    "close": "Close the source",
    "quoted_lines": "Quoted from lines {lines}",
    "quoted_pages": "Quoted from page {page}",
    "quoted_page_lines": "Quoted from page {page}, lines {lines}",
    "lines": "lines {lines}",
    "page": "page {page}",
    "speaker": "Speaker",
    "publisher": "Publisher",
    "date": "Date",
    "number": "Number",
    "url": "Address",
    "no_date": "no date printed",
    "news": "News",
    "policy": "Policy",
    "card": "资料卡（非原文） Fact card, not the original",
    "other": "Text",
    "card_note": "This is a fact card: it states points of a public document in words of its own. "
    "Check the original before quoting it.",
    "unknown_source": "There is no source “{source}”. Please reload the page and ask again.",
    "changed_source": "“{source}” has changed and the quote has moved. Please ask again.",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the shipped source ``source`` answers, offered while that source is there."""

    source: str
    zh: str
    en: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        "forum-page-2024",
        "截至2023年年底，我国各类孵化载体有多少家？",
        "How many incubators of all kinds did China have at the end of 2023?",
    ),
    Example(
        "forum-page-2024",
        "北京标杆孵化器建设有哪几种模式？",
        "How many benchmark incubators does Beijing have?",
    ),
    Example(
        "card-shanghai-incubators-2023",
        "上海到2025年要培育多少家高质量孵化器？",
        "How many high-quality incubators does Shanghai plan to have by 2025?",
    ),
    Example(
        "card-incubator-tax-2023",
        "2023年孵化器税收政策的文号是什么？",
        "What is the document number of the 2023 tax policy for incubators?",
    ),
)


def words_for(accept_language: str | None) -> Words:
    """Return the English words if the browser asks for English first, otherwise the Chinese."""
    first = (accept_language or "").split(",")[0].strip().lower()
    return EN if first.startswith("en") else ZH
