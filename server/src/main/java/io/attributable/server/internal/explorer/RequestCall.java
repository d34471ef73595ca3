package io.attributable.server.internal.explorer;

import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.FeatureMask;
import io.attributable.Target;
import io.attributable.server.internal.json.NestedValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** The body of a request to {@code /v1/models/NAME:explain} that asks for the same. */
final class RequestCall {
  /** Larger arrays are not written down. */
  private static final long MOST_VALUES = 20_000;

  private final Asked asked;
  private final Map<String, NdArray<?>> inputs;

  RequestCall(Asked asked, Map<String, NdArray<?>> inputs) {
    this.asked = asked;
    this.inputs = inputs;
  }

  /** Whether it can be sent as it is. */
  boolean isWhole() {
    return inputs.values().stream().mapToLong(NdArray::size).sum() <= MOST_VALUES;
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("signature_name", asked.signature().name());
    Map<String, Object> values = new LinkedHashMap<>();
    inputs.forEach((name, array) -> values.put(name, values(name, array)));
    body.put("inputs", values);
    body.put("layers", asked.layers());
    if (asked.isAtInput()) {
      body.put("port", "input");
    }
    body.put("method", method());
    asked.options().output().ifPresent(output -> body.put("output", output));
    if (asked.targets().size() > 1) {
      body.put("targets", asked.targets().stream().map(Target::toJson).toList());
    } else if (!(asked.targets().get(0) instanceof Target.None)) {
      body.put("target", asked.targets().get(0).toJson());
    }
    asked.options().smoothing().ifPresent(noise -> body.put("smooth", noise.toMap()));
    if (!asked.options().reduction().isNone()) {
      body.put("reduce", asked.options().reduction().toString());
    }
    return body;
  }

  private Object values(String name, NdArray<?> array) {
    return isWhole()
        ? NestedValues.of(name, asked.signature().input(name).dtype(), array)
        : "… " + array.size() + " values of shape " + array.shape() + " …";
  }

  private Map<String, Object> method() {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("name", asked.options().method().name());
    asked.parameters().forEach((name, value) -> method.put(name, parameter(value)));
    return method;
  }

  private static Object parameter(Object value) {
    if (value instanceof Baselines rows) {
      Map<String, Object> byInput = new LinkedHashMap<>();
      rows.rows().forEach((input, array) -> byInput.put(input, NestedValues.of(array)));
      return byInput;
    }
    if (value instanceof FeatureMask mask) {
      Map<String, Object> byInput = new LinkedHashMap<>();
      mask.ids().forEach((input, array) -> byInput.put(input, NestedValues.of(array)));
      mask.groupings().forEach((input, grouping) -> byInput.put(input, grouping.toJson()));
      return byInput;
    }
    if (!(value instanceof Baseline baseline)
        || (baseline.arrays().isEmpty() && baseline.blurs().isEmpty())) {
      return value;
    }
    Map<String, Object> byInput = new LinkedHashMap<>();
    if (baseline.number() != 0) {
      byInput.put(Baseline.OTHERS, baseline.number());
    }
    baseline.arrays().forEach((input, array) -> byInput.put(input, NestedValues.of(array)));
    baseline.blurs().forEach((input, blur) -> byInput.put(input, blur.toJson()));
    return byInput;
  }
}
