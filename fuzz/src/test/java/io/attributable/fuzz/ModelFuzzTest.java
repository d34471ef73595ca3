package io.attributable.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.testing.Fixtures;
import io.attributable.testing.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.proto.SavedModel;

/** Models: read, checked, flattened, their layers found, their gradients planned. */
class ModelFuzzTest {
  private static final List<String> MODELS =
      List.of(
          "captum_relu_linear",
          "captum_embedding",
          "k3_branches",
          "k3_lstm",
          "tf1_loops",
          "tf1_table",
          "tfmodule_loops",
          "tfmodule_loop_functions",
          "tfmodule_custom_gradients",
          "tfmodule_string_table");

  private static final Map<String, SavedModel> READ = new ConcurrentHashMap<>();

  /** Well formed as protocol buffers, wrong in what they say. */
  @FuzzTest(maxDuration = "45s")
  void changedModels(FuzzedDataProvider data) {
    SavedModel whole = READ.computeIfAbsent(data.pickValue(MODELS), ModelFuzzTest::fixture);
    Mutations mutations = new Mutations(whole, data.consumeLong());
    read(mutations.next().toByteArray());
  }

  /** Any bytes. */
  @FuzzTest(maxDuration = "45s")
  void files(byte[] bytes) {
    read(bytes);
  }

  private static SavedModel fixture(String name) {
    try {
      return SavedModel.parseFrom(
          Files.readAllBytes(Fixtures.model(name).resolve("saved_model.pb")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(byte[] bytes) {
    Refusals.allow(
        () -> {
          SavedModelFile file = SavedModelFile.parse("fuzzed", bytes);
          Refusals.allow(() -> FileCheck.require(file));
          Refusals.allow(() -> OpPolicyCheck.requireLoadable(file));
          for (SignatureSchema signature : file.signatures()) {
            Refusals.allow(() -> plan(file, signature.name()));
          }
        });
  }

  private static void plan(SavedModelFile file, String signature) {
    FlatGraph graph = SignatureFlattener.flatten(file, signature, 1000);
    Preflight preflight = Preflight.of(LayerIndex.of(graph));
    for (TensorSchema output : graph.signature().outputs()) {
      preflight.reportAll(List.of(Port.values()), output.name());
    }
  }
}
