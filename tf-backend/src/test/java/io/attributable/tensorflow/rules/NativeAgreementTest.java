package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every Java rule against the one of the C++ registry, where there is one and it is right. */
@Tag("slow")
class NativeAgreementTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicContainer> rules() {
    return OpGolden.models().stream()
        .map(
            model ->
                DynamicContainer.dynamicContainer(
                    model,
                    OpNodes.of(model).stream()
                        .filter(Rules::isTwofold)
                        .filter(node -> !Excuses.isMistakenInCpp(node))
                        .filter(node -> !Excuses.mayBeRefused(node))
                        .map(
                            node ->
                                DynamicTest.dynamicTest(node.toString(), () -> compare(node)))));
  }

  private static void compare(OpNode node) {
    Gradients.assertClose(
        node,
        OneOpRun.gradients(node, Rules.of(node), Knowledge.ALL),
        OneOpRun.gradients(node, Rules.NATIVE, Knowledge.ALL),
        TOLERANCE);
    assertThat(node.varied()).isNotEmpty();
  }
}
