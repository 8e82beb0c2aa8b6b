"""A new page's files: front matter that the build takes as it is, and the headings that pages of its kind have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from leadpwa.cli.new_skeletons import BODY, OWNER, SUMMARY
from leadpwa.errors import LeadpwaError
from leadpwa.site.front_matter import parse_page
from leadpwa.site.settings import load_frame

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
LONGEST_SLUG = 60
LONGEST_TITLE = 80
MINUTES = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What the author said of the page; `slug` None makes one from the title."""

    section: str
    title: str
    english: str
    slug: str | None


def write_drafts(root: Path, draft: Draft, today: date) -> list[str]:
    """Writes a file a language, the last of its section, and answers their names from the root.

    Raises:
        LeadpwaError: a title or name that can't be one, or a page that is there already; nothing is then written.
    """
    slug = draft.slug if draft.slug is not None else slug_of(draft.english)
    if not _SLUG.match(slug) or len(slug) > LONGEST_SLUG:
        raise LeadpwaError(
            f"'{slug}' can't be a file's name. No page was made. "
            f"Give one of small letters, digits and hyphens, at most {LONGEST_SLUG}: --slug test-drives."
        )
    if not all(0 < len(title) <= LONGEST_TITLE for title in (draft.title, draft.english)):
        raise LeadpwaError(f"A title has 1 to {LONGEST_TITLE} characters. No page was made. Shorten it.")
    languages = load_frame(root / "site").settings.languages
    folders = {language: root / "content" / language / draft.section for language in languages}
    for folder in folders.values():
        if (folder / f"{slug}.md").exists():
            raise LeadpwaError(
                f"There is a page {folder / slug}.md already. Nothing was changed. Name another: --slug {slug}-2."
            )
    order = 1 + max((_order(file) for folder in folders.values() for file in folder.glob("*.md")), default=0)
    written = []
    for language, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / f"{slug}.md"
        page.write_text(_page(draft, language, order, today), "utf-8")
        written.append(page.relative_to(root).as_posix())
    return written


def slug_of(title: str) -> str:
    """The title in small letters and hyphens, Chinese by its sound: 试驾规定 is shi-jia-gui-ding."""
    # Its dictionaries take longer to load than all else that the program does.
    from pypinyin import lazy_pinyin

    spelt = " ".join(lazy_pinyin(title)).lower()
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")[:LONGEST_SLUG].strip("-")


def _order(file: Path) -> int:
    return parse_page(file, file.read_bytes()).meta.order


def _page(draft: Draft, language: str, order: int, today: date) -> str:
    own = language if language in ("zh", "en") else "en"
    front = {
        "title": draft.title if language == "zh" else draft.english,
        "summary": SUMMARY[own],
        "version": "1.0",
        "effective": today,
        "owner": OWNER[draft.section][own],
        "order": order,
        "review": _half_a_year_later(today),
        "minutes": MINUTES,
    }
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n\n{BODY[draft.section][own]}"


def _half_a_year_later(day: date) -> date:
    month = day.month + 6
    return date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
