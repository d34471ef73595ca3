package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.ZeroGradientOps;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.Internals;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * The list of ops with native gradients against the C++ registry itself. An op that the registry
 * does not know is told so by name; only that of a known op runs code of its own, which may end the
 * process.
 */
@Tag("slow")
class NativeRegistryTest {
  /** The parts of loops end the process when they stand alone. */
  private static final Set<String> LOOPS = Set.of("Enter", "Exit", "NextIteration");

  /** Its rule in the registry mistakes one type for another, whatever the types are. */
  private static final String BROKEN = "QuantizeAndDequantizeV4";

  private static final String UNKNOWN = "No gradient defined for op";

  @BeforeAll
  static void loadLibrary() {
    Internals.requireNativeLibrary();
  }

  @Test
  void everyListedOpIsInTheRegistry() {
    Set<String> tried = new HashSet<>();
    for (OpNode node : OpNodes.all()) {
      boolean safe = !node.name().endsWith("_long") && !node.name().equals("concatv2_negative");
      if (safe && NativeGradientOps.contains(node.op()) && tried.add(node.op())) {
        assertThat(complaint(node)).as(node.toString()).doesNotContain(UNKNOWN);
      }
    }
    assertThat(tried).hasSizeGreaterThan(100);
  }

  /** Some rules fail for some nodes, but all are there. */
  private static String complaint(OpNode node) {
    try {
      OneOpGraph.of(node, Rules.NATIVE, Knowledge.ALL);
      return "";
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  @Test
  void noOtherOpIsInTheRegistry() throws IOException {
    Set<String> unlisted = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    for (OpDef op : ops()) {
      if (isProbed(op.getName())) {
        switch (probe(SampleNodes.of(op))) {
          case KNOWN -> unlisted.add(op.getName());
          case UNKNOWN_OP -> unknown.add(op.getName());
          default -> {}
        }
      }
    }
    assertThat(unlisted).isEmpty();
    assertThat(unknown).contains("IdentityN", "Conv3D", "TopKV2").hasSizeGreaterThan(200);
  }

  private static boolean isProbed(String op) {
    return !op.startsWith("_")
        && !LOOPS.contains(op)
        && !op.equals(BROKEN)
        && !NativeGradientOps.contains(op)
        && !ZeroGradientOps.contains(op);
  }

  private enum Finding {
    KNOWN,
    UNKNOWN_OP,
    NOT_MADE
  }

  private static Finding probe(FlatNode node) {
    List<Integer> inputs = floats(InputTypes.of(node));
    List<Integer> outputs = floats(SampleNodes.outputs(node));
    if (inputs.isEmpty() || outputs.isEmpty()) {
      return Finding.NOT_MADE;
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(SampleNodes.graph(node));
      return differentiate(graph, inputs.get(0), outputs);
    } catch (RuntimeException e) {
      return Finding.NOT_MADE;
    }
  }

  private static Finding differentiate(Graph graph, int input, List<Integer> outputs) {
    Output<?>[] y =
        outputs.stream()
            .map(i -> graph.operationOrThrow(SampleNodes.OP).output(i))
            .toArray(Output<?>[]::new);
    Output<?> x = graph.operationOrThrow("in" + input).output(0);
    try {
      Output<?>[] dx = graph.addGradients("gradient", y, new Output<?>[] {x}, null);
      return isNothing(dx[0]) ? Finding.UNKNOWN_OP : Finding.KNOWN;
    } catch (RuntimeException e) {
      return e.getMessage().contains(UNKNOWN) ? Finding.UNKNOWN_OP : Finding.KNOWN;
    }
  }

  /** The registry also lists ops that have no gradient, and then gives an output of no node. */
  private static boolean isNothing(Output<?> gradient) {
    try {
      return gradient.op().name().isEmpty();
    } catch (IllegalStateException | NullPointerException e) {
      return true;
    }
  }

  private static List<Integer> floats(List<DataType> types) {
    return IntStream.range(0, types.size())
        .filter(i -> Types.isFloat(types.get(i)))
        .boxed()
        .toList();
  }

  private static List<OpDef> ops() throws IOException {
    try (InputStream packed = OpRegistry.class.getResourceAsStream("ops.binpb.gz")) {
      return OpList.parseFrom(new GZIPInputStream(packed)).getOpList();
    }
  }
}
