package io.attributable.graph.method;

import io.attributable.Activation;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Conductance;
import io.attributable.Deconvolution;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradCamPlusPlus;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.GuidedGradCam;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.LayerCam;
import io.attributable.Lrp;
import io.attributable.Mode;
import io.attributable.Permutation;
import io.attributable.PerturbationMethod;
import io.attributable.Port;
import io.attributable.Saliency;
import io.attributable.Smoothing;
import io.attributable.Xrai;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tape.rules.rectifier.RectifiedGradient;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A method as plans compute it.
 *
 * @param method as requests name it
 * @param plan what is computed
 * @param quantity which of the plan's results is the attribution
 */
public record PlannedMethod(AttributionMethod method, MethodPlan plan, Quantity quantity) {
  /** What is made of several results on the heap. */
  private static final Quantity REGIONS = new Quantity("regions");

  /**
   * How the method of a request is computed.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE for methods that have nothing to smooth
   */
  public static PlannedMethod of(AttributionMethod method, Optional<Smoothing> smoothing) {
    if (method instanceof Xrai) {
      return regions(method, of(new IntegratedGradients(), smoothing));
    }
    PlannedMethod planned = of(method);
    return smoothing.map(noise -> SmoothedPlan.of(planned, noise.kind())).orElse(planned);
  }

  /** How a method is computed. */
  public static PlannedMethod of(AttributionMethod method) {
    if (method instanceof GradientXActivation gradient) {
      Quantity quantity =
          gradient.mode() == Mode.GLOBAL ? Quantity.GRADIENT_X_ACTIVATION : Quantity.GRADIENT;
      return new PlannedMethod(method, new GradientPlan(), quantity);
    }
    if (method instanceof Lrp lrp) {
      return new PlannedMethod(method, new LrpPlan(lrp), LrpPlan.RELEVANCE);
    }
    if (method instanceof IntegratedGradients integrated) {
      return path(
          method,
          PointDemand.ofExplained(method.name()),
          integrated.local() ? "average-gradients" : method.name(),
          !integrated.local());
    }
    if (method instanceof Xrai) {
      return regions(method, of(new IntegratedGradients()));
    }
    if (method instanceof GradientShap shap) {
      PointDemand demand = PointDemand.ofInputs(method.name(), !shap.local());
      return path(
          method,
          shap.stdev().isZero() ? demand : demand.withNoise(),
          shap.local() ? "expected-gradients" : method.name(),
          !shap.local());
    }
    if (method instanceof InternalInfluence) {
      return path(method, PointDemand.ofInputs(method.name(), false), method.name(), false);
    }
    if (method instanceof Conductance conductance) {
      return new PlannedMethod(
          method, new ConductancePlan(conductance.gradientAt()), ConductancePlan.CONDUCTANCE);
    }
    if (method instanceof DeepLift deepLift) {
      return differences(
          method, new DeepLiftPlan(method.name(), deepLift.local(), deepLift.fallback(), true));
    }
    if (method instanceof DeepLiftShap deepLift) {
      return differences(
          method, new DeepLiftPlan(method.name(), deepLift.local(), deepLift.fallback(), false));
    }
    if (method instanceof PerturbationMethod || method instanceof Permutation) {
      return new PlannedMethod(method, PerturbationPlan.of(method), new Quantity(method.name()));
    }
    if (method instanceof Activation) {
      return new PlannedMethod(method, new ActivationPlan(), Quantity.ACTIVATION);
    }
    if (method instanceof Saliency saliency && saliency.signed()) {
      return new PlannedMethod(method, new GradientPlan(), Quantity.GRADIENT);
    }
    SingleResultPlan plan = single(method);
    return new PlannedMethod(method, plan, plan.quantity());
  }

  private static SingleResultPlan single(AttributionMethod method) {
    if (method instanceof Saliency) {
      return new SaliencyPlan();
    }
    if (method instanceof GradCam gradCam) {
      return new GradCamPlan(gradCam);
    }
    if (method instanceof GradCamPlusPlus gradCam) {
      return new GradCamPlusPlusPlan(gradCam);
    }
    if (method instanceof LayerCam layerCam) {
      return new LayerCamPlan(layerCam);
    }
    if (method instanceof GuidedBackpropagation) {
      return new RectifiedPlan(method, RectifiedGradient.GUIDED);
    }
    if (method instanceof GuidedGradCam guided) {
      return new GuidedGradCamPlan(guided, Optional.empty());
    }
    if (method instanceof Deconvolution) {
      return new RectifiedPlan(method, RectifiedGradient.DECONVOLUTION);
    }
    throw new IllegalArgumentException("method " + method.name() + " has no plan");
  }

  private static PlannedMethod regions(AttributionMethod method, PlannedMethod gradients) {
    return new PlannedMethod(method, gradients.plan(), REGIONS);
  }

  /**
   * The same where the layer is known that a parameter names, if one does.
   *
   * @param lookup what addresses mean
   * @throws AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE, and as the lookup does
   */
  public PlannedMethod resolved(BiFunction<String, Port, LayerTensors> lookup) {
    return plan.named()
        .map(layer -> plan.withNamed(lookup.apply(layer.layer(), layer.port())))
        .map(found -> new PlannedMethod(method, found, quantity))
        .orElse(this);
  }

  /** The same where the baselines of some explained tensors are given. */
  public PlannedMethod given(Set<TensorRef> tensors) {
    return tensors.isEmpty() ? this : new PlannedMethod(method, plan.given(tensors), quantity);
  }

  private static PlannedMethod differences(AttributionMethod method, DeepLiftPlan plan) {
    return new PlannedMethod(method, plan, plan.quantity());
  }

  /** Gradients at points, times differences where the sum is to be complete. */
  private static PlannedMethod path(
      AttributionMethod method, PointDemand demand, String quantity, boolean multiplied) {
    Quantity result = new Quantity(quantity);
    return new PlannedMethod(method, new PathPlan(result, demand, multiplied, multiplied), result);
  }

  /** Whether its results are made on the heap, of those of the method that its plan is about. */
  public boolean isComposed() {
    return quantity.equals(REGIONS);
  }

  /**
   * Why the method does not take a layer, as far as that is known before a plan is made.
   *
   * @param layer with the tensors that would be explained
   * @param output what is differentiated
   */
  public Optional<AttributionException> refusal(
      LayerTensors layer, TensorRef output, PassedNodes passed) {
    try {
      for (TensorInfo tensor : layer.tensors()) {
        plan.check(passed.graph(), tensor);
        plan.shape(tensor.name(), tensor.shape());
        plan.checkPaths(tensor, output, passed);
      }
      return Optional.empty();
    } catch (AttributionException e) {
      return Optional.of(e);
    }
  }

  /**
   * Requires a derivative, for whatever is about derivatives.
   *
   * @param what would be done with it, such as {@code several targets}
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public void requireGradient(String what) {
    if (!plan.differentiates()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          what,
          "it differentiates nothing",
          "Leave that out, or use another method.");
    }
  }

  /**
   * Requires an output of which a value is explained, for whatever is about targets.
   *
   * @param what would be done with it, such as {@code several targets}
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public void requireTarget(String what) {
    if (!plan.explains()) {
      requireGradient(what);
    }
  }

  /**
   * Requires gradients that are derivatives, for whatever holds them against differences.
   *
   * @param what would be done with them, such as {@code verification}
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public void requireDerivative(String what) {
    requireGradient(what);
    if (!plan.followsDerivatives() || isComposed()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          what,
          "its numbers are no derivatives, so that differences tell nothing about them",
          "Verify the gradients that it is made of by gradient-x-activation.");
    }
  }
}
