"""Find the browsers and fonts that the tests need; install what is missing where that is possible.

Only the standard library: it runs before anything else is there to rely on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Package of Debian → a file or program that shows that it is there.
NEEDED = {
    "chromium": "/usr/bin/chromium",
    "firefox-esr": "/usr/bin/firefox-esr",
    "webkit2gtk-driver": "/usr/bin/WebKitWebDriver",
    "gir1.2-webkit2-4.1": "/usr/lib/*/girepository-1.0/WebKit2-4.1.typelib",
    "gir1.2-gtk-3.0": "/usr/lib/*/girepository-1.0/Gtk-3.0.typelib",
    "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
    "xvfb": "/usr/bin/xvfb-run",
    "xauth": "/usr/bin/xauth",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
}


def missing() -> list[str]:
    """The packages that are not there."""
    return [name for name, sign in NEEDED.items() if not any(Path("/").glob(sign.lstrip("/")))]


def main() -> int:
    """0 once everything is there."""
    packages = missing()
    if not packages:
        return 0
    by_hand = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(
            f"The tests need browsers that are not here. Nothing was run. Install them as root: {by_hand}\n"
            "`make test-fast` runs the tests that need none."
        )
        return 1
    print(f"Installing for the tests: {' '.join(packages)} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    for command in ([*wait, "update"], [*wait, "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(
                f"{done.stderr[-2000:]}\nThe browsers could not be installed. Nothing was run. Try: {by_hand}"
            )
            return 1
    still = missing()
    if still:
        print(f"Still missing after the installation: {' '.join(still)}. Nothing was run.")
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
