package io.attributable.cli.report;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Prediction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.Wording;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.request.TargetText;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.inputs.WordMasks;
import io.attributable.inputs.card.OutputCard;
import io.attributable.preflight.PreflightNote;
import io.attributable.report.Provenance;
import io.attributable.report.Report;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a model and makes a report of what it says. */
public final class ReportMaker {
  private static final String LOGITS = "logits-of:";
  private final AttributableModel model;
  private final ReadModel read;
  private final ReportWishes wishes;
  private final List<ReportItem> items;
  private final List<String> notes = new ArrayList<>();
  private Optional<AttributionException> failure = Optional.empty();

  /**
   * Decides what is explained.
   *
   * @throws AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, USAGE if nothing fits
   */
  public ReportMaker(AttributableModel model, ReadModel read, ReportWishes wishes) {
    this.model = model;
    this.read = read;
    this.wishes = wishes;
    this.items = new ReportPlan(wishes, read, model).items();
  }

  /** How often progress is told of. */
  public int steps() {
    return items.size() + 1;
  }

  /**
   * The report.
   *
   * @param step is told of each run of the model
   * @throws AttributionException as requests do
   */
  public Report report(String title, Provenance provenance, Runnable step) {
    Optional<String> output = wishes.output().or(() -> read.card().defaults().output());
    LayerAttribution run = attribution(items.get(0).layers(), shown(output));
    run.method(new GradientXActivation(Mode.LOCAL)).target(plainTarget(output)).withPrediction();
    Prediction prediction = run.attribute().prediction().orElseThrow();
    step.run();
    List<String> classes = read.card().classes(output);
    PredictedTargets targets = PredictedTargets.of(target(output, classes), prediction);
    Optional<String> explained = output.or(() -> score(run));
    Report report =
        Report.of(title)
            .inputs(read.inputs())
            .prediction(named(prediction), classes)
            .provenance(explained.map(provenance::output).orElse(provenance));
    for (ReportItem item : items) {
      report = explained(report, item, explained, targets);
      step.run();
    }
    if (report.explanations().isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return report.notes(notes.stream().distinct().toList());
  }

  private LayerAttribution attribution(List<String> layers, Optional<String> output) {
    LayerAttribution attribution =
        LayerAttribution.on(model)
            .signature(read.signature().name())
            .layers(layers.toArray(String[]::new))
            .unusedLayer(layers.size() > 1 ? UnusedLayer.ZEROS : UnusedLayer.ERROR)
            .output(output.orElse(null));
    read.inputs().arrays().forEach(attribution::input);
    return attribution;
  }

  /** By what the card calls the output. */
  private Prediction named(Prediction prediction) {
    return Optional.ofNullable(read.card().outputs().get(prediction.output()))
        .flatMap(OutputCard::text)
        .map(text -> new Prediction(text, prediction.tensor()))
        .orElse(prediction);
  }

  /** What readers see is the probability, where the score in front of it is explained. */
  private Optional<String> shown(Optional<String> output) {
    return output.map(
        name -> {
          String plain = name.startsWith(LOGITS) ? name.substring(LOGITS.length()) : name;
          return read.signature().output(plain).isPresent() ? plain : name;
        });
  }

  private Target plainTarget(Optional<String> output) {
    boolean single =
        shown(output)
            .map(name -> read.signature().output(name).stream())
            .orElseGet(() -> read.signature().outputs().stream())
            .anyMatch(tensor -> tensor.shape().dimensions().filter(d -> d.size() < 2).isPresent());
    return single ? Target.none() : Target.predicted();
  }

  private Target target(Optional<String> output, List<String> classes) {
    return wishes
        .target()
        .or(() -> read.card().defaults().target())
        .map(text -> TargetText.read(text, new ClassNames(classes)))
        .orElseGet(() -> plainTarget(output));
  }

  /** The score in front of a probability, which is explained better. */
  private Optional<String> score(LayerAttribution run) {
    return run.preflight().layers().stream()
        .flatMap(layer -> layer.notes().stream())
        .filter(note -> note.kind() == PreflightNote.Kind.PROBABILITIES)
        .map(note -> note.arguments().get(2))
        .filter(name -> name.startsWith(LOGITS))
        .findFirst()
        .map(
            name -> {
              notes.add(
                  "The output is a probability; explained is the score in front of it, \""
                      + name
                      + "\".");
              return name;
            });
  }

  private Report explained(
      Report report, ReportItem item, Optional<String> output, PredictedTargets targets) {
    LayerAttribution attribution =
        attribution(item.layers(), output)
            .method(WordMasks.in(item.method(), read.inputs().views()))
            .features(read.card().features().and(wishes.features()));
    wishes.smoothing().ifPresent(attribution::smooth);
    try {
      Report more = report;
      if (PlannedMethod.of(item.method()).plan().explains()) {
        List<Target> both =
            Stream.concat(Stream.of(targets.first()), targets.runnerUp().stream()).toList();
        for (Map.Entry<Target, Attributions> each : attribution.attributeTargets(both).entrySet()) {
          more = more.explained(each.getKey(), each.getValue());
        }
      } else {
        more = more.explained(Target.none(), attribution.output(null).attribute());
      }
      attribution.notes().forEach(note -> notes.add(note.text(Wording.COMMAND_LINE)));
      return more;
    } catch (AttributionException e) {
      if (item.asked()) {
        throw e;
      }
      failure = failure.or(() -> Optional.of(e));
      notes.add(
          "%s of %s was left out: %s"
              .formatted(
                  item.method().name(),
                  String.join(", ", item.layers()),
                  e.message(Wording.COMMAND_LINE)));
      return report;
    }
  }
}
