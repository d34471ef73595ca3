package io.attributable.cli.reply;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;

/**
 * An array of a reply.
 *
 * @param name the file's name in the reply's folder
 * @param tensor what it holds
 */
record TensorFile(String name, AttributedTensor tensor) {

  /** What is written: NumPy has no bfloat16, so that such a tensor is written as float32. */
  NpyArray content() {
    return new NpyArray(type(tensor.elementType()), tensor.values());
  }

  private static NpyType type(ElementType type) {
    return switch (type) {
      case FLOAT16 -> NpyType.FLOAT16;
      case BFLOAT16, FLOAT32 -> NpyType.FLOAT32;
      case FLOAT64 -> NpyType.FLOAT64;
    };
  }
}
