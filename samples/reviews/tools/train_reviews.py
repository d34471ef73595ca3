"""Trains the sample's classifier of film reviews and writes it, its words and some sentences.

    pip download --no-deps --no-binary :all: vaderSentiment==3.3.2 -d ARCHIVES
    python samples/reviews/tools/train_reviews.py ARCHIVES/vaderSentiment-3.3.2.tar.gz

Run by hand, from the root of the repository; needs the packages of requirements.txt. The archive has 10,605 sentences of film
reviews, each with the mean of twenty people's ratings from -4 to 4.
"""

import collections
import io
import json
import re
import shutil
import sys
import tarfile
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

SEED = 15
INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
TABLE = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"
SAMPLE = Path("samples/reviews")
MODEL = SAMPLE / "models/reviews"
LENGTH = 40
FEWEST = 5
UNDECIDED = 0.5
TESTED = 1500
EPOCHS = 6
PADDING, UNKNOWN = "[PAD]", "[UNK]"
# What Keras's TextVectorization drops with standardize="lower_and_strip_punctuation".
PUNCTUATION = re.compile(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~']")


def main(archive):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    sentences, positive = _sentences(archive)
    order = np.random.default_rng(SEED).permutation(len(sentences))
    test, train = order[:TESTED], order[TESTED:]
    words = _words([sentences[i] for i in train])
    ids = {word: i for i, word in enumerate(words)}
    x = np.array([_ids(sentence, ids) for sentence in sentences], np.int32)
    model = _model(len(words))
    model.compile(keras.optimizers.Adam(2e-3), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    model.fit(x[train], positive[train], epochs=EPOCHS, batch_size=64, verbose=0)
    probability = model.predict(x[test], verbose=0)[:, 0]
    right = np.mean((probability > 0.5) == positive[test])
    print(f"{len(sentences)} sentences, {len(words)} words, accuracy {right:.3f}, always positive {positive[test].mean():.3f}")
    assert right > 0.74, right
    _write(model, words)
    for i in np.flatnonzero(np.array([len(sentences[t].split()) < 16 for t in test]))[:60]:
        print(f"{probability[i]:.2f} {int(positive[test[i]])} {sentences[test[i]]}")


def _sentences(archive):
    """Sentences that people had an opinion of, and whether it is in favour."""
    with tarfile.open(archive) as outer, tarfile.open(fileobj=outer.extractfile(INNER)) as inner:
        lines = io.TextIOWrapper(inner.extractfile(TABLE), "utf-8").read().splitlines()
    rows = [line.split("\t") for line in lines if line]
    decided = [(text, float(rating)) for _, rating, text in rows if abs(float(rating)) >= UNDECIDED]
    return [text for text, _ in decided], np.array([rating > 0 for _, rating in decided], np.float32)


def _words(sentences):
    counts = collections.Counter(word for sentence in sentences for word in _split(sentence))
    return [PADDING, UNKNOWN, *(word for word, count in counts.most_common() if count >= FEWEST)]


def _split(sentence):
    return PUNCTUATION.sub("", sentence.lower()).split()


def _ids(sentence, ids):
    known = [ids.get(word, 1) for word in _split(sentence)][:LENGTH]
    return known + [0] * (LENGTH - len(known))


def _model(words):
    tokens = keras.Input((LENGTH,), dtype="int32", name="ids")
    x = keras.layers.Embedding(words, 8, name="embedding")(tokens)
    x = keras.layers.Dropout(0.4, name="dropout")(x)
    x = keras.layers.Conv1D(16, 3, padding="same", activation="relu", name="phrases")(x)
    x = keras.layers.GlobalMaxPooling1D(name="strongest")(x)
    x = keras.layers.Dropout(0.4, name="dropout_2")(x)
    score = keras.layers.Dense(1, name="score")(x)
    return keras.Model(tokens, keras.layers.Activation("sigmoid", name="probability")(score), name="reviews")


def _write(model, words):
    shutil.rmtree(MODEL, ignore_errors=True)
    model.export(str(MODEL), verbose=False)
    (MODEL / "words.txt").write_text("\n".join(words) + "\n", "utf-8")
    tokenize = {"vocabulary": "words.txt", "lower": True, "strip-punctuation": True, "unknown": UNKNOWN, "length": LENGTH}
    text = {"kind": "tokens", "text": "Review", "feeds": {"ids": "ids"}, "tokenize": tokenize, "baseline": 0}
    outputs = {"output_0": {"text": "Opinion", "classes": ["in favour"]}}
    explain = {"layers": ["embedding"], "output": "logits-of:output_0", "target": "in favour", "method": {"name": "integrated-gradients"}}
    card = {"title": "Reviews", "description": "Whether a sentence speaks for a film.",
            "signatures": {"serving_default": {"inputs": {"text": text}, "outputs": outputs, "explain": explain}}}
    (MODEL / "attributable.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
