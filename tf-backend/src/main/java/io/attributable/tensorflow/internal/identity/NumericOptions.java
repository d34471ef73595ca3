package io.attributable.tensorflow.internal.identity;

import io.attributable.tensorflow.options.ExecutionOptions;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a model was loaded, as far as that may change numbers, as records of evidence write it. */
final class NumericOptions {
  private NumericOptions() {}

  static SortedMap<String, Object> of(ModelOptions options) {
    ExecutionOptions execution = options.execution();
    SortedMap<String, Object> map = new TreeMap<>();
    map.put("device", options.device());
    map.put("devices", execution.devices());
    map.put("weights", word(options.weights()));
    map.put("frozenLimitBytes", options.frozenLimitBytes());
    map.put("loopLimit", options.loopLimit());
    map.put("optimisations", options.optimisations().stream().map(Enum::name).sorted().toList());
    map.put("precision", word(execution.precision()));
    map.put("deterministic", execution.deterministic());
    map.put("state", word(execution.state()));
    map.put("batchBytes", execution.isAutomatic() ? "automatic" : execution.batchBytes());
    map.put("intraOp", execution.threads().intraOp());
    map.put("interOp", execution.threads().interOp());
    execution.servedBy().ifPresent(signature -> map.put("servedBy", signature));
    return map;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
