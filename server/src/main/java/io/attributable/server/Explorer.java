package io.attributable.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import io.attributable.report.Provenance;
import io.attributable.report.Report;
import io.attributable.server.internal.explorer.Asked;
import io.attributable.server.internal.explorer.ModelFacts;
import io.attributable.server.internal.explorer.PageAnswer;
import io.attributable.server.internal.json.ExplainOptions;
import io.attributable.server.internal.json.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the explorer's page about one model. Safe for any number of threads. */
final class Explorer {
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
  private record Explained(Asked asked, Report report, int examples) {}

  /**
   * Explains what the page sends, for people.
   *
   * @throws AttributionException about the request and the run
   */
  ModelService.Answer explain(RequestBody body) {
    Explained explained = explained(body);
    PageAnswer answer = new PageAnswer(explained.report(), explained.asked());
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
    ExplainOptions options =
        given.method(PageBaselines.of(given.method(), reader, body.baselines()));
    Asked asked = asked(signature, options, sources);
    Attributions explained =
        service.attributions(signature, options, read.arrays(), asked.target());
    return new Explained(asked, report(asked, read, explained), read.count());
  }

  private Asked asked(
      SignatureDescription signature, ExplainOptions options, Map<String, InputSource> sources) {
    return new Asked(
        served.name(),
        signature,
        options,
        ModelService.layers(signature, options),
        options.targets().isEmpty()
            ? WantedTargets.byDefault(signature, options)
            : options.targets().get(0),
        sources);
  }

  private Report report(Asked asked, FirstExamples read, Attributions explained) {
    List<String> notes = new ArrayList<>(served.card().map(ModelCard::notes).orElse(List.of()));
    notes.addAll(read.notes());
    Report report =
        Report.of(served.card().flatMap(ModelCard::title).orElse(served.name()))
            .inputs(read.arrays(), read.views())
            .notes(notes)
            .explained(asked.target(), explained)
            .provenance(provenance(asked));
    List<String> labels = served.labels(asked.signature(), asked.options().output());
    return explained
        .prediction()
        .map(prediction -> report.prediction(prediction, labels))
        .orElse(report);
  }

  private static Provenance provenance(Asked asked) {
    Provenance known = Provenance.of(asked.directory()).signature(asked.signature());
    Optional<String> output = asked.options().output();
    known = output.isPresent() ? known.output(output.get()) : known;
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
