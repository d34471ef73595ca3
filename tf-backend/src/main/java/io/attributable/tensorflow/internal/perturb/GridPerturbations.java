package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Rise;
import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Parts of tensors that fade to the baseline, in grids drawn at random. */
final class GridPerturbations implements Perturbations {
  private final Rise method;
  private final PerturbationFeeds feeds;
  private final List<PerturbedTensor> tensors;
  private final List<GridMasks> masks = new ArrayList<>();

  GridPerturbations(Rise method, PerturbationFeeds feeds, List<PerturbedTensor> tensors) {
    this.method = method;
    this.feeds = feeds;
    this.tensors = tensors;
    for (PerturbedTensor tensor : tensors) {
      Shape places = places(tensor.row());
      if (places.size() == 0 || Math.pow(method.cells(), places.numDimensions()) > (1 << 24)) {
        throw new AttributionException(
            ErrorCode.METHOD_PARAMETER,
            method.name(),
            "cells",
            "cannot be %d for \"%s\": grids of %d dimensions would have no or too many cells"
                .formatted(method.cells(), tensor.name(), places.numDimensions()));
      }
      masks.add(
          new GridMasks(
              places, method.cells(), method.probability(), method.seed() + 31L * masks.size()));
    }
  }

  /** All dimensions but the last, that of the channels, unless it is the only one. */
  private static Shape places(Shape row) {
    return row.numDimensions() > 1 ? row.take(row.numDimensions() - 1) : row;
  }

  @Override
  public int count() {
    return EVERYTHING + 1 + method.samples();
  }

  @Override
  public Map<TensorRef, Tensor> tensors(int... which) {
    Map<TensorRef, Tensor> fed = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      int size = masks.get(i).size();
      float[] all = new float[Math.multiplyExact(which.length, size)];
      for (int j = 0; j < which.length; j++) {
        System.arraycopy(mask(i, which[j]), 0, all, j * size, size);
      }
      Shape row = tensors.get(i).row();
      Shape shape = row.numDimensions() > 1 ? places(row).append(1) : row;
      fed.put(
          Objects.requireNonNull(feeds.parts().get(tensors.get(i).info().tensor())),
          TFloat32.tensorOf(shape.prepend(which.length), DataBuffers.of(all, true, false)));
    }
    return fed;
  }

  private float[] mask(int tensor, int which) {
    if (which > EVERYTHING) {
      return masks.get(tensor).mask(which - EVERYTHING - 1);
    }
    float[] mask = new float[masks.get(tensor).size()];
    Arrays.fill(mask, which == NOTHING ? 1 : 0);
    return mask;
  }

  @Override
  public PerturbationValues values(double[][] scores) {
    PerturbationValues values = PerturbationValues.of(tensors, scores.length);
    values.errors().addAll(PerturbationValues.zeros(tensors, scores.length));
    for (int i = 0; i < tensors.size(); i++) {
      addMeans(scores, i, values.tensors().get(i), values.errors().get(i));
    }
    for (double[] unused : scores) {
      values.evaluations().add((long) count());
    }
    return values;
  }

  /** Means and their standard errors, sample by sample for all examples. */
  private void addMeans(double[][] scores, int tensor, double[] means, double[] errors) {
    int places = masks.get(tensor).size();
    int size = tensors.get(tensor).size();
    int channels = size / places;
    double[][] mean = new double[scores.length][places];
    double[][] squares = new double[scores.length][places];
    for (int sample = 0; sample < method.samples(); sample++) {
      float[] mask = masks.get(tensor).mask(sample);
      for (int example = 0; example < scores.length; example++) {
        double score = scores[example][EVERYTHING + 1 + sample] / method.probability();
        add(score, mask, sample + 1, mean[example], squares[example]);
      }
    }
    double samples = method.samples();
    for (int example = 0; example < scores.length; example++) {
      for (int i = 0; i < size; i++) {
        means[example * size + i] = mean[example][i / channels];
        errors[example * size + i] =
            Math.sqrt(squares[example][i / channels] / (samples - 1) / samples);
      }
    }
  }

  private static void add(double score, float[] mask, int count, double[] mean, double[] squares) {
    for (int i = 0; i < mask.length; i++) {
      double value = score * mask[i];
      double off = value - mean[i];
      mean[i] += off / count;
      squares[i] += off * (value - mean[i]);
    }
  }
}
