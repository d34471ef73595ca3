package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Convolutions whose filters never change. oneDNN keeps a filter as it is laid out for the
 * processor, but TensorFlow's graph rewriting has it do so only where the filter is a constant of
 * the graph. An attribute of the op that it writes says so; here, this op is written for filters
 * that are variables, and a bias becomes part of it in the same cases.
 *
 * <p>Source: {@code MklLayoutRewritePass} in {@code tensorflow/core/common_runtime/
 * mkl_layout_pass.cc}: {@code CopyAttrsConvCheckConstFilter}, {@code MergeConv2DWithBiasAdd};
 * {@code MklConvOp} in {@code tensorflow/core/kernels/mkl/mkl_conv_ops.cc}.
 */
final class PreparedFilters {
  private static final String CONVOLUTION = "Conv2D";
  private static final String BIASED = "_MklNativeConv2DWithBias";
  private static final Map<String, String> OPS =
      Map.of(
          CONVOLUTION,
          "_MklNativeConv2D",
          "Conv3D",
          "_MklNativeConv3D",
          "DepthwiseConv2dNative",
          "_MklNativeDepthwiseConv2dNative",
          "_FusedConv2D",
          "_MklNativeFusedConv2D",
          "_FusedDepthwiseConv2dNative",
          "_MklNativeFusedDepthwiseConv2dNative");
  private static final Set<String> PADS = Set.of("Pad", "PadV2");

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, List<NodeDef>> consumers = new HashMap<>();
  private final Set<String> kept;

  /**
   * Of a plan.
   *
   * @param kept nodes whose results are fetched or fed
   */
  PreparedFilters(GraphDef plan, Set<String> kept) {
    this.kept = kept;
    for (NodeDef node : plan.getNodeList()) {
      nodes.put(node.getName(), node);
      node.getInputList().stream()
          .map(PreparedFilters::name)
          .distinct()
          .forEach(input -> consumers.computeIfAbsent(input, k -> new ArrayList<>()).add(node));
    }
  }

  private static String name(String input) {
    return input.startsWith("^") ? input.substring(1) : TensorRef.parse(input).node();
  }

  /** The constants that are to stay some, as they are filters of convolutions of other kinds. */
  Set<String> others() {
    Set<String> others = new HashSet<>();
    for (NodeDef node : nodes.values()) {
      if (OPS.containsKey(node.getOp()) && !isKnown(node)) {
        others.add(filter(node));
      }
    }
    return others;
  }

  /** The rewriting knows a pad before a convolution, too. */
  private boolean isKnown(NodeDef convolution) {
    NodeDef image = nodes.get(name(convolution.getInput(0)));
    return convolution.getAttrOrThrow("T").getType() == DataType.DT_FLOAT
        && (image == null || !PADS.contains(image.getOp()));
  }

  /** What convolutions of a graph take as filters. */
  static Set<String> filters(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(node -> OPS.containsKey(node.getOp()))
        .map(PreparedFilters::filter)
        .collect(Collectors.toSet());
  }

  private static String filter(NodeDef convolution) {
    return name(convolution.getInput(1));
  }

  /**
   * What stands for a node.
   *
   * @param variables the filters that are variables
   * @return empty if another node does what it did
   */
  Optional<NodeDef> replacement(NodeDef node, Set<String> variables) {
    if (isPrepared(node, variables)) {
      return bias(node).isPresent()
          ? Optional.empty()
          : Optional.of(prepared(node, OPS.getOrDefault(node.getOp(), node.getOp())).build());
    }
    return Optional.of(
        biased(node)
            .filter(convolution -> isPrepared(convolution, variables))
            .map(convolution -> withBias(convolution, node))
            .orElse(node));
  }

  private boolean isPrepared(NodeDef node, Set<String> variables) {
    return OPS.containsKey(node.getOp()) && variables.contains(filter(node));
  }

  /** What adds a bias to a convolution, which nobody else takes. */
  private Optional<NodeDef> bias(NodeDef convolution) {
    List<NodeDef> all = consumers.getOrDefault(convolution.getName(), List.of());
    return all.size() == 1
        ? biased(all.get(0)).filter(convolution::equals).map(unused -> all.get(0))
        : Optional.empty();
  }

  /** The convolution that a node adds a bias to, if nobody else takes it. */
  private Optional<NodeDef> biased(NodeDef node) {
    if (!node.getOp().equals("BiasAdd") || node.getInputCount() != 2) {
      return Optional.empty();
    }
    NodeDef convolution = nodes.get(name(node.getInput(0)));
    return Optional.ofNullable(convolution)
        .filter(found -> found.getOp().equals(CONVOLUTION) && found.getInputCount() == 2)
        .filter(found -> consumers.getOrDefault(found.getName(), List.of()).size() == 1)
        .filter(found -> !kept.contains(found.getName()))
        .filter(found -> format(found).equals(format(node)));
  }

  private static String format(NodeDef node) {
    return node.getAttrOrDefault("data_format", Attributes.of("NHWC")).getS().toStringUtf8();
  }

  private static NodeDef withBias(NodeDef convolution, NodeDef bias) {
    return prepared(convolution, BIASED).setName(bias.getName()).addInput(bias.getInput(1)).build();
  }

  private static NodeDef.Builder prepared(NodeDef node, String op) {
    return node.toBuilder()
        .setOp(op)
        .putAttr("is_filter_const", Attributes.of(true))
        .putAttr("_kernel", Attributes.of("MklNameChangeOp"));
  }
}
