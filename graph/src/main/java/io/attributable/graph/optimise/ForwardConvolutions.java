package io.attributable.graph.optimise;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * Writes the gradients of convolutions by constant weights as convolutions. With stride 1, the
 * gradient is a convolution by the flipped filter; with a larger stride and a pointwise filter, it
 * is a convolution with stride 1, dilated by zeros.
 *
 * <p>Source: Dumoulin and Visin (2016), A guide to convolution arithmetic for deep learning,
 * arXiv:1603.07285, chapter 4.
 */
final class ForwardConvolutions {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private final PlanNodes nodes;
  private final ConstantBudget budget;

  private ForwardConvolutions(PlanNodes nodes) {
    this.nodes = nodes;
    this.budget = ConstantBudget.of(nodes);
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new ForwardConvolutions(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    return ConvolutionInputGradient.of(nodes, node)
        .filter(backward -> !nodes.isFed(node) && budget.has(backward.filter().bytes().remaining()))
        .flatMap(this::rewritten)
        .orElseGet(() -> List.of(node));
  }

  private Optional<List<FlatNode>> rewritten(ConvolutionInputGradient backward) {
    if (!backward.isStrided()) {
      return backward.paddingsBack().flatMap(paddings -> flipped(backward, paddings));
    }
    return backward.isPointwise()
        ? InputDilation.of(nodes, backward).map(zeros -> pointwise(backward, zeros))
        : Optional.empty();
  }

  private Optional<List<FlatNode>> flipped(ConvolutionInputGradient backward, List<Long> paddings) {
    Map<String, AttrValue> attributes = attributes(backward);
    if (backward.keepsSize(paddings)) {
      attributes.put("padding", text("SAME"));
    } else if (backward.family().hasExplicitPaddings()) {
      attributes.put("padding", text("EXPLICIT"));
      attributes.put("explicit_paddings", Attributes.of(paddings));
    } else {
      return Optional.empty();
    }
    return Optional.of(
        convolution(backward, backward.node().name(), attributes, backward.node().outputs()));
  }

  private List<FlatNode> pointwise(ConvolutionInputGradient backward, InputDilation zeros) {
    Map<String, AttrValue> attributes = attributes(backward);
    attributes.put("padding", text("VALID"));
    List<FlatNode> convolved =
        convolution(backward, zeros.before(), attributes, List.of(zeros.dense()));
    return zeros.after(convolved);
  }

  /** The attributes of both ops, for a convolution without remainder. */
  private static Map<String, AttrValue> attributes(ConvolutionInputGradient backward) {
    OpDef definition = OPS.find(backward.family().forward()).orElseThrow();
    Map<String, AttrValue> attributes = new HashMap<>(backward.node().attributes());
    attributes
        .keySet()
        .retainAll(definition.getAttrList().stream().map(OpDef.AttrDef::getName).toList());
    attributes.remove("explicit_paddings");
    attributes.put("strides", Attributes.of(Collections.nCopies(backward.dimensions() + 2, 1L)));
    return attributes;
  }

  private List<FlatNode> convolution(
      ConvolutionInputGradient backward,
      String name,
      Map<String, AttrValue> attributes,
      List<FlatNode.Output> outputs) {
    FlatNode node = backward.node();
    ChannelScales factors = ChannelScales.before(nodes, backward);
    budget.take(backward.filter().bytes().remaining());
    FlatNode filter =
        FoldedConstants.constant(
            node, nodes.freeName(node.name() + "/filter"), filter(backward, factors));
    FlatNode forward =
        node.withName(name, name, node.instance())
            .withOp(OPS.find(backward.family().forward()).orElseThrow(), attributes)
            .withInputs(List.of(factors.tensor(), filter.output(0)))
            .withOutputs(outputs);
    return List.of(filter, forward);
  }

  private static TensorProto filter(ConvolutionInputGradient backward, ChannelScales factors) {
    return backward.family() == ConvolutionOps.DEPTHWISE
        ? TransposedFilter.depthwise(backward.filter(), factors.factors())
        : TransposedFilter.exchanged(backward.filter(), factors.factors());
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }
}
