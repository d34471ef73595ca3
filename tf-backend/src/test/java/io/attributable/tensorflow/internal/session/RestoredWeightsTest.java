package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.TensorProto;

/** What is read from checkpoints, beside what TensorFlow's loader makes of them. */
@TestInstance(Lifecycle.PER_CLASS)
class RestoredWeightsTest {
  private final AtomicInteger known = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();

  static Stream<String> models() {
    return Fixtures.modelsWithCases().stream();
  }

  private static Optional<RestoredWeights> read(Path directory, SavedModelFile file) {
    return RestoredWeights.read(new SavedModelFiles(directory), file, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyVariableIsWhatTensorFlowRestores(String model) {
    Path directory = Fixtures.model(model);
    SavedModelFile file = SavedModelFile.read(model, directory);
    Optional<RestoredWeights> weights = read(directory, file);
    if (weights.isEmpty()) {
      unknown.incrementAndGet();
      return;
    }
    known.incrementAndGet();
    List<FlatNode> variables = variables(file);
    try (SessionGraph loaded = SessionGraph.load(directory, file, ModelOptions.defaults());
        SessionGraph assigned =
            SessionGraph.restored(file, weights.get(), ModelOptions.defaults())) {
      Map<String, TensorProto> expected = values(loaded, file, variables);
      assertThat(values(assigned, file, variables)).isEqualTo(expected);
      for (FlatNode variable : variables) {
        assertThat(weights.get().of(variable)).contains(expected.get(variable.name()));
      }
    }
  }

  /** Of all signatures. */
  private static List<FlatNode> variables(SavedModelFile file) {
    Map<String, FlatNode> variables = new HashMap<>();
    for (SignatureSchema signature : file.signatures()) {
      FlatGraph graph = SignatureFlattener.flatten(file, signature.name(), 0);
      FrozenVariables.variables(graph).forEach(node -> variables.put(node.name(), node));
    }
    return List.copyOf(variables.values());
  }

  private static Map<String, TensorProto> values(
      SessionGraph session, SavedModelFile file, List<FlatNode> variables) {
    return new VariableReader(session, VariableReadNodes.of(file.graph())).read(variables);
  }

  /** Tables and the like are TensorFlow's to fill; most models have none. */
  @AfterAll
  void mostModelsNeedNoLoader() {
    assertThat(unknown.get()).isLessThanOrEqualTo(known.get() / 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tfmodule_string_table", "tf1_table"})
  void tablesAreFilledByTheLoader(String model) {
    Path directory = Fixtures.model(model);

    assertThat(read(directory, SavedModelFile.read(model, directory))).isEmpty();
  }

  @Test
  void moreThanIsWantedIsNotRead() {
    Path directory = Fixtures.model("k3_cnn");
    SavedModelFile file = SavedModelFile.read("k3_cnn", directory);

    assertThat(RestoredWeights.read(new SavedModelFiles(directory), file, 100)).isEmpty();
  }
}
