package io.attributable.tensorflow.internal.points;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.Baselines;
import io.attributable.DeepLiftShap;
import io.attributable.DistributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GaussianBlur;
import io.attributable.PathMethod;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The baselines of a method as rows of the inputs that they stand for. */
final class BaselineArrays {
  private final AttributionMethod method;
  private final SignatureSchema signature;
  private final Map<String, NdArray<?>> inputs;
  private final Set<String> layers;

  /**
   * Reads a method's.
   *
   * @param inputs as they are given
   * @param layers addresses of the explained layers, which may have baselines of their own
   */
  BaselineArrays(
      AttributionMethod method,
      SignatureSchema signature,
      Map<String, NdArray<?>> inputs,
      Set<String> layers) {
    this.layers = layers;
    this.method = method;
    this.signature = signature;
    this.inputs = inputs;
  }

  /**
   * Rows by input; none for methods without baselines.
   *
   * @param wanted the inputs that have baselines
   * @throws AttributionException METHOD_PARAMETER, INPUT_MISSING
   */
  Map<String, NdArray<?>> rows(Set<String> wanted) {
    if (method instanceof DistributionMethod distribution) {
      return drawn(distribution.baselines(), wanted);
    }
    return method instanceof BaselineMethod one ? each(one.baseline(), wanted) : Map.of();
  }

  private Map<String, NdArray<?>> drawn(Baselines baselines, Set<String> wanted) {
    requireKnown("baselines", baselines.rows().keySet(), wanted);
    Map<String, NdArray<?>> rows = new LinkedHashMap<>();
    long count = -1;
    for (String name : wanted) {
      NdArray<?> array = baselines.rows().get(name);
      if (array == null) {
        throw invalid(
            "baselines", "has no rows for input \"" + name + "\": give rows for " + quoted(wanted));
      }
      NdArray<?> given = given(name);
      if (array.rank() != given.rank() || !tail(array).equals(tail(given))) {
        throw invalid(
            "baselines",
            "has shape %s for input \"%s\" of shape %s: it must be rows of shape %s"
                .formatted(
                    Types.text(array.shape()),
                    name,
                    Types.text(given.shape()),
                    Types.text(tail(given).prepend(-1))));
      }
      long some = array.shape().get(0);
      if (some < 2) {
        throw invalid(
            "baselines",
            "has %d row for input \"%s\": a distribution has at least 2; of a single baseline use"
                    .formatted(some, name)
                + (method instanceof DeepLiftShap ? " deeplift" : " integrated-gradients"));
      }
      if (count >= 0 && some != count) {
        throw invalid(
            "baselines",
            "has %d rows for input \"%s\" and %d for another: row i of all inputs is one baseline"
                .formatted(some, name, count));
      }
      count = some;
      rows.put(name, converted("baselines", name, array));
    }
    return rows;
  }

  private Map<String, NdArray<?>> each(Baseline baseline, Set<String> wanted) {
    requireKnown("baseline", baseline.arrays().keySet(), wanted);
    requireBlurred(baseline, wanted);
    Map<String, NdArray<?>> rows = new LinkedHashMap<>();
    for (String name : wanted) {
      NdArray<?> given = given(name);
      NdArray<?> array = baseline.arrays().get(name);
      boolean moves = Types.isFloat(signature.input(name).type());
      Optional<GaussianBlur> blur = blur(baseline, name);
      if (blur.isPresent()) {
        rows.put(name, blurred(name, given, blur.get()));
      } else if (array == null && !moves) {
        rows.put(name, given);
      } else if (array == null) {
        rows.put(name, filled(name, given, baseline.number()));
      } else if (array.rank() == 0) {
        rows.put(name, everywhere("input", name, dtype(name), tail(given).prepend(1), array));
      } else {
        rows.put(name, converted("baseline", name, shaped(name, array, given)));
      }
    }
    return rows;
  }

  /**
   * Those of an input's own go first: an array, its blur; then the blur of all others that move.
   */
  private Optional<GaussianBlur> blur(Baseline baseline, String name) {
    boolean others =
        !baseline.blurs().containsKey(name)
            && (baseline.arrays().containsKey(name)
                || !Types.isFloat(signature.input(name).type()));
    return others ? Optional.empty() : baseline.blur(name);
  }

  private void requireBlurred(Baseline baseline, Set<String> wanted) {
    for (String name : baseline.blurs().keySet()) {
      if (baseline.arrays().containsKey(name)) {
        throw invalid("baseline", "has both an array and a blur for \"" + name + '"');
      }
      if (!name.equals(Baseline.OTHERS) && !wanted.contains(name)) {
        throw invalid(
            "baseline",
            "blurs \"%s\", which is no input with a baseline: there is %s"
                .formatted(name, quoted(wanted)));
      }
    }
  }

  private NdArray<?> blurred(String name, NdArray<?> given, GaussianBlur blur) {
    if (!(blur.sigma() > 0) || Double.isInfinite(blur.sigma())) {
      throw invalid("baseline", "blurs by %s: it must be a number above 0".formatted(blur.sigma()));
    }
    boolean fits =
        blur.axes().isEmpty()
            ? given.rank() > 2
            : blur.axes().stream().allMatch(axis -> axis > 0 && axis < given.rank());
    if (!fits || !Types.isFloat(signature.input(name).type())) {
      throw invalid(
          "baseline",
          "cannot blur input \"%s\" of shape %s and type %s%s: what is blurred are floating-point numbers of shape [examples, …, channels], or along axes from 1 on"
              .formatted(
                  name,
                  Types.text(given.shape()),
                  Types.name(signature.input(name).type()),
                  blur.axes().isEmpty() ? "" : " along axes " + blur.axes()));
    }
    return BlurredArray.of(given, blur);
  }

  /**
   * Requires a baseline that makes a difference: whole numbers have no zero that means absence.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  void requireChange(Set<String> wanted) {
    if (!(method instanceof BaselineMethod one)) {
      return;
    }
    Map<String, NdArray<?>> named = one.baseline().arrays();
    boolean moves =
        wanted.stream()
            .anyMatch(
                name ->
                    named.containsKey(name)
                        || one.baseline().blurs().containsKey(name)
                        || Types.isFloat(signature.input(name).type()));
    if (!moves) {
      throw invalid(
          "baseline",
          "names no input, though %s hold no floating-point numbers: name values that stand for"
                  .formatted(quoted(wanted))
              + " absence, such as {\"%s\": 0}"
                  .formatted(wanted.isEmpty() ? "ids" : wanted.iterator().next())
              + (one instanceof PathMethod ? ", or give a baseline of the layer" : ""));
    }
  }

  /**
   * The baseline of a layer's tensor, for all examples.
   *
   * @param tensors how many the layer has
   * @throws AttributionException METHOD_PARAMETER
   */
  NdArray<?> row(String layer, TensorInfo tensor, int tensors) {
    Baseline baseline = ((BaselineMethod) method).baseline();
    NdArray<?> array = baseline.array(layer).orElseGet(() -> NdArrays.scalarOf(baseline.number()));
    Dtype dtype = Dtype.of(tensor.type()).orElseThrow();
    Shape shape = tensor.shape();
    if (shape.isUnknown()) {
      throw invalid("baseline", "cannot be that of layer \"" + layer + "\": its rank is unknown");
    }
    if (array.rank() == 0) {
      return everywhere("layer", layer, dtype, ones(shape.numDimensions()), array);
    }
    NdArray<?> row =
        array.rank() + 1 == shape.numDimensions()
            ? array.withShape(array.shape().prepend(1))
            : array;
    if (tensors > 1 || row.rank() != shape.numDimensions() || !fits(row.shape(), shape)) {
      throw invalid(
          "baseline",
          "has shape %s for layer \"%s\" with a tensor of shape %s: it must be a number, or one row"
              .formatted(Types.text(array.shape()), layer, Types.text(shape)));
    }
    return convertedTo(dtype, "baseline", layer, row);
  }

  private static Shape ones(int rank) {
    long[] sizes = new long[rank];
    java.util.Arrays.fill(sizes, 1);
    return Shape.of(sizes);
  }

  private static boolean fits(Shape row, Shape tensor) {
    boolean fits = row.get(0) == 1;
    for (int i = 1; i < tensor.numDimensions(); i++) {
      fits &= tensor.get(i) < 0 || tensor.get(i) == row.get(i);
    }
    return fits;
  }

  private void requireKnown(String parameter, Set<String> named, Set<String> wanted) {
    Set<String> known = known(parameter, wanted);
    for (String name : named) {
      if (!known.contains(name)) {
        throw invalid(
            parameter,
            "names \"%s\", which is neither an explained layer nor an input with a baseline: there"
                .concat(" is %s")
                .formatted(name, quoted(known)));
      }
    }
  }

  private Set<String> known(String parameter, Set<String> wanted) {
    Set<String> known = new LinkedHashSet<>(wanted);
    if (parameter.equals("baseline")) {
      known.addAll(layers);
    }
    return known;
  }

  private static String quoted(Set<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().collect(Collectors.joining("\", \"", "\"", "\""));
  }

  private NdArray<?> given(String name) {
    NdArray<?> given = inputs.get(name);
    if (given == null) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "input \"" + name + "\"",
          "it is left to its default, so that its baseline has no shape",
          "Give it a value.");
    }
    return given;
  }

  private static Shape tail(NdArray<?> array) {
    return array.rank() == 0 ? array.shape() : array.shape().tail();
  }

  /** A row for all examples, or one for each. */
  private NdArray<?> shaped(String name, NdArray<?> array, NdArray<?> given) {
    Shape row = tail(given);
    if (array.shape().equals(row)) {
      return array.withShape(row.prepend(1));
    }
    long examples = given.shape().get(0);
    boolean rows = array.rank() == given.rank() && tail(array).equals(row);
    if (rows && (array.shape().get(0) == 1 || array.shape().get(0) == examples)) {
      return array;
    }
    throw invalid(
        "baseline",
        "has shape %s for input \"%s\" of shape %s: it must be a number, or of shape %s, %s or %s"
            .formatted(
                Types.text(array.shape()),
                name,
                Types.text(given.shape()),
                Types.text(row),
                Types.text(row.prepend(1)),
                Types.text(given.shape())));
  }

  private Dtype dtype(String name) {
    TensorSchema input = signature.input(name);
    return Dtype.of(input.type()).orElseThrow();
  }

  /** Floating-point numbers of the other size are rounded to the input's, as NumPy's are. */
  private NdArray<?> converted(String parameter, String name, NdArray<?> array) {
    return convertedTo(dtype(name), parameter, name, array);
  }

  private NdArray<?> convertedTo(Dtype dtype, String parameter, String name, NdArray<?> array) {
    JavaArray wanted = dtype.array();
    if (JavaArray.of(array) == wanted) {
      return array;
    }
    if (wanted == JavaArray.FLOAT && array instanceof DoubleNdArray doubles) {
      FloatNdArray floats = (FloatNdArray) wanted.zeros(array.shape());
      doubles
          .scalars()
          .forEachIndexed((at, value) -> floats.setFloat((float) value.getDouble(), at));
      return floats;
    }
    if (wanted == JavaArray.DOUBLE && array instanceof FloatNdArray floats) {
      DoubleNdArray doubles = (DoubleNdArray) wanted.zeros(array.shape());
      floats.scalars().forEachIndexed((at, value) -> doubles.setDouble(value.getFloat(), at));
      return doubles;
    }
    throw otherType(parameter, name, array, dtype);
  }

  /** One row with the same number everywhere. */
  private NdArray<?> filled(String name, NdArray<?> given, double number) {
    NdArray<?> row = dtype(name).array().zeros(tail(given).prepend(1));
    if (number != 0) {
      fill("input", name, dtype(name), row, number);
    }
    return row;
  }

  private void fill(String what, String name, Dtype dtype, NdArray<?> row, double number) {
    if (!BaselineNumbers.holds(dtype, number)) {
      throw invalid(
          "baseline",
          "is %s for %s \"%s\" of type %s, which holds %s"
              .formatted(
                  BaselineNumbers.text(number),
                  what,
                  name,
                  dtype.typeName(),
                  BaselineNumbers.range(dtype)));
    }
    BaselineNumbers.fill(row, number);
  }

  /** A row that is a scalar everywhere: bit by bit where it is of the same type. */
  private NdArray<?> everywhere(
      String what, String name, Dtype dtype, Shape shape, NdArray<?> scalar) {
    NdArray<?> row = dtype.array().zeros(shape);
    if (dtype.array() != JavaArray.BYTES && dtype.array() == JavaArray.of(scalar)) {
      BaselineNumbers.repeat(scalar.getObject(), row);
      return row;
    }
    double number =
        BaselineNumbers.of(scalar).orElseThrow(() -> otherType("baseline", name, scalar, dtype));
    fill(what, name, dtype, row, number);
    return row;
  }

  private AttributionException otherType(
      String parameter, String name, NdArray<?> array, Dtype wanted) {
    return invalid(
        parameter,
        "is %s for \"%s\", which takes %s"
            .formatted(InputTensors.typeName(array), name, wanted.typeName()));
  }

  private AttributionException invalid(String parameter, String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method.name(), parameter, problem);
  }
}
