"""Grapheme clusters and words by Unicode's Annex 29, from the package uniseg, written to segments.json."""

import uniseg
from uniseg.graphemecluster import grapheme_clusters
from uniseg.wordbreak import words

from fixture import write

LINES = [
    # Nothing, and the least there can be.
    "",
    "a",
    "我",
    " ",
    "1",
    ".",
    # English.
    "The quick brown fox jumps over the lazy dog.",
    "Hello, world!",
    "I don't think it's John's.",
    "They’re “curly” quotes",
    "rock 'n' roll",
    "O'Neil's 'quoted' words'",
    "well-known state-of-the-art",
    "snake_case and __init__",
    "camelCase HTTPServer",
    "The U.S.A. and e.g. this, i.e. that.",
    "etc...",
    "Mr. Smith went to Washington, D.C.",
    "wait -- what?!",
    "a/b c\\d e|f",
    "and/or (maybe) [perhaps] {never}",
    "two  spaces   three",
    "a;b:c,d.e",
    "a:b a.b a,b a;b",
    # Numbers.
    "3.14 1,000 1.000,50",
    "1,000,000.00",
    "$9.99 €5 50% -1 +2",
    "10:30 12/31 2026-11-23",
    "1st 2nd 3D 4x4 v1.2.3",
    "3. 4, .5",
    "0x1F 1e-5 ½ ²",
    "192.168.0.1:8080",
    "一百二十三 ٣٫١٤ १२३",
    # Addresses.
    "https://example.org/a?b=c&d=e#f",
    "xiao.ming@example.com",
    "file_name-2.tar.gz",
    "#hashtag @mention",
    # Chinese, Japanese, and mixed.
    "雍和宫的荷花很美",
    "南京市长江大桥",
    "小猫没有过马路，因为它太累了。",
    "他说：“好！”",
    "《书名》、【方括号】……——",
    "我在用Python写程序",
    "GPT-4和BERT都是模型",
    "圆周率π约等于3.14",
    "中文 English 混合 text",
    "全角ＡＢＣ１２３",
    "アテンション",
    "カタカナとひらがなと漢字",
    "ｶﾞｷﾞｸﾞ",
    "が と か\u3099",
    "𠀀𠮷𪚥",
    "葛\U000e0100城",
    "一\ufe00",
    # Emoji: joiners, skin tones, flags, keycaps, tags.
    "😀",
    "😀😁😂",
    "👨‍👩‍👧‍👦",
    "👩🏽‍🚀👍🏿",
    "👍🏽👍",
    "❤️❤",
    "🏳️‍🌈🏴‍☠️",
    "🇨🇳🇺🇸",
    "🇨🇳🇺",
    "🇨",
    "a🇨🇳b",
    "1️⃣#️⃣*️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "👩‍❤️‍💋‍👨",
    "👨‍👩",
    "👨\u200d",
    "\u200d👨",
    "a\u200d👨",
    "👨 ‍👩",
    "🏽",
    "生日快乐🎂🎉!",
    "I ❤️ NY™ © ®",
    # Right to left.
    "مرحبا بالعالم",
    "اَلْعَرَبِيَّةُ",
    "שלום עולם",
    "צה\"ל ג'ירפה",
    "בְּרֵאשִׁית",
    "abc אבג 123",
    "\u200fאב\u200e ab",
    "لا\u200cيمكن",
    # Combining marks.
    "e\u0301",
    "cafe\u0301 naïve",
    "q\u0307\u0323",
    "Z\u0351\u036b\u0343a\u0328l\u0334go",
    "\u0301",
    " \u0301",
    "\u0301\u0301a",
    "a\u20dd",
    "n\u0303o\u0308",
    # Hangul, ready-made and from jamo.
    "한국어 문장",
    "\u1112\u1161\u11ab\u1100\u116e\u11a8",
    "\u1100\u1100\u1161\u1161\u11a8\u11a8",
    "각\u11a8",
    "가\u11a8\u1100",
    "\u1161\u11a8",
    "ㅋㅋㅋ",
    # Indic and South-East Asian.
    "नमस्ते दुनिया",
    "क्षत्रिय",
    "क्‍ष क्‌ष",
    "हिन्दी",
    "বাংলা ভাষা",
    "தமிழ் நிலா",
    "ಕನ್ನಡ",
    "മലയാളം",
    "สวัสดีครับ",
    "ภาษาไทย กำลัง",
    "ພາສາລາວ",
    "မြန်မာ",
    "ភាសាខ្មែរ",
    "བོད་ཡིག",
    # Other alphabets.
    "Привет, мир!",
    "Ελληνικά: τί;",
    "Ǆ ǅ ǆ ﬁ ﬂ",
    "Հայերեն",
    "ქართული",
    "አማርኛ።",
    # White space and control characters.
    "\r\n",
    "\r\r\n\n",
    "a\r\nb\nc\rd",
    "\n\u0301",
    "\r\u0308\n",
    "a\tb\t\tc",
    "\u0000\u0001\u007f",
    "\u0085\u2028\u2029",
    "\u00a0 \u2003\u3000",
    "a\u00adb",
    "a\u200bb",
    "a\u2060b",
    "\ufeffabc",
    "\u200d",
    "\u200c",
    "\u200d\u200d",
    "a\u200db",
    "\u2066a\u2069",
    "a\u0300\u200d\u0308b",
    "\ufffd\ufffc",
    "\ue000\U0010ffff",
    "\U0001f1e6\u200d\U0001f1e7",
    "\u0600١٢",
    "\u0d4eക",
]

# Where unicode-segmentation 1.13 differs, and why: only where uniseg's Unicode 16 is the older one.
DIFFERS = {
    "ភាសាខ្មែរ": {
        "graphemes": "Unicode 17 made the Khmer sign coeng (U+17D2) a linker: it joins the consonant after it"
    }
}


def main():
    assert len(set(LINES)) == len(LINES), "a line is there twice"
    assert not DIFFERS.keys() - set(LINES), "a marked line is not there"
    entries = []
    for line in LINES:
        entry = {"text": line, "graphemes": list(grapheme_clusters(line)), "words": list(words(line))}
        assert "".join(entry["graphemes"]) == "".join(entry["words"]) == line
        if line in DIFFERS:
            entry["differs"] = DIFFERS[line]
        entries.append(entry)
    head = {
        "made_by": f"uniseg {uniseg.__version__}",
        "unicode": uniseg.unidata_version,
        "differs_from": "unicode-segmentation 1.13 (Unicode 17.0.0)",
    }
    write("segments.json", head, "lines", entries)


main()
