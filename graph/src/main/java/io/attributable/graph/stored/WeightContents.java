package io.attributable.graph.stored;

import com.google.protobuf.ByteString;
import io.attributable.graph.savedmodel.VariableId;
import java.util.Optional;

/** The values of a model's variables in memory, of which a stored plan has the names alone. */
public interface WeightContents {
  /** The variable whose value this is: the very object, not one that equals it. */
  Optional<VariableId> variable(ByteString content);

  /** The value of a variable. */
  Optional<ByteString> content(VariableId variable);

  /** Of a model whose weights are nowhere but in TensorFlow's memory. */
  static WeightContents none() {
    return new WeightContents() {
      @Override
      public Optional<VariableId> variable(ByteString content) {
        return Optional.empty();
      }

      @Override
      public Optional<ByteString> content(VariableId variable) {
        return Optional.empty();
      }
    };
  }
}
