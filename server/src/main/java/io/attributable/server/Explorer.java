package io.attributable.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.WordMasks;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import io.attributable.report.Provenance;
import io.attributable.report.Report;
import io.attributable.requests.ExplainOptions;
import io.attributable.requests.ImpliedOptions;
import io.attributable.requests.JsonPlace;
import io.attributable.server.internal.explorer.Asked;
import io.attributable.server.internal.explorer.ModelFacts;
import io.attributable.server.internal.explorer.PageAnswer;
import io.attributable.server.internal.json.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the explorer's page about one model. Safe for any number of threads. */
final class Explorer {
  private static final int MOST_TARGETS = 8;
  private final ServedModel served;
  private final ModelService service;

  Explorer(ServedModel served, ModelService service) {
    this.served = served;
    this.service = service;
  }

  /**
   * What the page has to know to ask.
   *
   * @param signature empty for the model's default
   * @throws AttributionException about the signature
   */
  ObjectNode facts(Optional<String> signature) {
    SignatureDescription known = signature(signature);
    Map<String, Object> facts =
        new ModelFacts(served.name(), served.model(), served.card())
            .of(known, served.card(known), served.labels(), service.method(known).name());
    return json(facts);
  }

  private SignatureDescription signature(Optional<String> name) {
    return name.map(served.model()::signature).orElseGet(served.model()::defaultSignature);
  }

  /** What was asked, and what came of it. */
  private record Explained(Asked asked, Asked read, Report report, int examples) {}

  /**
   * Explains what the page sends, for people.
   *
   * @throws AttributionException about the request and the run
   */
  ModelService.Answer explain(RequestBody body) {
    Explained explained = explained(body);
    PageAnswer answer = new PageAnswer(explained.report(), explained.asked(), explained.read());
    return new ModelService.Answer(json(answer.toMap()), explained.examples());
  }

  /**
   * The same as a page to keep: {@code {"html": …}}.
   *
   * @throws AttributionException about the request and the run
   */
  ModelService.Answer report(RequestBody body) {
    Explained explained = explained(body);
    Map<String, Object> page = Map.of("html", explained.report().html());
    return new ModelService.Answer(json(page), explained.examples());
  }

  private Explained explained(RequestBody body) {
    SignatureDescription signature = signature(body.signature());
    SignatureCard card = served.card(signature);
    ExplainOptions given = body.pageOptions(signature, card, service.method(signature));
    InputReader reader = new InputReader(signature, card, ReadLimits.DEFAULT);
    Map<String, InputSource> sources = body.uploads();
    FirstExamples read = FirstExamples.of(reader.read(sources));
    AttributionMethod compared = PageBaselines.of(given.method(), reader, body.baselines());
    ExplainOptions options = given.method(WordMasks.in(compared, read.views()));
    Asked asked = asked(signature, given.method(compared), sources);
    Map<Target, Attributions> explained =
        service.attributions(signature, options, read.arrays(), asked.targets());
    Report report = report(asked, read, explained);
    return new Explained(asked, asked.with(options), report, read.count());
  }

  private Asked asked(
      SignatureDescription signature, ExplainOptions options, Map<String, InputSource> sources) {
    return new Asked(
        served.name(),
        signature,
        options,
        ImpliedOptions.layers(JsonPlace.BODY, signature, options),
        targets(signature, options),
        sources);
  }

  /** Those that a page can show beside one another. */
  private static List<Target> targets(SignatureDescription signature, ExplainOptions options) {
    if (options.allTargets() || options.targets().size() > MOST_TARGETS) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          options.allTargets() ? "all" : options.targets().size() + " targets",
          "the page shows " + MOST_TARGETS + " targets at most; name them");
    }
    return options.targets().isEmpty()
        ? List.of(ImpliedOptions.target(signature, options))
        : options.targets();
  }

  private Report report(Asked asked, FirstExamples read, Map<Target, Attributions> explained) {
    List<String> notes = new ArrayList<>(served.card().map(ModelCard::notes).orElse(List.of()));
    notes.addAll(read.notes());
    Report report =
        Report.of(served.card().flatMap(ModelCard::title).orElse(served.name()))
            .inputs(read.arrays(), read.views())
            .notes(notes)
            .provenance(provenance(asked));
    for (Map.Entry<Target, Attributions> each : explained.entrySet()) {
      report = report.explained(each.getKey(), each.getValue());
    }
    Report all = report;
    List<String> labels = served.labels(asked.signature(), asked.options().output());
    return explained.values().stream()
        .flatMap(one -> one.prediction().stream())
        .findFirst()
        .map(
            prediction ->
                all.prediction(
                    new ShownPrediction(served, asked.signature())
                        .of(asked.options().output(), prediction, read.arrays()),
                    labels))
        .orElse(all);
  }

  private static Provenance provenance(Asked asked) {
    Provenance known = Provenance.of(asked.directory()).signature(asked.signature());
    Optional<String> output = asked.options().output();
    known = output.isPresent() ? known.output(output.get()) : known;
    known = known.reduction(asked.options().reduction());
    for (Map.Entry<String, InputSource> source : asked.sources().entrySet()) {
      known = known.source(source.getKey(), Asked.origins(source.getKey(), source.getValue()));
    }
    return known;
  }

  private static ObjectNode json(Map<String, Object> map) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    map.forEach(node::putPOJO);
    return node;
  }
}
