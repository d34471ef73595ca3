package io.attributable.graph.savedmodel;

import org.tensorflow.proto.Struct.TypeSpecProto;

/** Tensors of Python that are several tensors in the graph. */
final class CompositeKind {
  private CompositeKind() {}

  /** What one is, such as {@code is a ragged tensor}. */
  static String words(TypeSpecProto type) {
    return switch (type.getTypeSpecClass()) {
      case SPARSE_TENSOR_SPEC -> "is a sparse tensor";
      case RAGGED_TENSOR_SPEC -> "is a ragged tensor";
      case INDEXED_SLICES_SPEC -> "is a tensor of slices (tf.IndexedSlices)";
      case TENSOR_ARRAY_SPEC -> "is a tf.TensorArray";
      case DATA_DATASET_SPEC, DATA_ITERATOR_SPEC -> "is a data set";
      case VARIABLE_SPEC -> "is a variable";
      default ->
          type.getTypeSpecClassName().isEmpty()
              ? "is made of several tensors"
              : "is made of several tensors (" + type.getTypeSpecClassName() + ")";
    };
  }
}
