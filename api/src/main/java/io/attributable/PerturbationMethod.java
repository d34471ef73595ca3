package io.attributable;

/**
 * A method that replaces features of an example by those of a baseline, and looks at what becomes
 * of the output. It takes forward passes only, so that it explains any signature, also where no
 * gradient exists: whole numbers and texts have features like any other values.
 *
 * <p>Explained are inputs ({@code input:NAME}), or layers, whose tensors are replaced while the
 * inputs stay as they are. What is not explained stays as it is, too. An attribution is shaped like
 * its tensor. Perturbed inputs are made in the graph, as many at once as fit into the budget of
 * bytes of a run. An example's numbers do not depend on the batch it is in.
 *
 * <p>A result says how it came about: {@link Attribution#estimation()}.
 */
public sealed interface PerturbationMethod extends BaselineMethod
    permits FeatureGroupMethod, Occlusion, Rise {

  /** What features are replaced by; of explained layers, in the place of what the layer gives. */
  @Override
  Baseline baseline();

  /** The same with another baseline. */
  @Override
  PerturbationMethod withBaseline(Baseline other);
}
