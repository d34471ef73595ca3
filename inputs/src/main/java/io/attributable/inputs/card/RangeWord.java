package io.attributable.inputs.card;

import io.attributable.inputs.card.ImagePreprocess.Channels;
import io.attributable.inputs.card.ImagePreprocess.ValueRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Ranges that have a name; the last three are modes of Keras's {@code preprocess_input}. */
enum RangeWord {
  BYTES("0..255", 0, 255),
  UNIT("0..1", 0, 1),
  SIGNED("-1..1", -1, 1),
  TF("tf", -1, 1),
  TORCH("torch", 0, 1),
  CAFFE("caffe", 0, 255);

  private static final List<Double> TORCH_MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> TORCH_STD = List.of(0.229, 0.224, 0.225);
  private static final List<Double> CAFFE_MEAN = List.of(103.939, 116.779, 123.68);

  private final String word;
  private final double low;
  private final double high;

  RangeWord(String word, double low, double high) {
    this.word = word;
    this.low = low;
    this.high = high;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RangeWord::word).toList();
  }

  static Optional<RangeWord> of(String text) {
    return Arrays.stream(values()).filter(range -> range.word.equals(text)).findFirst();
  }

  String word() {
    return word;
  }

  boolean isNormalised() {
    return this == TORCH || this == CAFFE;
  }

  ImagePreprocess on(ImagePreprocess said) {
    return new ImagePreprocess(
        said.size(),
        said.resize(),
        said.fit(),
        this == CAFFE ? Optional.of(Channels.BGR) : said.channels(),
        said.axes(),
        Optional.of(new ValueRange(low, high)),
        this == TORCH ? TORCH_MEAN : this == CAFFE ? CAFFE_MEAN : said.mean(),
        this == TORCH ? TORCH_STD : said.std(),
        said.background());
  }
}
