"""Feeds and sitemap say what the pages say, in forms that other programs read."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, parse

from tests.site.small_site import SmallSite
from tests.site.test_changes import changed_site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def standing_at(small: SmallSite, url: str, base: str = "/") -> SmallSite:
    path = small.root / "site" / "site.toml"
    text = (
        path.read_text("utf-8")
        .replace('url = ""', f'url = "{url}"')
        .replace('base = "/"', f'base = "{base}"')
    )
    path.write_text(text, "utf-8")
    return small


def read(path: Path) -> Element:
    return parse(path).getroot()


def entries(small: SmallSite, language: str = "zh") -> list[dict[str, str]]:
    root = read(small.out / language / "policy" / "feed.xml")
    found = []
    for entry in root.iter(f"{ATOM}entry"):
        it = {name: entry.findtext(f"{ATOM}{name}") or "" for name in ("id", "title", "updated", "summary")}
        it["author"] = entry.findtext(f"{ATOM}author/{ATOM}name") or ""
        link = entry.find(f"{ATOM}link")
        it["href"] = link.get("href", "") if link is not None else ""
        found.append(it)
    return found


def test_the_feed_tells_each_version_of_the_policy_newest_first(small: SmallSite) -> None:
    assert changed_site(small).build().problems == ()
    newest, *others = entries(small)
    assert newest["title"] == "分类 · 第 1.1 版"
    assert newest["summary"] == "到期当天提醒"
    assert newest["updated"] == "2027-01-04T00:00:00+08:00"
    assert newest["author"] == "客户服务部"
    assert newest["href"] == "/zh/policy/classes/#changes"
    assert [it["summary"] for it in others] == ["首次发布", "规定, in one sentence."]
    assert "feed.xml" in small.page("zh/policy/classes").partition("</head>")[0]


def test_an_entry_keeps_its_id_wherever_the_site_stands(small: SmallSite) -> None:
    small.build()
    here = entries(small)
    standing_at(small, "https://leads.example.com", "/docs/").build()
    there = entries(small)
    assert [it["id"] for it in there] == [it["id"] for it in here]
    assert len({it["id"] for it in here + entries(small, "en")}) == 4
    assert {it["href"] for it in there} == {
        "https://leads.example.com/docs/zh/policy/classes/",
        "https://leads.example.com/docs/zh/policy/dispatch/",
    }


def test_lessons_have_no_feed(small: SmallSite) -> None:
    small.build()
    assert [path.parent.name for path in small.out.rglob("feed.xml")] == ["policy", "policy"]


def test_there_is_a_sitemap_only_where_the_site_has_an_address(small: SmallSite) -> None:
    small.build()
    assert not (small.out / "sitemap.xml").exists()
    small.edit("zh/policy/classes.md", "Intro.", "Opening.")
    standing_at(small, "https://leads.example.com").build()
    places = [loc.text or "" for loc in read(small.out / "sitemap.xml").iter(f"{MAP}loc")]
    assert "https://leads.example.com/zh/policy/classes/" in places
    assert len(places) == len(set(places)) == 12
    for place in places:
        assert (small.out / place.removeprefix("https://leads.example.com/") / "index.html").is_file()


def test_phones_keep_no_sitemap(with_worker: SmallSite) -> None:
    standing_at(with_worker, "https://leads.example.com").build()
    listed = (with_worker.out / "install.json").read_text("utf-8")
    assert "sitemap" not in listed
    assert "/zh/policy/feed.xml" in listed
