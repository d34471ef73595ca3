package io.attributable.graph.savedmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Well-known libraries of ops, recognised by the names of their ops. */
enum KnownOpLibrary {
  SENTENCEPIECE("sentencepiece", "tf_sentencepiece", "SentencepieceEncode", "SentencepieceDecode"),
  TEXT(
      "TensorFlow Text",
      "tensorflow-text",
      "TFText>",
      "CaseFoldUTF8",
      "ConstrainedSequence",
      "FastBertNormalize",
      "FastWordpiece",
      "FindSourceOffsets",
      "MaxSpanningTree",
      "NgramsStringJoin",
      "NormalizeUTF8",
      "PhraseTokenize",
      "RegexSplitWithOffsets",
      "RougeL",
      "SentenceFragments",
      "Sentencepiece",
      "SplitMerge",
      "TokenizerFromLogits",
      "UnicodeScriptTokenize",
      "WhitespaceTokenize",
      "WordpieceTokenize"),
  DECISION_FORESTS("TensorFlow Decision Forests", "tensorflow-decision-forests", "SimpleML"),
  ADDONS("TensorFlow Addons", "tensorflow-addons", "Addons>"),
  IO("TensorFlow I/O", "tensorflow-io", "IO>"),
  STRUCT2TENSOR(
      "Struct2Tensor",
      "struct2tensor",
      "DecodeProtoMap",
      "DecodeProtoSparse",
      "EquiJoin",
      "RunLengthBefore"),
  RECOMMENDERS_ADDONS("TensorFlow Recommenders Addons", "tensorflow-recommenders-addons", "TFRA>"),
  SCANN("ScaNN", "scann", "Scann>"),
  QUANTUM("TensorFlow Quantum", "tensorflow-quantum", "Tfq"),
  HOROVOD("Horovod", "horovod", "Horovod"),
  TENSORRT("TensorRT", "tensorflow with TensorRT", "TRTEngineOp");

  private final String title;
  private final String packageName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list.
  private final List<String> prefixes;

  KnownOpLibrary(String title, String packageName, String... prefixes) {
    this.title = title;
    this.packageName = packageName;
    this.prefixes = List.of(prefixes);
  }

  /** The library that an op seems to come from. */
  static Optional<KnownOpLibrary> of(String op) {
    return Arrays.stream(values())
        .filter(library -> library.prefixes.stream().anyMatch(op::startsWith))
        .findFirst();
  }

  /** The middle of a message. */
  String hint() {
    return "; it belongs to " + title + " (Python package " + packageName + ")";
  }
}
