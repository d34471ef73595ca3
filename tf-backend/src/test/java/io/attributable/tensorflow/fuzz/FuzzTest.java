package io.attributable.tensorflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import io.attributable.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SavedModel;

/**
 * Models that were changed at random are explained or refused with a code; the JVM lives on. A
 * longer run: {@code -Dfuzz.count=10000 -Dfuzz.loads=100 -Dfuzz.seed=7 -Dfuzz.keep=DIR
 * -Dfuzz.models=k3_lstm,…}.
 */
@Tag("slow")
class FuzzTest {
  private static final List<String> MODELS =
      List.of(
          "k3_branches",
          "k3_lstm",
          "k3_multi_io",
          "k2_save_mlp",
          "tf1_loops",
          "tf1_table",
          "tfmodule_loops",
          "tfmodule_loop_functions",
          "tfmodule_branches",
          "tfmodule_custom_gradients",
          "captum_embedding");

  private static final int COUNT = Integer.getInteger("fuzz.count", 12);
  private static final int LOADS = Integer.getInteger("fuzz.loads", 12);
  private static final long SEED = Long.getLong("fuzz.seed", 20);

  @TempDir Path folder;

  @Test
  void whateverIsWrongIsRefusedWithACode() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    Survivors survivors = new Survivors(folder);
    for (String name : models()) {
      Path fixture = Fixtures.model(name);
      SavedModel whole =
          SavedModel.parseFrom(Files.readAllBytes(fixture.resolve("saved_model.pb")));
      Mutations mutations = new Mutations(whole, SEED * 31 + name.hashCode());
      for (int i = 0; i < COUNT; i++) {
        byte[] bytes = i % 8 == 7 ? mutations.nextBytes() : mutations.next().toByteArray();
        String label = name + "_" + SEED + "_" + i;
        String fault = PlainReading.fault(label, bytes);
        if (fault == null && survivors.count() < LOADS) {
          survivors.add(fixture, label, bytes);
        } else if (fault != null && !fault.isEmpty()) {
          faults.add(label + ": " + fault);
          keep(label, bytes);
        }
      }
    }
    faults.addAll(survivors.faults());
    assertThat(faults).isEmpty();
  }

  private static List<String> models() {
    String wanted = System.getProperty("fuzz.models");
    return wanted == null ? MODELS : List.of(wanted.split(","));
  }

  private static void keep(String label, byte[] bytes) throws IOException {
    String kept = System.getProperty("fuzz.keep");
    if (kept != null) {
      Path model = Path.of(kept).resolve(label);
      Files.createDirectories(model);
      Files.write(model.resolve("saved_model.pb"), bytes);
    }
  }
}
