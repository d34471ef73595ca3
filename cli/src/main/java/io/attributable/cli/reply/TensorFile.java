package io.attributable.cli.reply;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import org.tensorflow.ndarray.LongNdArray;

/**
 * An array of a reply.
 *
 * @param name the file's name in the reply's folder
 * @param content what it holds
 */
record TensorFile(String name, NpyArray content) {

  /** NumPy has no bfloat16, so that such a tensor is written as float32. */
  static TensorFile of(String name, AttributedTensor tensor) {
    return new TensorFile(name, new NpyArray(type(tensor.elementType()), tensor.values()));
  }

  /** Where chosen neurons are. */
  static TensorFile of(String name, LongNdArray positions) {
    return new TensorFile(name, new NpyArray(NpyType.INT64, positions));
  }

  private static NpyType type(ElementType type) {
    return switch (type) {
      case FLOAT16 -> NpyType.FLOAT16;
      case BFLOAT16, FLOAT32 -> NpyType.FLOAT32;
      case FLOAT64 -> NpyType.FLOAT64;
    };
  }
}
