"""Telephone numbers as people type them, and the one form by which they are compared (docs/rules.md 2)."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from leadpwa.domain.words import BLANKS

MAINLAND = re.compile(r"1[3-9][0-9]{9}")
LEFT_OUT = str.maketrans(dict.fromkeys(f"{BLANKS}-().;"))
FOREIGN = re.compile(r"\+[0-9]+")
CHINA = "+86"


def e164(text: str) -> str | None:
    """The number in E.164, or None where it can't be one.

    Full-width digits, blanks and - ( ) . ; are folded away; 0086 or 86 before a mainland mobile is +86; a mainland
    mobile is 1, then 3 to 9, then nine digits. With + and another country's code: whatever is possible by its length.
    """
    folded = unicodedata.normalize("NFKC", text).translate(LEFT_OUT)
    for prefix in (CHINA, "0086", "86", ""):
        if folded.startswith(prefix) and MAINLAND.fullmatch(folded[len(prefix) :]):
            return CHINA + folded[len(prefix) :]
    if not FOREIGN.fullmatch(folded) or folded.startswith(CHINA):
        return None
    try:
        number = phonenumbers.parse(folded)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
