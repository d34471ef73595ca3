package io.attributable.tensorflow.internal.points;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Fetches;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** What runs hand on to the next one, in native memory until closed. */
interface HandedOn extends AutoCloseable {
  /** A tensor that is handed on, valid until this is closed. */
  Tensor of(TensorRef after);

  @Override
  void close();

  /** What one run gave. */
  record OfRun(Fetches fetches, Result result) implements HandedOn {
    @Override
    public Tensor of(TensorRef tensor) {
      return fetches.of(tensor, result);
    }

    @Override
    public void close() {
      result.close();
    }
  }

  /** What several series of runs gave, put together. */
  record Merged(Map<TensorRef, Tensor> tensors) implements HandedOn {
    @Override
    public Tensor of(TensorRef tensor) {
      return Objects.requireNonNull(tensors.get(tensor), tensor::toString);
    }

    @Override
    public void close() {
      tensors.values().forEach(Tensor::close);
    }
  }
}
