"""Trains the sample's text classifier and writes it, its words and one sentence; run by hand, from the root of the repository.

Sentences come from a small grammar of opinions about films, so that it is known what each word does: an adjective speaks
for or against, "not" in front of it turns that around, and "but" makes the second part count for all.
Needs the packages of tools/fixtures/requirements.txt.
"""

import shutil
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

SEED = 20
LENGTH = 12
SENTENCES = 12_000
EPOCHS = 6
RESOURCES = Path("samples/methods/src/main/resources/sentences")

PADDING = "_"
SUBJECTS = ["story", "plot", "acting", "music", "ending", "cast", "script", "camera"]
GOOD = ["good", "great", "moving", "funny", "brilliant", "gripping", "warm", "clever"]
BAD = ["bad", "dull", "boring", "slow", "awful", "clumsy", "cold", "silly"]
OTHER = ["the", "a", "was", "is", "not", "but", "and", "very", "rather"]
WORDS = [PADDING, *OTHER, *SUBJECTS, *GOOD, *BAD]
SENTENCE = "the story was not boring and the music is very good"


def main():
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    random = np.random.default_rng(SEED)
    sentences, opinions = zip(*(_sentence(random) for _ in range(SENTENCES)))
    tokens, labels = np.array([_ids(sentence) for sentence in sentences], np.int32), np.array(opinions)
    model = _model()
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    kept = SENTENCES * 9 // 10
    model.fit(tokens[:kept], labels[:kept], epochs=EPOCHS, verbose=0)
    accuracy = model.evaluate(tokens[kept:], labels[kept:], verbose=0)[1]
    print(f"accuracy {accuracy:.4f}", model.predict(np.array([_ids(SENTENCE.split())], np.int32), verbose=0))
    assert accuracy > 0.97, accuracy
    _write(model)


def _sentence(random):
    """Words, and 1 if they are for the film."""
    first, second = _clause(random), _clause(random)
    joined = random.choice(["and", "but"])
    words = [*first[0], joined, *second[0]]
    if len(words) > LENGTH:
        return _sentence(random)
    if joined == "but":
        return words, int(second[1] > 0)
    return (words, int(first[1] + second[1] > 0)) if first[1] + second[1] else _sentence(random)


def _clause(random):
    """Such as "the plot was not very good", and what it says: 1 or -1."""
    positive = bool(random.integers(2))
    negated = random.random() < 0.35
    words = [random.choice(["the", "a"]), random.choice(SUBJECTS), random.choice(["was", "is"])]
    words += ["not"] * negated + [random.choice(["very", "rather"])] * (random.random() < 0.3)
    words.append(random.choice(GOOD if positive else BAD))
    return words, 1 if positive != negated else -1


def _ids(words):
    return [WORDS.index(word) for word in words] + [0] * (LENGTH - len(words))


def _model():
    tokens = keras.Input((LENGTH,), dtype="int32", name="tokens")
    x = keras.layers.Embedding(len(WORDS), 16, name="embedding")(tokens)
    x = keras.layers.Conv1D(32, 3, padding="same", activation="relu", name="phrases")(x)
    x = keras.layers.Conv1D(32, 5, padding="same", activation="relu", name="clauses")(x)
    x = keras.layers.GlobalMaxPooling1D(name="strongest")(x)
    return keras.Model(tokens, keras.layers.Dense(2, name="opinion")(x), name="sentences")


def _write(model):
    shutil.rmtree(RESOURCES, ignore_errors=True)
    model.export(str(RESOURCES / "model"), verbose=False)
    (RESOURCES / "words.txt").write_text("\n".join(WORDS) + "\n")
    (RESOURCES / "sentence.txt").write_text(SENTENCE + "\n")


if __name__ == "__main__":
    main()
