"""Documents as the bytes of files. What prints each kind is imported when it is needed: most runs print nothing."""

from collections.abc import Callable

from bot.blocks import worded
from bot.service.documents import Agenda, Code, Document, Page, Picture, Raw, Sheet

# ruff: noqa: PLC0415 - see above


def print_document(document: Document, link: Callable[[str], str]) -> bytes:
    """`document` as the bytes of its file; `link` gives the deep link of an invitation by its token."""
    match document:
        case Page(title, _, blocks, footer, "docx"):
            from bot.reports.word import print_docx

            return print_docx(title, blocks, footer, link)
        case Page(title, _, blocks, footer, one_page=one_page):
            from bot.reports.pdf import print_pdf

            return print_pdf(title, worded(blocks, link), footer, one_page=one_page)
        case Picture():
            from bot.reports.picture import print_picture

            return print_picture(document)
        case Code(_, token, _):
            from bot.reports.qr import print_code

            return print_code(link(token))
        case Sheet(form="xlsx"):
            from bot.reports.sheets import print_xlsx

            return print_xlsx(document)
        case Sheet():
            from bot.reports.sheets import print_csv

            return print_csv(document)
        case Raw(_, text):
            return text.encode("utf-8", "replace")
        case Agenda():
            from bot.reports.calendar_file import print_agenda

            return print_agenda(document)
