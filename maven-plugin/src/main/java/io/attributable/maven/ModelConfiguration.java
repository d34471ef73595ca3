package io.attributable.maven;

import io.attributable.Methods;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.lock.LockSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model in the configuration of a build: what {@code @AttributedModel} has. */
public final class ModelConfiguration {
  private static final String NAME_FORM =
      "a name of letters, digits, _ and dots, such as demo.Digits: a lock file has a section of"
          + " that name";

  private @Nullable String name;
  private @Nullable String savedModel;
  private @Nullable String signature;
  private @Nullable String output;
  private @Nullable String method;
  private List<@Nullable String> allowedOps = List.of();
  private List<@Nullable LayerConfiguration> layers = List.of();

  /** For Maven. */
  public ModelConfiguration() {}

  /** What messages and the lock file call the model. */
  public void setName(String name) {
    this.name = name;
  }

  /** The directory that holds {@code saved_model.pb}, relative to the project or absolute. */
  public void setSavedModel(String savedModel) {
    this.savedModel = savedModel;
  }

  /** The signature; {@code serving_default} by default. */
  public void setSignature(String signature) {
    this.signature = signature;
  }

  /** The output to explain, where the signature has several. */
  public void setOutput(String output) {
    this.output = output;
  }

  /** The name of an attribution method that layers have to fit. */
  public void setMethod(String method) {
    this.method = method;
  }

  /** Names of ops that may reach outside of the model's graph. */
  public void setAllowedOps(List<@Nullable String> allowedOps) {
    this.allowedOps = new ArrayList<>(allowedOps);
  }

  /** The layers that will be explained. */
  public void setLayers(List<@Nullable LayerConfiguration> layers) {
    this.layers = new ArrayList<>(layers);
  }

  /**
   * The same, checked as far as it can be without the model.
   *
   * @throws io.attributable.AttributionException BAD_OPTION, UNKNOWN_METHOD
   */
  DeclaredModel declared() {
    String called = Words.required("models/model/name", name, NAME_FORM);
    if (!LockSection.isName(called)) {
      throw Words.bad("models/model/name", called, NAME_FORM);
    }
    Optional<String> named = Words.optional(method);
    named.ifPresent(Methods::of);
    return new DeclaredModel(
        called,
        Words.required(
            "savedModel of " + called, savedModel, "the directory that holds saved_model.pb"),
        Words.optional(signature).orElse("serving_default"),
        Words.optional(output),
        named,
        Words.each("allowedOps of " + called, allowedOps, "the name of an op in each element"),
        Words.<LayerConfiguration>each("layers of " + called, layers, "a layer in each element")
            .stream()
            .map(layer -> layer.declared(called))
            .toList());
  }
}
