package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GuidedGradCam;
import io.attributable.LayerPort;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tape.rules.rectifier.RectifiedGradient;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Guided Grad-CAM: guided back-propagation of one tensor, times the Grad-CAM map of another: R.
 * Selvaraju et al., ICCV 2017 (arXiv:1610.02391), section 3.2. Two backward passes begin at the
 * same output, one by the rules of guided back-propagation, the other by derivatives.
 *
 * @param mapped the tensor whose map is taken, once it is known
 */
record GuidedGradCamPlan(GuidedGradCam method, Optional<TensorInfo> mapped)
    implements SingleResultPlan {

  @Override
  public Quantity quantity() {
    return new Quantity(method.name());
  }

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public boolean followsDerivatives() {
    return false;
  }

  @Override
  public Optional<LayerPort> named() {
    if (method.layer().isBlank()) {
      throw new AttributionException(
          ErrorCode.METHOD_PARAMETER,
          method.name(),
          "layer",
          "is required: it names the layer whose Grad-CAM map is taken, such as the last"
              + " convolution");
    }
    return Optional.of(new LayerPort(method.layer(), method.port()));
  }

  @Override
  public MethodPlan withNamed(LayerTensors layer) {
    if (layer.tensors().size() > 1) {
      throw refused(
          "layer \"" + layer.address() + '"',
          "it has %d tensors, and a map is that of one: %s"
              .formatted(
                  layer.tensors().size(), layer.tensors().stream().map(TensorInfo::name).toList()),
          "Set its parameter layer to one of these, as tensor:NODE:0.");
    }
    return new GuidedGradCamPlan(method, Optional.of(layer.tensors().get(0)));
  }

  @Override
  public Optional<TensorInfo> beside() {
    return mapped;
  }

  @Override
  public RuleBook rules(RuleBook general) {
    return rectified().rules(general);
  }

  private RectifiedPlan rectified() {
    return new RectifiedPlan(method, RectifiedGradient.GUIDED);
  }

  @Override
  public void check(FlatGraph graph, TensorInfo tensor) {
    TensorInfo map = mapped.orElseThrow();
    MapPositions.of(method.name(), map, tensor, axes());
    axes().checkStated(graph, map);
    if (MapPositions.hasChannels(tensor, map)) {
      axes().checkStated(graph, tensor);
    }
  }

  private ChannelAxis axes() {
    return new ChannelAxis(method.name(), method.channelAxis());
  }

  @Override
  public void checkPaths(TensorInfo tensor, TensorRef output, PassedNodes passed) {
    TensorInfo map = mapped.orElseThrow();
    boolean used = passed.reach(tensor.tensor(), output);
    if (used
        && !(passed.reach(tensor.tensor(), map.tensor()) && passed.reach(map.tensor(), output))) {
      throw refused(
          "tensor \"" + tensor.name() + '"',
          "layer \"" + method.layer() + "\" does not lie between it and the output",
          "Set its parameter layer to one that all of it goes through on its way to the output.");
    }
    rectified().checkPaths(tensor, output, passed);
  }

  private AttributionException refused(String what, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE, method.name(), what, reason, remedy);
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    LayerValues named = values.ofNamed();
    GradCamPlan gradCam = new GradCamPlan(new GradCam(true, method.channelAxis()));
    TensorRef map = gradCam.map(writer, named);
    MapPositions positions =
        MapPositions.of(method.name(), named.tensor(), values.tensor(), axes());
    TensorRef laid =
        positions.lay(
            new Interpolator(writer, method.interpolation()),
            map,
            values.activation(),
            values.stacked());
    return Map.of(quantity(), writer.mul(values.differentiated(), laid));
  }
}
