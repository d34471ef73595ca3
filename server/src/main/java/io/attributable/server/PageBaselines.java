package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.Baselines;
import io.attributable.DistributionMethod;
import io.attributable.ErrorCode;
import io.attributable.Methods;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.source.InputSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/** Files that the page's examples are compared with, read as the examples are. */
final class PageBaselines {
  private PageBaselines() {}

  /**
   * The method with these baselines instead of its own.
   *
   * @param sources by input, as the examples; none for the method as it is
   * @throws AttributionException METHOD_PARAMETER, and as reading inputs
   */
  static AttributionMethod of(
      AttributionMethod method, InputReader reader, Map<String, InputSource> sources) {
    if (sources.isEmpty()) {
      return method;
    }
    Map<String, NdArray<?>> arrays = reader.read(sources).arrays();
    if (method instanceof BaselineMethod compared) {
      Baseline known = compared.baseline();
      Map<String, NdArray<?>> all = new LinkedHashMap<>(known.arrays());
      all.putAll(arrays);
      return compared.withBaseline(known.withArrays(all));
    }
    if (method instanceof DistributionMethod) {
      Map<String, Object> parameters = new LinkedHashMap<>(method.parameters());
      parameters.put("baselines", new Baselines(arrays));
      return Methods.of(method.name(), parameters);
    }
    throw new AttributionException(
        ErrorCode.METHOD_PARAMETER,
        method.name(),
        "baseline",
        "does not exist, so that it cannot be given");
  }
}
