package io.attributable.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Methods;
import io.attributable.Target;
import io.attributable.evidence.CallerFields;
import io.attributable.inputs.CardMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.requests.ExplainOptions;
import io.attributable.requests.ImpliedOptions;
import io.attributable.requests.JsonPlace;
import io.attributable.server.internal.json.Examples;
import io.attributable.server.internal.json.RequestBody;
import io.attributable.tensorflow.LayerAttribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** Answers requests to one model. Safe for any number of threads. */
final class ModelService {
  /** An answer, and how many examples it is about. */
  record Answer(ObjectNode json, int examples) {}

  private final ServedModel served;
  private final AttributionMethod method;
  private final EvaluationLimit limit;

  ModelService(ServedModel served, AttributionMethod method, EvaluationLimit limit) {
    this.served = served;
    this.method = method;
    this.limit = limit;
  }

  /** The model's name. */
  String name() {
    return served.name();
  }

  /**
   * What the model gives.
   *
   * @throws AttributionException about the request and the run
   */
  Answer predict(RequestBody body) {
    body.checkPredictKeys();
    SignatureDescription signature = signature(body);
    Examples examples = body.examples(signature);
    return new Answer(outputs(signature, examples).of(examples), examples.count());
  }

  /**
   * The same, asked as Vertex AI is.
   *
   * @throws AttributionException about the request and the run
   */
  Answer predictAsVertex(RequestBody body) {
    Answer answer = predict(body);
    answer.json().put("deployedModelId", served.name());
    return answer;
  }

  /**
   * Why the model gives it, asked as TensorFlow Serving and KServe are.
   *
   * @throws AttributionException about the request and the run
   */
  Answer explain(RequestBody body) {
    SignatureDescription signature = signature(body);
    ExplainOptions options = body.options(signature, served.card(signature), method(signature));
    Examples examples = body.examples(signature);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (options.predictions()) {
      answer.setAll(outputs(signature, examples).of(examples));
    }
    answer.putPOJO("explanations", explanations(signature, options, examples, Map.of()));
    return new Answer(answer, examples.count());
  }

  /**
   * The same, asked as Vertex AI is.
   *
   * @throws AttributionException about the request and the run
   */
  Answer explainAsVertex(RequestBody body) {
    SignatureDescription signature = signature(body);
    ExplainOptions options =
        body.vertexOptions(signature, served.card(signature), method(signature));
    Examples examples = body.examples(signature);
    Map<String, NdArray<?>> outputs = served.model().predict(signature.name(), examples.inputs());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putPOJO("explanations", explanations(signature, options, examples, outputs));
    answer.put("deployedModelId", served.name());
    answer.putPOJO("predictions", new PredictAnswer(signature, outputs).rows(examples.count()));
    return new Answer(answer, examples.count());
  }

  private SignatureDescription signature(RequestBody body) {
    return body.signature()
        .map(served.model()::signature)
        .orElseGet(served.model()::defaultSignature);
  }

  /** Of requests that name none: the card's, or the server's with the baselines of the card. */
  AttributionMethod method(SignatureDescription signature) {
    SignatureCard card = served.card(signature);
    boolean hasDefaults = method.equals(Methods.of(method.name()));
    return hasDefaults || card.defaults().method().isPresent()
        ? CardMethod.of(card, Optional.empty(), Map.of(), method.name())
        : method;
  }

  private PredictAnswer outputs(SignatureDescription signature, Examples examples) {
    return new PredictAnswer(
        signature, served.model().predict(signature.name(), examples.inputs()));
  }

  private List<Object> explanations(
      SignatureDescription signature,
      ExplainOptions options,
      Examples examples,
      Map<String, NdArray<?>> outputs) {
    LayerAttribution request = request(signature, options);
    examples.inputs().forEach(request::input);
    return new ExplainAnswer(
            options,
            served.labels(signature, options.output()),
            explained(request, signature, options, outputs))
        .of(examples.count());
  }

  /**
   * Why targets have their values.
   *
   * @throws AttributionException about the request and the run
   */
  Map<Target, Attributions> attributions(
      SignatureDescription signature,
      ExplainOptions options,
      Map<String, NdArray<?>> inputs,
      List<Target> targets) {
    LayerAttribution request = request(signature, options);
    inputs.forEach(request::input);
    return attributions(request, targets);
  }

  private Map<Target, Attributions> attributions(LayerAttribution request, List<Target> targets) {
    if (targets.size() > 1) {
      return recorded(request, request.attributeTargets(targets));
    }
    Map<Target, Attributions> byTarget = new LinkedHashMap<>();
    byTarget.put(targets.get(0), request.target(targets.get(0)).attribute());
    return recorded(request, byTarget);
  }

  /** What cannot be recorded is not given out. */
  private Map<Target, Attributions> recorded(
      LayerAttribution request, Map<Target, Attributions> byTarget) {
    served
        .recorder()
        .ifPresent(recorder -> recorder.record(request.request(), byTarget, CallerFields.none()));
    return byTarget;
  }

  private LayerAttribution request(SignatureDescription signature, ExplainOptions options) {
    limit.check(options);
    LayerAttribution request =
        LayerAttribution.on(served.model())
            .signature(signature.name())
            .port(options.port())
            .layers(
                ImpliedOptions.layers(JsonPlace.BODY, signature, options).toArray(String[]::new))
            .method(options.method())
            .output(options.output().orElse(null))
            .unusedLayer(options.unused())
            .reduce(options.reduction())
            .features(options.features())
            .withPrediction();
    options.smoothing().ifPresent(request::smooth);
    options
        .weights()
        .ifPresent(
            weights ->
                request.gradientWeights(
                    weights.stream().mapToDouble(Double::doubleValue).toArray()));
    return request;
  }

  private Map<Target, Attributions> explained(
      LayerAttribution request,
      SignatureDescription signature,
      ExplainOptions options,
      Map<String, NdArray<?>> outputs) {
    if (options.allTargets()) {
      return recorded(request, request.attributeAllTargets());
    }
    List<Target> targets =
        options.topK().isPresent() && options.targets().isEmpty()
            ? WantedTargets.largest(options.topK().getAsInt(), signature, outputs)
            : options.targets();
    return attributions(
        request, targets.isEmpty() ? List.of(ImpliedOptions.target(signature, options)) : targets);
  }

  /** What answers the explorer's page. */
  Explorer explorer() {
    return new Explorer(served, this);
  }

  /** What the model takes and gives. */
  List<SignatureDescription> signatures() {
    return served.model().signatures();
  }
}
