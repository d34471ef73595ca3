package io.attributable.graph.flat;

import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import org.junit.jupiter.api.Test;

/** What must run before what, once calls are gone. */
class ControlEdgesTest {
  private static final MadeFunction NOISY =
      function("noisy", "a")
          .nodes(node("said", "NoOp", "^a"), op("n", "Relu", "a", "^said"))
          .returns("r", "n:activations:0")
          .runs("said");

  @Test
  void edgesToArgumentsAreDropped() {
    FlatGraph graph = MadeModel.fromXtoY(call("y", "noisy", "x")).function(NOISY).flatten();
    assertThat(graph.node("y/said").controls()).isEmpty();
    assertThat(graph.node("y/n").controls()).containsExactly("y/said");
  }

  @Test
  void edgesToACallGoToWhatItSaysHasRun() {
    FlatGraph graph =
        MadeModel.fromXtoY(call("c", "noisy", "x"), op("y", "Relu", "x", "^c"))
            .function(NOISY)
            .flatten();
    assertThat(graph.node("y").controls()).containsExactly("c/said");
  }

  @Test
  void edgesToACallGoThroughTheCallsInIt() {
    MadeFunction outer =
        function("outer", "a").nodes(call("c", "noisy", "a")).returns("r", "c:output:0").runs("c");
    FlatGraph graph =
        MadeModel.fromXtoY(call("o", "outer", "x"), op("y", "Relu", "x", "^o"))
            .function(outer)
            .function(NOISY)
            .flatten();
    assertThat(graph.node("y").controls()).containsExactly("o/c/said");
  }

  @Test
  void whatHasStateWaitsForWhatItsCallWaitsFor() {
    MadeFunction reading =
        function("reading", "a", "w")
            .nodes(read("read", "w"), op("n", "AddV2", "a", "read:value:0"))
            .returns("r", "n:z:0");
    FlatGraph graph =
        MadeModel.fromXtoY(
                variable("w"), node("first", "NoOp"), call("y", "reading", "x", "w", "^first"))
            .function(reading)
            .flatten();
    assertThat(graph.node("y/read").controls()).containsExactly("first");
    assertThat(graph.node("y/n").controls()).isEmpty();
  }

  @Test
  void anEdgeIsKeptOnce() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                node("first", "NoOp"),
                op("n", "Relu", "x", "^first"),
                op("y", "Relu", "n", "^first", "^first"))
            .flatten();
    assertThat(graph.node("y").controls()).containsExactly("first");
  }
}
