package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.FeatureGroupMethod;
import io.attributable.FeatureMask;
import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/** Features that are there or replaced, in the combinations that a method wants. */
final class FeaturePerturbations implements Perturbations {
  private final PerturbationFeeds feeds;
  private final List<PerturbedTensor> tensors;
  private final FeatureGroups groups;
  private final Map<Integer, FeatureDesign> designs = new TreeMap<>();

  private FeaturePerturbations(
      PerturbationFeeds feeds,
      List<PerturbedTensor> tensors,
      FeatureGroups groups,
      IntFunction<FeatureDesign> design) {
    this.feeds = feeds;
    this.tensors = tensors;
    this.groups = groups;
    for (int row = 0; row < groups.rows(); row++) {
      designs.computeIfAbsent(groups.count(row), design::apply);
    }
  }

  /**
   * Those of a method.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER
   */
  static FeaturePerturbations of(
      AttributionRequest request,
      PerturbationFeeds feeds,
      List<PerturbedTensor> tensors,
      int examples) {
    FeatureGroupMethod method = (FeatureGroupMethod) request.method();
    return new FeaturePerturbations(
        feeds,
        tensors,
        new FeatureGroups(request, method.mask(), tensors, examples),
        count -> FeatureDesigns.of(method, count));
  }

  /**
   * One feature at a time.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  static FeaturePerturbations single(
      AttributionRequest request,
      FeatureMask mask,
      PerturbationFeeds feeds,
      List<PerturbedTensor> tensors,
      int examples) {
    FeatureGroups groups = new FeatureGroups(request, mask, tensors, examples);
    if (groups.rows() > 1) {
      throw new AttributionException(
          ErrorCode.METHOD_PARAMETER,
          request.method().name(),
          "mask",
          "has features of their own for examples, while examples exchange them: they must be the"
              + " same for all");
    }
    return new FeaturePerturbations(feeds, tensors, groups, AblationDesign::new);
  }

  private FeatureDesign design(int row) {
    return Objects.requireNonNull(designs.get(groups.count(row)));
  }

  /** Examples with fewer features take part in all runs; what is theirs alone counts. */
  @Override
  public int count() {
    return EVERYTHING + 1 + designs.values().stream().mapToInt(FeatureDesign::size).max().orElse(0);
  }

  @Override
  public Map<TensorRef, Tensor> tensors(int... which) {
    int width = Math.multiplyExact(groups.rows(), groups.most());
    boolean[] there = new boolean[Math.multiplyExact(which.length, width)];
    for (int i = 0; i < which.length; i++) {
      for (int row = 0; row < groups.rows(); row++) {
        write(which[i], row, there, i * width + row * groups.most());
      }
    }
    Map<TensorRef, Tensor> fed = new LinkedHashMap<>();
    fed.put(
        feeds.features(),
        TBool.tensorOf(Shape.of(which.length, width), DataBuffers.of(there, true, false)));
    for (int i = 0; i < tensors.size(); i++) {
      fed.put(
          Objects.requireNonNull(feeds.ids().get(tensors.get(i).info().tensor())),
          TInt32.tensorOf(groups.shape(i), DataBuffers.of(groups.numbers(i), true, false)));
    }
    return fed;
  }

  private void write(int which, int row, boolean[] there, int at) {
    FeatureDesign design = design(row);
    int combination = which - EVERYTHING - 1;
    if (combination >= 0 && combination < design.size()) {
      design.write(combination, there, at);
    } else {
      Arrays.fill(there, at, at + groups.count(row), which != EVERYTHING);
    }
  }

  @Override
  public PerturbationValues values(double[][] scores) {
    PerturbationValues values = PerturbationValues.of(tensors, scores.length);
    for (int example = 0; example < scores.length; example++) {
      int row = groups.row(example);
      FeatureDesign design = design(row);
      double[] all = scores[example];
      int from = EVERYTHING + 1;
      FeatureDesign.Values found =
          design.values(
              all[NOTHING], all[EVERYTHING], Arrays.copyOfRange(all, from, from + design.size()));
      spread(found.values(), row, example, values.tensors());
      found.errors().ifPresent(errors -> addErrors(errors, row, scores.length, values));
      found.fit().ifPresent(values.fit()::add);
      if (design.isComplete()) {
        values.sums().add(Arrays.stream(found.values()).sum());
      }
      values.evaluations().add((long) from + design.size());
    }
    return values;
  }

  /** Errors come example by example. */
  private void addErrors(double[] errors, int row, int examples, PerturbationValues values) {
    if (values.errors().isEmpty()) {
      values.errors().addAll(PerturbationValues.zeros(tensors, examples));
    }
    spread(errors, row, values.evaluations().size(), values.errors());
  }

  private void spread(double[] ofFeatures, int row, int example, List<double[]> into) {
    IntStream.range(0, tensors.size())
        .forEach(
            i -> groups.spread(ofFeatures, row, i, into.get(i), example * tensors.get(i).size()));
  }
}
