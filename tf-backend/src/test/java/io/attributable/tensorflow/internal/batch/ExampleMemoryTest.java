package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Target;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanWork;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.SmallModels;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.TargetList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/** What is known of the bytes of an example, for which requests. */
class ExampleMemoryTest {
  private static final AttributionPlan NOTHING =
      new AttributionPlan(
          GraphDef.getDefaultInstance(),
          Map.of(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          0,
          PlanWork.UNKNOWN);

  @TempDir private Path folder;
  private AttributableModel model;
  private FlatGraph graph;
  private ExampleMemory memory;

  @BeforeEach
  void load() {
    SmallModels.writeRankless(folder);
    model = AttributableModel.load(folder);
    graph = Internals.loaded(model).prepared("serving_default").graph();
    memory = ExampleMemory.of(graph, NOTHING);
  }

  @AfterEach
  void close() {
    model.close();
  }

  /** Two examples of some rows each. */
  private Examples examples(long rows, Target... targets) {
    return Examples.of(
            graph.signature(),
            LayerAttribution.on(model)
                .layers("input:x")
                .input("x", NdArrays.ofFloats(Shape.of(2, rows, 3)))
                .request(),
            TargetList.of(List.of(targets)))
        .orElseThrow();
  }

  @Test
  void whatOneTargetTakesIsNotWhatManyTake() {
    Examples one = examples(1, Target.of(1));
    Examples several = examples(1, Target.of(0), Target.of(1), Target.of(2));
    memory.correct(several, 2, 6000);
    assertThat(memory.of(several, 1)).isEqualTo(3000);
    assertThat(memory.isMeasured(one)).isFalse();
    assertThat(memory.of(one, 1)).isEqualTo(1);
    memory.correct(one, 2, 200);
    assertThat(memory.of(one, 1)).isEqualTo(100);
    assertThat(memory.of(several, 1)).isEqualTo(3000);
  }

  @Test
  void theMostExamplesTellBest() {
    Examples some = examples(1, Target.of(1));
    memory.correct(some, 4, 400);
    memory.correct(some, 2, 600);
    assertThat(memory.of(some, 1)).isEqualTo(100);
    assertThat(memory.wouldLearn(some, 7)).isFalse();
    assertThat(memory.wouldLearn(some, 8)).isTrue();
  }

  /** Sequences come in many lengths; a run that is looked at costs more than others. */
  @Test
  void newShapesAreLearntHoweverManyThereWere() {
    for (int rows = 1; rows <= 1500; rows++) {
      memory.correct(examples(rows, Target.of(1)), 2, 200);
    }
    Examples last = examples(1500, Target.of(1));
    assertThat(memory.wouldLearn(last, 2)).isFalse();
    assertThat(memory.isMeasured(last)).isTrue();
    assertThat(memory.isMeasured(examples(1, Target.of(1)))).isFalse();
  }
}
