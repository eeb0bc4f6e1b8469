"""Part of a text, as a search field asks for it: served by a trigram index.

Of several words PostgreSQL looks up the trigrams of all of them, and those of a word that every row has cost most
("user 77123": 105 ms at ten million rows, 9 for the number alone). So a number among words is what the index is asked
for, and the whole is compared with what that leaves.
"""

import re
from typing import Any, Final

from sqlalchemy import and_

_NUMBER: Final = re.compile(r"(?<!\S)\d{5,}(?!\S)")


def containing(column: Any, text: str) -> Any:
    """`column` holds its texts in lower case and has a trigram index; from three characters on."""
    wanted = text.lower()
    whole = column.contains(wanted, autoescape=True)
    numbers = sorted(_NUMBER.findall(wanted), key=len)
    if not numbers or numbers[-1] == wanted:
        return whole
    # of an expression there is no index
    return and_(column.contains(numbers[-1], autoescape=True), (column + "").contains(wanted, autoescape=True))
