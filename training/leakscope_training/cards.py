"""Model cards as the programs here write them."""

import textwrap


def wrapped(text: str) -> str:
    """The same with paragraphs and items of lists in lines of 100 columns; tables and headings stay as they are."""
    blocks: list[str] = []
    for line in text.split("\n"):
        goes_on = line != "" and not line.startswith(("|", "#", "- "))
        if goes_on and blocks and blocks[-1] != "" and not blocks[-1].startswith(("|", "#")):
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(line)
    return "\n".join(
        block
        if block.startswith(("|", "#"))
        else textwrap.fill(
            block,
            100,
            subsequent_indent="  " if block.startswith("- ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for block in blocks
    )
