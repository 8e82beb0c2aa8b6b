"""Bundles hold the site byte for byte, and an edit changes one of them."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

from leadpwa.site.bundles import MOST, Bundle, Entry, bundles_of, pack
from tests.site.small_site import SmallSite


def install_list(small: SmallSite) -> dict[str, Any]:
    listed: dict[str, Any] = json.loads((small.out / "install.json").read_bytes())
    return listed


def unpacked(content: bytes) -> dict[str, bytes]:
    plain = gzip.decompress(content)
    head, _, rest = plain.partition(b"\n")
    files = {}
    for file in json.loads(head):
        files[file["path"]], rest = rest[: file["bytes"]], rest[file["bytes"] :]
    assert rest == b""
    return files


def test_the_bundles_hold_every_file_of_the_site(with_worker: SmallSite) -> None:
    with_worker.build()
    listed = install_list(with_worker)
    assert set(listed) == {"version", "bundles"}
    held: dict[str, bytes] = {}
    for bundle in listed["bundles"]:
        assert set(bundle) == {"url", "sha256", "bytes", "pages"}
        content = (with_worker.out / bundle["url"][1:]).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (bundle["sha256"], bundle["bytes"])
        files = unpacked(content)
        assert {p["path"]: p["sha256"] for p in bundle["pages"]} == {
            path: hashlib.sha256(body).hexdigest() for path, body in files.items()
        }
        held |= files
    expected = {
        "/" + name.removesuffix("index.html"): body
        for name, body in with_worker.files().items()
        if not name.startswith("bundles/") and name not in ("install.json", "sw.js")
    }
    assert held == expected


def test_the_worker_carries_the_version_of_the_list(with_worker: SmallSite) -> None:
    with_worker.build()
    assert install_list(with_worker)["version"].encode() in (with_worker.out / "sw.js").read_bytes()


def test_an_edit_changes_the_bundle_of_its_section_alone(with_worker: SmallSite) -> None:
    with_worker.build()
    before = {bundle["url"] for bundle in install_list(with_worker)["bundles"]}
    version = install_list(with_worker)["version"]
    with_worker.edit("zh/training/man.md", "Money, authority", "Gold, authority")
    with_worker.build()
    fresh = {bundle["url"] for bundle in install_list(with_worker)["bundles"]} - before
    assert sorted(url.split("/")[2].rsplit("-", 1)[0] for url in fresh) == ["zh-training"]
    assert install_list(with_worker)["version"] != version


def test_the_same_content_gives_the_same_version_wherever_it_is_built(with_worker: SmallSite) -> None:
    with_worker.build()
    first = with_worker.files()
    with_worker.out = with_worker.out.with_name("elsewhere")
    with_worker.build()
    assert with_worker.files() == first


def test_a_long_section_is_cut_into_several_bundles() -> None:
    entries = [Entry(f"/p{n}/", f"{n:064}") for n in range(2 * MOST + 1)]
    names = [bundle.name for bundle in bundles_of({"zh-policy": entries, "shell": entries[:1]})]
    assert names == ["zh-policy-1", "zh-policy-2", "zh-policy-3", "shell"]


def test_packing_the_same_files_gives_the_same_bytes() -> None:
    bundle = Bundle("shell", (Entry("/a/", "0" * 64), Entry("/b.js", "1" * 64)))
    contents = {"/a/": b"<p>a</p>", "/b.js": b"b"}
    assert pack(bundle, contents.__getitem__) == pack(bundle, contents.__getitem__)
    assert unpacked(pack(bundle, contents.__getitem__)) == contents
