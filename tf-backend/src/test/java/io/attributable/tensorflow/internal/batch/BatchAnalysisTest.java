package io.attributable.tensorflow.internal.batch;

import io.attributable.graph.batch.BatchAnalysis;
import io.attributable.graph.batch.BatchedInputs;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.unroll.UnrolledLoops;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class BatchAnalysisTest {
  private static final FunctionGraphs FUNCTIONS = new FunctionGraphs(ShapeInference::infer);

  @Test
  void survey() {
    for (String name : Fixtures.modelsWithCases()) {
      try {
        GoldenCase golden = Fixtures.cases(name).get(0);
        SavedModelFile file = SavedModelFile.read(Fixtures.model(name));
        FlatGraph graph =
            UnrolledLoops.of(
                InferredLayers.of(file, file.defaultSignature()).graph(),
                FUNCTIONS,
                ConstantFolding::evaluate);
        Map<String, Shape> cut = new HashMap<>();
        Map<String, Shape> others = new HashMap<>();
        for (TensorSchema input : graph.signature().inputs()) {
          Shape given = golden.input(input.name()).shape();
          boolean open =
              !input.shape().isUnknown()
                  && input.shape().numDimensions() > 0
                  && input.shape().get(0) < 0;
          (open ? cut : others).put(input.name(), open ? given.tail() : given);
        }
        if (cut.isEmpty()) {
          System.out.println("SURVEY " + name + " no examples");
          continue;
        }
        long t = System.nanoTime();
        BatchAnalysis analysis =
            BatchAnalysis.of(graph, new BatchedInputs(cut, others), ShapeInference::infer);
        double ms = (System.nanoTime() - t) / 1e6;
        StringBuilder said = new StringBuilder();
        for (TensorSchema output : graph.signature().outputs()) {
          said.append(output.name())
              .append("=")
              .append(
                  analysis.areRows(List.of(output.tensor()))
                      ? "rows "
                      : "NO:"
                          + analysis
                              .obstacle(output.tensor())
                              .map(n -> n.toString() + n.outputs())
                              .orElse("?")
                          + " ");
        }
        System.out.printf("SURVEY %s %.0f ms %s%n", name, ms, said);
      } catch (RuntimeException e) {
        System.out.println("SURVEY " + name + " FAILED " + e);
      }
    }
  }
}
