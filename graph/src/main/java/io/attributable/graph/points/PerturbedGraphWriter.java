package io.attributable.graph.points;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the nodes of a {@link PerturbedGraph}. Not thread-safe. */
final class PerturbedGraphWriter {
  private final FlatGraph model;
  private final PerturbationDemand demand;
  private final MovingInputs inputs;
  private final ExampleNodes examples;
  private final GraphBuilder builder;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final PointArrays points;
  private final TensorRef count;
  private final TensorRef features;
  private final TensorRef others;
  private final Map<TensorRef, TensorRef> ids = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> begins = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> ends = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> parts = new LinkedHashMap<>();
  private final Map<String, TensorRef> baselines = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> given = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> sizes = new LinkedHashMap<>();

  PerturbedGraphWriter(FlatGraph model, PerturbationDemand demand) {
    this.model = model;
    this.demand = demand;
    this.inputs = MovingInputs.of(model.signature());
    this.examples = new ExampleNodes(model, inputs, "perturbed/");
    this.builder = examples.builder();
    this.writer = new NodeWriter(builder);
    this.arrays = new ArrayWriter(writer);
    this.points = new PointArrays(writer);
    this.count = writer.placeholder("count", DataType.DT_INT64, Shape.scalar());
    this.others = writer.placeholder("others", DataType.DT_INT64, Shape.of(-1, -1));
    this.features = writer.placeholder("features", DataType.DT_BOOL, Shape.of(-1, -1));
  }

  /**
   * Writes them.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  PerturbedGraph write(List<TensorInfo> tensors) {
    new PathCheck(model, demand.method(), inputs, examples.dependent()).checkReplaced(tensors);
    List<TensorInfo> layers =
        tensors.stream().filter(tensor -> !model.isFed(tensor.tensor())).toList();
    Map<TensorRef, TensorRef> values = atInputs(layers);
    Map<TensorRef, TensorRef> substitutes = new LinkedHashMap<>();
    for (TensorSchema input : inputs.holding()) {
      substitutes.put(input.tensor(), repeated(input));
    }
    for (TensorInfo tensor : tensors) {
      TensorRef fed = examples.given(tensor.tensor());
      TensorRef value = fed != null ? fed : values.getOrDefault(tensor.tensor(), tensor.tensor());
      substitutes.put(tensor.tensor(), perturbed(tensor, value, replacing(tensor, value)));
    }
    return new PerturbedGraph(
        examples.graph(builder, substitutes),
        new PerturbationFeeds(count, features, ids, begins, ends, parts, others, baselines, given),
        substitutes,
        sizes);
  }

  /** What layers give for the inputs as they are. */
  private Map<TensorRef, TensorRef> atInputs(List<TensorInfo> layers) {
    if (layers.isEmpty()) {
      return Map.of();
    }
    Map<TensorRef, TensorRef> fed = new LinkedHashMap<>();
    inputs.holding().forEach(input -> fed.put(input.tensor(), examples.given(input)));
    List<TensorRef> wanted = layers.stream().map(TensorInfo::tensor).toList();
    Map<TensorRef, TensorRef> pass =
        ForwardCopy.of(builder, model, "input/", fed, examples.dependent(), wanted);
    wanted.forEach(tensor -> sizes.put(tensor, points.sizes(pass.getOrDefault(tensor, tensor))));
    return pass;
  }

  /** What stands in the place of values, {@code [k or 1, N or 1, …]}. */
  private TensorRef replacing(TensorInfo tensor, TensorRef values) {
    return demand.by() == PerturbationDemand.By.FEATURES_OF_OTHERS
        ? arrays.element(values, others, Shape.unknown())
        : arrays.expand(baseline(tensor), 0);
  }

  /** Where the baseline of a tensor is fed. */
  private TensorRef baseline(TensorInfo tensor) {
    TensorRef fed = writer.placeholder("baseline", tensor.type(), open(tensor.shape()));
    if (model.isFed(tensor.tensor())) {
      inputs.holding().stream()
          .filter(input -> input.tensor().equals(tensor.tensor()))
          .forEach(input -> baselines.put(input.name(), fed));
    } else {
      given.put(tensor.tensor(), fed);
    }
    return fed;
  }

  private static Shape open(Shape shape) {
    if (shape.isUnknown()) {
      return shape;
    }
    long[] sizes = new long[shape.numDimensions()];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    return Shape.of(sizes);
  }

  /** An input that stays as it is, for each perturbation. */
  private TensorRef repeated(TensorSchema input) {
    TensorRef values = examples.given(input);
    TensorRef rows = points.size(points.sizes(values), 0);
    TensorRef all = arrays.range(writer.binary("Mul", count, rows));
    TensorRef which = writer.op("FloorMod", all, rows).shape(Shape.of(-1)).write();
    return arrays.element(values, which, model.shape(input.tensor()));
  }

  /** {@code [k · N, …]}: values where a feature is there, the baseline elsewhere. */
  private TensorRef perturbed(TensorInfo tensor, TensorRef values, TensorRef replacing) {
    TensorRef all = arrays.expand(values, 0);
    TensorRef mixed =
        switch (demand.by()) {
          case FEATURES, FEATURES_OF_OTHERS -> select(ofFeatures(tensor), all, replacing);
          case WINDOWS -> select(inWindows(tensor, values), replacing, all);
          case PARTS -> faded(tensor, all, replacing);
        };
    return points.join(mixed, model.shape(tensor.tensor()));
  }

  private TensorRef select(TensorRef condition, TensorRef then, TensorRef otherwise) {
    return writer.op("SelectV2", condition, then, otherwise).shape(Shape.unknown()).write();
  }

  /** Written so that both ends are exact. */
  private TensorRef faded(TensorInfo tensor, TensorRef values, TensorRef replacing) {
    if (!Types.isFloat(tensor.type()) || tensor.shape().isUnknown()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          demand.method(),
          "tensor \"" + tensor.name() + "\" of shape " + tensor.shapeText(),
          "values fade to a baseline, so that they are floating-point numbers of a known number of"
              + " dimensions",
          "Explain another tensor, or use lime.");
    }
    TensorRef fed = writer.placeholder("parts", DataType.DT_FLOAT, open(tensor.shape()));
    parts.put(tensor.tensor(), fed);
    TensorRef part = arrays.expand(writer.cast(fed, tensor.type()), 1);
    TensorRef rest = writer.binary("Sub", writer.scalarLike(part, 1), part);
    return binary("AddV2", binary("Mul", part, values), binary("Mul", rest, replacing));
  }

  /** {@code [k, N or 1, …]}. */
  private TensorRef ofFeatures(TensorInfo tensor) {
    TensorRef fed = writer.placeholder("ids", DataType.DT_INT32, open(tensor.shape()));
    ids.put(tensor.tensor(), fed);
    return writer.op("GatherV2", features, fed, writer.scalar(1)).shape(Shape.unknown()).write();
  }

  /** {@code [k, 1, …]}. */
  private TensorRef inWindows(TensorInfo tensor, TensorRef values) {
    Shape shape = tensor.shape();
    if (shape.isUnknown() || shape.numDimensions() < 2) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          demand.method(),
          "tensor \"" + tensor.name() + "\" of shape " + tensor.shapeText(),
          "a window has a size for each dimension behind the examples, of which there must be a"
              + " known number",
          "Explain another tensor, or use ablation.");
    }
    TensorRef from = writer.placeholder("begins", DataType.DT_INT64, Shape.of(-1, -1));
    TensorRef to = writer.placeholder("ends", DataType.DT_INT64, Shape.of(-1, -1));
    begins.put(tensor.tensor(), from);
    ends.put(tensor.tensor(), to);
    int axes = shape.numDimensions() - 1;
    TensorRef inside = between(values, from, to, 0, axes);
    for (int axis = 1; axis < axes; axis++) {
      inside = logicalAnd(inside, between(values, from, to, axis, axes));
    }
    return inside;
  }

  /** Along one axis, {@code [k, 1, …]} with the others being 1. */
  private TensorRef between(TensorRef values, TensorRef from, TensorRef to, int axis, int axes) {
    TensorRef size = points.size(points.sizes(values), axis + 1);
    TensorRef positions =
        writer.reshape(arrays.range(size), along(axis + 2, axes + 2), Shape.unknown());
    TensorRef after = binary("GreaterEqual", positions, bound(from, axis, axes));
    return logicalAnd(after, binary("Less", positions, bound(to, axis, axes)));
  }

  private TensorRef logicalAnd(TensorRef a, TensorRef b) {
    return binary("LogicalAnd", a, b);
  }

  private TensorRef binary(String op, TensorRef a, TensorRef b) {
    return writer.op(op, a, b).shape(Shape.unknown()).write();
  }

  /** A column of numbers by perturbation, along the first of so many axes, and two. */
  private TensorRef bound(TensorRef matrix, int axis, int axes) {
    TensorRef column =
        arrays.slice(matrix, writer.ints(0, axis), writer.ints(-1, 1), Shape.of(-1, 1));
    return writer.reshape(column, along(0, axes + 2), Shape.unknown());
  }

  /** The shape of a vector along one axis. */
  private TensorRef along(int axis, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[axis] = -1;
    return writer.ints(shape);
  }
}
