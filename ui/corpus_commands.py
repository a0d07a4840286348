"""The commands of the corpus: which sources there are, and what stands in them."""

from typing import Annotated

import typer

from ui.command_output import AsJson, print_result

app = typer.Typer(rich_markup_mode=None)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """List the sources.

    Example: youju sources
    """
    from corpus import shipped_sources
    from ui.json_output import source_to_json
    from ui.text_output import sources_to_text

    listed = shipped_sources()
    print_result(
        as_json,
        lambda: {"sources": [source_to_json(source) for source in listed]},
        lambda: sources_to_text(listed),
    )


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="As `youju sources` lists it.")], as_json: AsJson = False
) -> None:
    """Show a source's reading text, as it is indexed.

    Example: youju show forum-page-2024
    """
    from assistant.settings import read_settings
    from ui.home import check_ids, served_documents
    from ui.json_output import document_to_json
    from ui.text_output import document_to_text

    documents = served_documents(read_settings())
    check_ids([id], documents)
    document = documents[id]
    print_result(as_json, lambda: document_to_json(document), lambda: document_to_text(document))
