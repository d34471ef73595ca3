package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.testing.ShownTypes;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see names no type that may change with any release. */
class ShownTypesTest {
  private static final Pattern HIDDEN =
      Pattern.compile("io\\.attributable\\.(graph|([\\w.]+\\.)?internal)\\.");

  @ParameterizedTest
  @CsvSource({
    "api, io.attributable.Attribution",
    "tf-backend, io.attributable.tensorflow.AttributableModel"
  })
  void neitherGraphsNorInternalsAreShown(String module, Class<?> anchor) throws Exception {
    assertThat(ShownTypes.naming(moduleInfo(module), anchor, HIDDEN)).isEmpty();
  }

  /** The graph shows its own types, so that they would be found. */
  @Test
  void whatIsShownIsFound() throws Exception {
    assertThat(ShownTypes.naming(moduleInfo("graph"), LayerIndex.class, HIDDEN))
        .contains(
            "public io.attributable.graph.flat.FlatGraph io.attributable.graph.layer.LayerIndex.graph()")
        .noneMatch(signature -> signature.startsWith("private"));
    assertThat(
            ShownTypes.naming(
                moduleInfo("api"), Attribution.class, Pattern.compile("java\\.util\\.List")))
        .anyMatch(signature -> signature.contains("io.attributable.Attribution.tensors()"));
  }

  private static Path moduleInfo(String module) {
    return Path.of(System.getProperty("project.root"), module, "src/main/java/module-info.java");
  }
}
