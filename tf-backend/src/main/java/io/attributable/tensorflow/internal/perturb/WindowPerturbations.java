package io.attributable.tensorflow.internal.perturb;

import io.attributable.Occlusion;
import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** Windows that move over tensors, one at a time: those of the first tensor, then of the next. */
final class WindowPerturbations implements Perturbations {
  private final PerturbationFeeds feeds;
  private final List<PerturbedTensor> tensors;
  private final List<WindowPlaces> places = new ArrayList<>();
  private final int[] begins;

  /**
   * Windows over tensors.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER
   */
  WindowPerturbations(Occlusion method, PerturbationFeeds feeds, List<PerturbedTensor> tensors) {
    this.feeds = feeds;
    this.tensors = tensors;
    WindowCheck check = new WindowCheck(method, tensors);
    this.begins = new int[tensors.size() + 1];
    begins[0] = EVERYTHING + 1;
    for (int i = 0; i < tensors.size(); i++) {
      places.add(check.places(tensors.get(i)));
      begins[i + 1] = Math.addExact(begins[i], places.get(i).count());
    }
  }

  @Override
  public int count() {
    return begins[tensors.size()];
  }

  @Override
  public Map<TensorRef, Tensor> tensors(int... which) {
    Map<TensorRef, Tensor> fed = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      TensorRef tensor = tensors.get(i).info().tensor();
      fed.put(Objects.requireNonNull(feeds.begins().get(tensor)), edges(i, false, which));
      fed.put(Objects.requireNonNull(feeds.ends().get(tensor)), edges(i, true, which));
    }
    return fed;
  }

  private Tensor edges(int tensor, boolean ends, int... which) {
    int axes = tensors.get(tensor).row().numDimensions();
    LongNdArray edges = NdArrays.ofLongs(Shape.of(which.length, axes));
    for (int i = 0; i < which.length; i++) {
      for (int axis = 0; axis < axes; axis++) {
        edges.setLong(edge(tensor, which[i], axis, ends), i, axis);
      }
    }
    return TInt64.tensorOf(edges);
  }

  /** A window of another tensor covers nothing of this one. */
  private long edge(int tensor, int which, int axis, boolean end) {
    long size = tensors.get(tensor).row().get(axis);
    if (which == EVERYTHING) {
      return end ? size : 0;
    }
    if (which < begins[tensor] || which >= begins[tensor + 1]) {
      return 0;
    }
    WindowPlaces window = places.get(tensor);
    int place = which - begins[tensor];
    return end ? window.end(place, axis) : window.begin(place, axis);
  }

  @Override
  public PerturbationValues values(double[][] scores) {
    PerturbationValues values = PerturbationValues.of(tensors, scores.length);
    for (int example = 0; example < scores.length; example++) {
      for (int i = 0; i < tensors.size(); i++) {
        int size = tensors.get(i).size();
        places
            .get(i)
            .mean(scores[example], begins[i], values.tensors().get(i), example * size, size);
      }
      values.evaluations().add((long) count());
    }
    return values;
  }
}
