"""How texts are compared: the same in both languages, whatever a language's own idea of blanks is."""

from __future__ import annotations

import unicodedata

BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def folded(text: str) -> str:
    """The form in which ids are compared: NFKC, trimmed, lower case."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS).lower()
