package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.ZeroGradientOps;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.OpDef;

/** No rule without a test: every op that has one is in a model that holds ops. */
class CoverageTest {
  /** Removed from TensorFlow; no file that it reads today has it. */
  private static final Set<String> REMOVED = Set.of("QuantizeAndDequantize");

  @Test
  void everyJavaRuleIsTried() {
    Set<String> untried = new TreeSet<>(JavaRules.all().keySet());
    untried.removeAll(opsInModels());
    untried.removeAll(Excuses.ofXla());
    untried.removeAll(Excuses.ofReferences());
    assertThat(untried).isEmpty();
  }

  @Test
  void everyNativeRuleIsTried() {
    Set<String> untried = new TreeSet<>(NativeGradientOps.all());
    untried.removeAll(opsInModels());
    untried.removeAll(REMOVED);
    assertThat(untried).isEmpty();
  }

  @Test
  void noStoppedOpHasARule() {
    Set<String> both = new TreeSet<>(ZeroGradientOps.all());
    both.retainAll(JavaRules.all().keySet());
    assertThat(both).isEmpty();
    both.addAll(ZeroGradientOps.all());
    both.retainAll(NativeGradientOps.all());
    assertThat(both).isEmpty();
  }

  @Test
  void opsOfXlaHandGradientsOn() {
    for (String op : Excuses.ofXla()) {
      TensorRef gradient = new TensorRef("dy", 0);
      OpDef definition = OpRegistry.ofTensorFlow().find(op).orElseThrow();
      List<TensorRef> inputs = List.of(new TensorRef("x", 0));
      FlatNode node =
          new FlatNode("op", "op", 0, definition, inputs, List.of(), Map.of(), List.of());
      FlatGraph graph = OneOpGraph.forward(OpNodes.of("ops_matrices").get(0), Knowledge.ALL);
      NodeWriter writer = new NodeWriter(new GraphBuilder(graph, "gradient/"));
      RuleContext context =
          new RuleContext(node, Map.of(0, gradient), Set.of(0), Rules.tape(writer));
      assertThat(JavaRules.all().get(op).gradient(context)).isEqualTo(Map.of(0, gradient));
    }
  }

  private static Set<String> opsInModels() {
    Set<String> ops = new TreeSet<>();
    for (String model : OpGolden.models()) {
      SavedModelFile file = SavedModelFile.read(Fixtures.model(model));
      for (FlatNode node : SignatureFlattener.flatten(file, file.defaultSignature()).nodes()) {
        if (node.scopedName().contains("/op/")) {
          ops.add(node.op());
        }
      }
    }
    return ops;
  }
}
