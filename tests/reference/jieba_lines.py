"""Cuts jieba_lines.txt with Python jieba 0.42.1 and writes jieba.json.

Not named jieba.py, since Python would then import this file in place of the package.
"""

import hashlib
import logging
from pathlib import Path

import jieba

from fixture import HERE, write

# What a text file of lines cannot hold: nothing at all, line ends, white space that editors strip.
SPECIAL = [
    "",
    " ",
    "\n",
    "\r\n",
    "第一行\n第二行",
    "第一行\r\n第二行\r\r\n第三行",
    "制表符\t在\t中间",
    "\t\t",
    " 开头有空格",
    "结尾有空格 ",
    "　　段首空两格",
    "不换行\u00a0空格和零宽\u200b空格",
    "换页\f和垂直制表\v",
    "空\0字符",
    "行分隔\u2028段分隔\u2029",
    "\ufeff开头有字节序标记",
]

# Where jieba-rs 0.11 is meant to differ. jieba.json keeps Python's answer for these lines too; a test may
# check that they still differ, so that a mark is taken away once it is no longer true.
CONNECTORS = (
    "jieba-rs keeps letters and digits joined by . _ or - as one word; with the HMM, Python joins only "
    "a point followed by digits, and only once"
)
WIDE_HAN = (
    "jieba-rs counts U+9FD6 to U+9FFF and the extension blocks as Han, so neighbours reach the HMM's splitter as one "
    "gap and stay together; Python cuts every one of them alone"
)
DIFFERS = {
    "网址是https://example.org/docs/index.html?id=42": {"hmm": CONNECTORS},
    "请发邮件到xiao.ming@example.com联系我们。": {"hmm": CONNECTORS},
    "当前版本是v1.2.3，请升级到v2.0.0。": {"hmm": CONNECTORS},
    "文件名是my_file-name.txt": {"hmm": CONNECTORS},
    "服务器的地址是192.168.0.1:8080": {"hmm": CONNECTORS},
    "Wi-Fi密码忘了": {"hmm": CONNECTORS},
    "这是end-to-end的训练方式": {"hmm": CONNECTORS},
    "U.S.A.是美国的缩写": {"hmm": CONNECTORS},
    "state-of-the-art的结果": {"hmm": CONNECTORS},
    "𠀀𠀁𠀂是生僻字": {"hmm": WIDE_HAN},
    "鿭鿬鿫是新元素的名字": {"hmm": WIDE_HAN},
}


def main():
    jieba.setLogLevel(logging.WARNING)
    text = (HERE / "jieba_lines.txt").read_text(encoding="utf-8")
    lines = SPECIAL + text.removesuffix("\n").split("\n")
    assert len(set(lines)) == len(lines), "a line is there twice"
    assert not DIFFERS.keys() - set(lines), "a marked line is not there"

    entries = []
    for line in lines:
        entry = {"text": line, "hmm": jieba.lcut(line), "no_hmm": jieba.lcut(line, HMM=False)}
        assert "".join(entry["hmm"]) == "".join(entry["no_hmm"]) == line
        if line in DIFFERS:
            entry["differs"] = DIFFERS[line]
        entries.append(entry)

    dictionary = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
    head = {
        "made_by": f"jieba {jieba.__version__}",
        "dict_sha256": hashlib.sha256(dictionary).hexdigest(),
        "differs_from": "jieba-rs 0.11",
    }
    write("jieba.json", head, "lines", entries)


main()
