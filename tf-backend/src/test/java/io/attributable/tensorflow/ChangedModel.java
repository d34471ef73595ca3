package io.attributable.tensorflow;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Copies of fixtures whose graph is another one. */
public final class ChangedModel {
  private static final String GRAPH = "saved_model.pb";

  private ChangedModel() {}

  /** Writes a fixture with a changed graph into an empty folder. */
  public static Path of(String model, Path folder, Consumer<MetaGraphDef.Builder> change)
      throws IOException {
    Path original = Fixtures.model(model);
    Path copy = folder.resolve(model);
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(original.relativize(file).toString()));
      }
    }
    SavedModel.Builder saved =
        SavedModel.parseFrom(Files.readAllBytes(original.resolve(GRAPH))).toBuilder();
    change.accept(saved.getMetaGraphsBuilder(0));
    Files.write(copy.resolve(GRAPH), saved.build().toByteArray());
    return copy;
  }
}
