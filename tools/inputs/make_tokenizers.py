"""Makes the files in fixtures/tokenizers: python make_tokenizers.py (requirements-tokenizers.txt beside it).

Run by hand when a case is added; the tests need no Python. Trains a small tokenizer of each kind, and writes what
Hugging Face's library makes of awkward texts with it. Training breaks ties by chance: files change where it is
repeated, and belong together.
"""

import json
import pathlib

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers.implementations import BertWordPieceTokenizer

OUT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "tokenizers"
LENGTH = 8

CORPUS = [
    "The film was great, and the acting was better than I had hoped for.",
    "A terrible plot, terrible acting: the worst film of the year!",
    "I laughed, I cried, I watched it twice. Wonderful music and wonderful light.",
    "Don't watch this. It's boring, it is too long, and nobody learns anything.",
    "Naïve but charming; the café scenes in Zürich and São Paulo are lovely.",
    "Hello world, this is a plain sentence about nothing in particular.",
    "3 stars of 10, 1999 was a better year for films such as this.",
    "我爱电影 日本語のテキスト 한국어 영화",
]

TEXTS = [
    "Hello, world! This is a plain sentence.",
    "The acting was great, and the plot was better than I had hoped: watch it twice!",
    "I 😀 love 👩‍👩‍👧 it 🇨🇭, really",
    "我爱电影 and 日本語のテキスト 한국어",
    "naïve café Zürich ÅNGSTRÖM re\u0301sume\u0301",
    "x" * 150 + " wonderfulwonderfulwonderfulwonderful",
    "",
    "   ",
    "\t\r\n",
    "a\u0000b\u0007c\u200bd\ufeffe \u00adsoft",
    "ξένος Ж ⅷ ﬁlm ½ ＦＵＬＬ",
    "[SEP] a [MASK] b <s> </s> <unk> <pad>[PAD]",
    "don't stop!!! 3.14159 1e-5 foo_bar@example.com",
    "مرحبا שלום",
    "\U0010ffff\ufffd\U00020000 end",
    "  lead and\u00a0trail  ",
    "one\nline\r\nmore",
    "😀",
]


def wordpiece():
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=250, special_tokens=special))
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(token, made.token_to_id(token)) for token in ["[CLS]", "[SEP]"]],
    )
    return made


def bpe():
    """As GPT-2 and RoBERTa."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    made.train_from_iterator(
        CORPUS,
        trainers.BpeTrainer(
            vocab_size=400, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
        ),
    )
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return made


def unigram():
    """As XLNet: special tokens behind, padding in front, a segment of its own for each."""
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<unk>", "<pad>", "<sep>", "<cls>"]
    made.train_from_iterator(
        CORPUS, trainers.UnigramTrainer(vocab_size=150, special_tokens=special, unk_token="<unk>")
    )
    made.post_processor = processors.TemplateProcessing(
        single="$A:0 <sep>:0 <cls>:2",
        special_tokens=[(token, made.token_to_id(token)) for token in ["<sep>", "<cls>"]],
    )
    return made


def vocabulary(lower):
    return BertWordPieceTokenizer(str(OUT / "vocab.txt"), lowercase=lower)._tokenizer


def plain(encoding):
    return {
        "ids": encoding.ids,
        "mask": encoding.attention_mask,
        "types": encoding.type_ids,
        "tokens": encoding.tokens,
        "offsets": [list(offsets) for offsets in encoding.offsets],
        "added": encoding.special_tokens_mask,
    }


def whole(made):
    made.no_padding()
    made.no_truncation()
    return [plain(made.encode(text)) for text in TEXTS]


def fixed(made, pad, truncate, padding):
    made.enable_padding(direction=pad, length=LENGTH, **padding)
    made.enable_truncation(LENGTH, direction=truncate)
    return [plain(made.encode(text)) for text in TEXTS]


def save(name, made, padding, into):
    into[name] = {"whole": whole(made)}
    for pad, truncate in [("right", "right"), ("left", "left"), ("left", "right")]:
        into[name][f"{pad}-{truncate}"] = fixed(made, pad, truncate, padding)


def write(name, content):
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    (OUT / name).write_text(text + "\n", encoding="utf-8")


OUT.mkdir(parents=True, exist_ok=True)
expected = {"texts": TEXTS, "length": LENGTH}
brackets = {"pad_id": 0, "pad_token": "[PAD]"}
made = wordpiece()
made.save(str(OUT / "wordpiece.json"), pretty=False)
save("wordpiece.json", made, brackets, expected)
tokens = sorted(made.get_vocab().items(), key=lambda entry: entry[1])
(OUT / "vocab.txt").write_text("".join(token + "\n" for token, _ in tokens), encoding="utf-8")
save("vocab.txt lower", vocabulary(True), brackets, expected)
save("vocab.txt cased", vocabulary(False), brackets, expected)
made = bpe()
made.save(str(OUT / "bpe.json"), pretty=False)
save("bpe.json", made, {"pad_id": 1, "pad_token": "<pad>"}, expected)
made = unigram()
angles = {"pad_id": 1, "pad_token": "<pad>", "pad_type_id": 3}
made.enable_padding(direction="left", **angles)
made.enable_truncation(LENGTH, direction="left")
made.save(str(OUT / "unigram.json"), pretty=False)
save("unigram.json", made, angles, expected)
write("expected.json", expected)
