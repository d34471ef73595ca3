package io.attributable.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.KnownOps;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.OpDef;

/** The catalogue against TensorFlow's own list of ops. */
class OpTraitTest {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  @ParameterizedTest
  @EnumSource
  void namesOpsThatTensorFlowHas(OpTrait trait) {
    assertThat(trait.ops()).isNotEmpty().allMatch(op -> OPS.find(op).isPresent());
  }

  /** Each op of TensorFlow 1's control flow has a form for references to variables. */
  @ParameterizedTest
  @ValueSource(strings = {"Switch", "Merge", "Enter", "Exit", "NextIteration"})
  void knowsControlFlowOfReferences(String op) {
    assertThat(OPS.find("Ref" + op)).isPresent();
    assertThat(OpTrait.isDataflowControl(op)).isTrue();
    assertThat(OpTrait.isDataflowControl("Ref" + op)).isTrue();
    assertThat(OpTrait.isControlFlow("Ref" + op)).isTrue();
  }

  /** What has a condition and a body is a loop; what has branches is a choice of them. */
  @Test
  void knowsAllLoopsAndBranches() {
    Set<String> loops = with("cond", "body");
    Set<String> branches = with("then_branch", "else_branch");
    branches.addAll(with("branches"));
    assertThat(loops).isEqualTo(OpTrait.LOOP.ops());
    assertThat(branches).isEqualTo(OpTrait.BRANCH.ops());
  }

  /** Ops of compilers, of the runtime itself and of pipelines of examples stand in no signature. */
  private static Set<String> with(String... functions) {
    return KnownOps.all().stream()
        .filter(op -> !op.getName().matches("(_|Xla|Risc).*|\\w+Dataset"))
        .filter(
            op ->
                Stream.of(functions)
                    .allMatch(
                        function ->
                            op.getAttrList().stream()
                                .anyMatch(
                                    attribute ->
                                        attribute.getName().equals(function)
                                            && attribute.getType().contains("func"))))
        .map(OpDef::getName)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void knowsEveryConvolutionWithItsGradients() {
    List<String> all = new ArrayList<>();
    all.addAll(OpTrait.CONVOLUTION.ops());
    all.addAll(OpTrait.CONVOLUTION_TO_IMAGE.ops());
    all.addAll(OpTrait.CONVOLUTION_TO_FILTER.ops());
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            KnownOps.all().stream()
                .map(OpDef::getName)
                .filter(op -> op.matches("Conv([23]D(Backprop\\w+)?)?|DepthwiseConv2d\\w+"))
                .toList());
    assertThat(all).allMatch(OpTrait::sumsProducts);
  }

  @Test
  void knowsWhatReadsTables() {
    assertThat(OpTrait.TABLE_READ.ops())
        .containsExactlyInAnyOrderElementsOf(
            KnownOps.all().stream()
                .map(OpDef::getName)
                .filter(op -> op.matches("LookupTable(Find|Size|Export)(V2)?"))
                .toList());
  }

  @Test
  void onlyStatefulOpsAreWithoutEffectInSpiteOfIt() {
    assertThat(OpTrait.WITHOUT_EFFECT.ops())
        .filteredOn(op -> !op.equals("Placeholder"))
        .allMatch(op -> OPS.find(op).orElseThrow().getIsStateful())
        .noneMatch(ImpureOps::writesVariable)
        .noneMatch(ImpureOps::writesOther);
  }

  @Test
  void whatPassesHasOneInputThatIsItsOutput() {
    assertThat(OpTrait.PASSES.ops())
        .allSatisfy(
            name -> {
              OpDef op = OPS.find(name).orElseThrow();
              assertThat(op.getOutputArgCount()).isEqualTo(1);
              assertThat(op.getOutputArg(0).getTypeAttr())
                  .isNotEmpty()
                  .isEqualTo(op.getInputArg(0).getTypeAttr());
            });
  }
}
