package io.attributable.server.internal.json;

import io.attributable.AttributionMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.model.SignatureDescription;
import io.attributable.requests.ExplainOptions;
import io.attributable.requests.JsonFields;
import io.attributable.requests.JsonPlace;
import io.attributable.requests.OptionsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a request. Immutable. */
public final class RequestBody {
  private static final String SIGNATURE = "signature_name";
  private static final String PARAMETERS = "parameters";
  private static final String OVERRIDE = "explanationSpecOverride";
  private static final String BASELINES = "baselines";
  private static final String DEPLOYED = "deployedModelId";

  private final JsonFields fields;

  private RequestBody(JsonFields fields) {
    this.fields = fields;
  }

  /**
   * Reads JSON.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST
   */
  public static RequestBody read(byte[] json) {
    return new RequestBody(JsonFields.read(JsonPlace.BODY, json));
  }

  /** The signature that is named, if one is. */
  public Optional<String> signature() {
    return fields.text(SIGNATURE).filter(name -> !name.isEmpty());
  }

  /** The model that a request to an endpoint names, if it names one. */
  public Optional<String> deployedModel() {
    return fields.text(DEPLOYED);
  }

  /**
   * The examples.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST, INPUT_UNKNOWN, INPUT_DTYPE
   */
  public Examples examples(SignatureDescription signature) {
    return Examples.read(fields, signature);
  }

  /** Refuses keys that a prediction has no use for. */
  public void checkPredictKeys() {
    fields.checkKeys(List.of(Examples.INSTANCES, Examples.INPUTS, SIGNATURE, PARAMETERS, DEPLOYED));
  }

  /**
   * What is to be explained, as the command line's requests have it.
   *
   * @param card what is meant where the request says nothing
   * @param method of requests that name none
   * @throws io.attributable.AttributionException about the options
   */
  public ExplainOptions options(
      SignatureDescription signature, SignatureCard card, AttributionMethod method) {
    checkKeys(Examples.INSTANCES, Examples.INPUTS);
    return new OptionsReader(fields, signature, card).read(method);
  }

  /**
   * What is to be explained, as the explorer's page asks it.
   *
   * @param card what is meant where the request says nothing
   * @param method of requests that name none
   * @throws io.attributable.AttributionException about the options
   */
  public ExplainOptions pageOptions(
      SignatureDescription signature, SignatureCard card, AttributionMethod method) {
    checkKeys(Examples.INPUTS, BASELINES);
    return new OptionsReader(fields, signature, card).read(method);
  }

  private void checkKeys(String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    keys.add(SIGNATURE);
    keys.addAll(OptionsReader.KEYS);
    fields.checkKeys(keys);
  }

  /**
   * The inputs that the explorer's page sends: files, texts and numbers, by name.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST
   */
  public Map<String, InputSource> uploads() {
    return new Uploads(fields, Examples.INPUTS).read();
  }

  /**
   * What they are compared with, in the same form.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST
   */
  public Map<String, InputSource> baselines() {
    return new Uploads(fields, BASELINES).read();
  }

  /**
   * What is to be explained, as Vertex AI's requests have it.
   *
   * @param card what is meant where the request says nothing
   * @param method of requests that override none
   * @throws io.attributable.AttributionException about the options
   */
  public ExplainOptions vertexOptions(
      SignatureDescription signature, SignatureCard card, AttributionMethod method) {
    fields.checkKeys(List.of(Examples.INSTANCES, PARAMETERS, OVERRIDE, DEPLOYED, SIGNATURE));
    return new VertexOptions(signature, card, method).read(fields.value(OVERRIDE));
  }
}
