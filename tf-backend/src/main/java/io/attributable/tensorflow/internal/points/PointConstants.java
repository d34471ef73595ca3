package io.attributable.tensorflow.internal.points;

import com.google.protobuf.ByteString;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.DistributionMethod;
import io.attributable.ErrorCode;
import io.attributable.PathMethod;
import io.attributable.Smoothing;
import io.attributable.UnknownOps;
import io.attributable.Xrai;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.served.ServedBaseline;
import io.attributable.graph.served.ServedNoise;
import io.attributable.graph.served.ServedPoints;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TString;

/**
 * The points of a method as constants, for signatures that evaluate the model at them. Baselines
 * are held against what the signature says of its inputs, since there are no examples yet.
 */
public final class PointConstants {
  private final AttributionMethod method;
  private final Optional<Smoothing> smoothing;
  private final FlatGraph graph;
  private final SignatureSchema signature;
  private final List<LayerTensors> layers;
  private final PlannedPoints planned;

  private PointConstants(
      AttributionMethod method,
      Optional<Smoothing> smoothing,
      FlatGraph graph,
      List<LayerTensors> layers,
      PlannedPoints planned) {
    this.smoothing = smoothing;
    this.method = method;
    this.graph = graph;
    this.signature = graph.signature();
    this.layers = layers;
    this.planned = planned;
  }

  /**
   * Those of a plan.
   *
   * @param output what is explained
   * @param rowsAtOnce see {@link ServedPoints#rowsAtOnce()}
   * @throws AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE, NOISE_INVALID
   */
  public static ServedPoints of(
      AttributionMethod method,
      Optional<Smoothing> smoothing,
      FlatGraph graph,
      List<LayerTensors> layers,
      PlannedPoints planned,
      TensorRef output,
      int rowsAtOnce) {
    return new PointConstants(method, smoothing, graph, layers, planned).make(output, rowsAtOnce);
  }

  /**
   * Refuses what only callers who see the numbers can do, and what a plan would do otherwise.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static void requireFixed(AttributionMethod method) {
    if (method instanceof PathMethod path && path.tolerance() > 0) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "tolerance " + path.tolerance() + " in an exported signature",
          "the signature has a fixed number of steps",
          "Leave out the tolerance, and choose the steps.");
    }
    if (method instanceof Xrai) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "exported signatures",
          "pictures are cut into regions outside of the graph",
          "Export integrated-gradients, which it is made of.");
    }
    if (method instanceof BaselineMethod one && !one.baseline().blurs().isEmpty()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "a blurred baseline in an exported signature",
          "the signature has the same baseline for all examples",
          "Give it a number, an array or the mean of rows.");
    }
    if (passesUnknownOps(method)) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "fallback gradient in an exported signature",
          "it keeps loops that a plan writes out, and would pass them by another rule",
          "Leave out the fallback.");
    }
  }

  private static boolean passesUnknownOps(AttributionMethod method) {
    if (method instanceof DeepLift one) {
      return one.fallback() == UnknownOps.GRADIENT;
    }
    return method instanceof DeepLiftShap mean && mean.fallback() == UnknownOps.GRADIENT;
  }

  private ServedPoints make(TensorRef output, int rowsAtOnce) {
    Map<String, NdArray<?>> examples = examples();
    BaselineArrays arrays =
        new BaselineArrays(
            method,
            signature,
            examples,
            layers.stream().map(LayerTensors::address).collect(Collectors.toSet()));
    if (planned.ends().isPresent()) {
      arrays.requireChange(planned.feeds().baselines().keySet());
    }
    Map<String, NdArray<?>> rows = arrays.rows(planned.feeds().baselines().keySet());
    Map<String, ServedBaseline> baselines = new LinkedHashMap<>();
    rows.forEach((name, array) -> baselines.put(name, baseline(name, array)));
    long count = rows.values().stream().mapToLong(array -> array.shape().get(0)).max().orElse(1);
    PointSet set = PointSet.of(method, smoothing, planned, count);
    PointNoise noise = PointNoise.of(method, smoothing, planned.feeds().noise());
    return new ServedPoints(
        output,
        boxed(set.alphas()),
        boxed(set.weights()),
        set.rows().map(PointConstants::boxed),
        baselines,
        given(arrays),
        rowsAtOnce,
        planned
            .feeds()
            .noise()
            .map(
                fed ->
                    new ServedNoise(
                        noise.seed(),
                        boxed(noise.stdevs()),
                        boxed(noise.ranges()),
                        set.samples().isPresent()
                            ? Optional.empty()
                            : smoothing.map(Smoothing::samples))));
  }

  private static List<Double> boxed(double... numbers) {
    return DoubleStream.of(numbers).boxed().toList();
  }

  private static List<Long> boxed(long... numbers) {
    return LongStream.of(numbers).boxed().toList();
  }

  private Optional<NdArray<?>> named(String input) {
    return method instanceof DistributionMethod drawn
        ? Optional.ofNullable(drawn.baselines().rows().get(input))
        : ((BaselineMethod) method).baseline().array(input);
  }

  private ServedBaseline baseline(String name, NdArray<?> rows) {
    TensorSchema input = signature.input(name);
    Optional<NdArray<?>> named = named(name);
    if (named.isEmpty() && !Types.isFloat(input.type())) {
      return new ServedBaseline.Input();
    }
    if (named.isPresent() && named.get().rank() > 0) {
      return new ServedBaseline.Rows(proto(input, rows));
    }
    Baseline baseline = ((BaselineMethod) method).baseline();
    return new ServedBaseline.Filling(
        named.map(array -> ((Number) array.getObject()).doubleValue()).orElse(baseline.number()));
  }

  /**
   * One example of each input, of which sizes that the signature leaves open are the baseline's.
   */
  private Map<String, NdArray<?>> examples() {
    Map<String, NdArray<?>> examples = new LinkedHashMap<>();
    for (String name : planned.feeds().baselines().keySet()) {
      TensorSchema input = signature.input(name);
      Dtype dtype = Dtype.of(input.type()).orElseThrow();
      examples.put(name, dtype.array().zeros(shape(input, named(name).map(NdArray::shape))));
    }
    return examples;
  }

  private Shape shape(TensorSchema input, Optional<Shape> given) {
    Shape array = given.filter(some -> some.numDimensions() > 0).orElse(Shape.unknown());
    if (input.shape().isUnknown()) {
      return array.isUnknown() ? Shape.of(1) : ofRows(array);
    }
    int rank = input.shape().numDimensions();
    boolean hasRows = !array.isUnknown() && array.numDimensions() == rank;
    if (hasRows && !(method instanceof DistributionMethod) && array.get(0) != 1) {
      throw new AttributionException(
          ErrorCode.METHOD_PARAMETER,
          method.name(),
          "baseline",
          "has %d rows for input \"%s\", and an exported signature takes any number of examples: give one row, of shape %s"
              .formatted(array.get(0), input.name(), Types.text(array.tail())));
    }
    Shape row =
        hasRows || array.isUnknown() || array.numDimensions() + 1 != rank
            ? array
            : array.prepend(1);
    long[] sizes = input.shape().asArray();
    sizes[0] = 1;
    for (int i = 1; i < rank; i++) {
      boolean open = sizes[i] < 0;
      boolean fits = !row.isUnknown() && row.numDimensions() == rank;
      sizes[i] = !open ? sizes[i] : fits ? row.get(i) : 1;
    }
    return Shape.of(sizes);
  }

  /** Where even the rank is open, distributions have rows, and baselines are a row. */
  private Shape ofRows(Shape array) {
    return method instanceof DistributionMethod ? array.tail().prepend(1) : array.prepend(1);
  }

  /** Baselines of layers. */
  private Map<TensorRef, TensorProto> given(BaselineArrays arrays) {
    Map<TensorRef, TensorProto> given = new LinkedHashMap<>();
    for (LayerTensors layer : layers) {
      for (TensorInfo tensor : layer.tensors()) {
        if (planned.feeds().given().containsKey(tensor.tensor())) {
          NdArray<?> row = arrays.row(layer.address(), tensor, layer.tensors().size());
          given.put(
              tensor.tensor(),
              proto(
                  new TensorSchema(layer.address(), tensor.tensor(), tensor.type(), row.shape()),
                  row));
        }
      }
    }
    return given;
  }

  private TensorProto proto(TensorSchema of, NdArray<?> rows) {
    TensorSchema any = new TensorSchema(of.name(), of.tensor(), of.type(), rows.shape());
    try (Tensor tensor = InputTensors.of(any, rows, signature.name(), graph.model())) {
      if (!(tensor instanceof TString texts)) {
        return ReadableTensors.proto(of.type(), tensor);
      }
      TensorProto.Builder proto =
          TensorProto.newBuilder().setDtype(of.type()).setTensorShape(Types.proto(rows.shape()));
      texts
          .asBytes()
          .scalars()
          .forEach(text -> proto.addStringVal(ByteString.copyFrom(text.getObject())));
      return proto.build();
    }
  }
}
