package io.attributable.cli;

import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.cli.bench.BenchReport;
import io.attributable.cli.bench.TargetsCost;
import io.attributable.cli.reply.InputNotes;
import io.attributable.cli.request.ClassNames;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.WordMasks;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.Timings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;

/** Measures a loaded model, with inputs from files or made up. */
final class ModelBench {
  private static final int SEED = 0;

  private final AttributableModel model;
  private final BenchOptions options;
  private final String signature;
  private final ClassNames classes;
  private final ReadInputs read;
  private final Map<String, NdArray<?>> made = new LinkedHashMap<>();

  /**
   * Prepares to measure.
   *
   * @param settings how inputs are read
   * @param wanted the signature; empty for the model's default
   */
  ModelBench(
      AttributableModel model,
      BenchOptions options,
      InputSettings settings,
      Optional<String> wanted) {
    this.model = model;
    this.options = options;
    SignatureDescription described =
        wanted.map(model::signature).orElseGet(model::defaultSignature);
    this.signature = described.name();
    this.classes = settings.classes(Optional.of(signature), Optional.ofNullable(options.output()));
    this.read = settings.read(described, InputOption.byName(options.inputs()));
    options.shapes().forEach(shape -> described.input(shape.name()));
    RandomInputs inputs = new RandomInputs(options.shapes(), options.batch(), SEED);
    for (TensorDescription input : described.inputs()) {
      if (!read.arrays().containsKey(input.name()) && input.byDefault().isEmpty()) {
        inputs.makeOrFill(input).ifPresent(values -> made.put(input.name(), values));
      }
    }
  }

  BenchReport run(double startMillis, double loadMillis) {
    LayerAttribution request = request();
    CostProfile profile = request.measure(options.runs());
    return new BenchReport(
        model.name(),
        signature,
        options.method(),
        options.smoothing(),
        options.layers(),
        options.target(classes).toString(),
        shapes(),
        List.copyOf(made.keySet()),
        new InputNotes(read.notes()),
        startMillis,
        loadMillis,
        profile,
        options.targets().map(count -> together(request, count)));
  }

  private LayerAttribution request() {
    LayerAttribution request =
        LayerAttribution.on(model)
            .signature(signature)
            .port(options.port())
            .layers(options.layers().toArray(String[]::new))
            .method(WordMasks.in(options.method(), read.views()))
            .output(options.output())
            .target(options.target(classes));
    options.smoothing().ifPresent(request::smooth);
    read.arrays().forEach((name, values) -> request.input(name, values));
    made.forEach((name, values) -> request.input(name, values));
    return request;
  }

  private TargetsCost together(LayerAttribution request, int count) {
    List<Target> targets = IntStream.range(0, count).<Target>mapToObj(Target::of).toList();
    request.attributeTargets(targets);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < options.runs(); i++) {
      Stopwatch watch = new Stopwatch();
      request.attributeTargets(targets);
      millis.add(watch.millis());
    }
    return new TargetsCost(count, new Timings(millis));
  }

  private Map<String, String> shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    read.arrays()
        .forEach((name, values) -> shapes.put(name, TensorShape.of(values.shape()).toString()));
    made.forEach((name, values) -> shapes.put(name, TensorShape.of(values.shape()).toString()));
    return shapes;
  }
}
