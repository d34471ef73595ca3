package io.attributable;

/**
 * What a layer gives (or takes), as it is: captum's {@code LayerActivation}. Nothing is
 * differentiated: it has neither target nor output, and explains layers that no gradient gets to.
 */
public record Activation() implements AttributionMethod {

  @Override
  public String name() {
    return "activation";
  }
}
