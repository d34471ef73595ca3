package io.attributable.processor.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.attributable.graph.declared.FolderLocation;
import io.attributable.graph.declared.ModelFile;
import io.attributable.graph.declared.ModelLocation;
import io.attributable.graph.declared.ModelSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places of models as plain values; {@link ModelLookupTest} has the compilers around them. */
class ModelSourceTest {
  private static final String FILE = "models/m/saved_model.pb";

  @TempDir private Path folder;

  @Test
  void firstPlaceThatHasTheModelWins() throws IOException {
    save(folder.resolve("b").resolve(FILE), "b");
    save(folder.resolve("c").resolve(FILE), "c");
    ModelSource source = source(at("a"), at("b"), at("c"));
    assertThat(text(source.find("models/m"))).isEqualTo("b");
  }

  @Test
  void placesBehindTheModelAreNotLookedAt() throws IOException {
    save(folder.resolve("a").resolve(FILE), "a");
    ModelSource source =
        new ModelSource(
            ModelLocations.ADVICE,
            () ->
                Stream.<Supplier<ModelLocation>>of(() -> at("a"), () -> fail("looked further"))
                    .map(Supplier::get));
    assertThat(text(source.find("models/m"))).isEqualTo("a");
  }

  @Test
  void absolutePathIsLookedForNowhereElse() throws IOException {
    save(folder.resolve(FILE), "absolute");
    ModelSource source = source(at("a"));
    assertThat(text(source.find(folder.resolve("models/m").toString()))).isEqualTo("absolute");
    assertThatThrownBy(() -> source.find(folder.resolve("m").toString()))
        .hasMessage(
            "[ModelNotFound] SavedModel \"%1$s\" not found. Looked in: %1$s."
                + " Set -Aattributable.models.dirs to the absolute folder that the path starts in.",
            folder.resolve("m"));
  }

  @Test
  void backslashesThatSeparateNothingAreSaid() throws IOException {
    assumeThat(File.separatorChar).isEqualTo('/');
    save(folder.resolve("a").resolve(FILE), "a");
    assertThatThrownBy(() -> source(at("a"), at("b")).find("models\\m"))
        .hasMessageContaining(
            ". Here \"/\" separates folders, not \"\\\": there is \"models/m\". Set -A");
    assertThatThrownBy(() -> source(at("a"), at("b")).find("models\\k"))
        .hasMessageContaining("and there is no \"models/k\" either. ");
  }

  @Test
  void pathMayLeaveTheFolder() throws IOException {
    save(folder.resolve(FILE), "above");
    assertThat(text(source(at("a")).find("../models/m"))).isEqualTo("above");
  }

  @Test
  void everyPlaceTriedIsListed() {
    ModelSource source =
        source(
            at("a"),
            new CompilerLocation(FakeFiler.javac(Map.of()), StandardLocation.CLASS_OUTPUT),
            at("b"));
    assertThatThrownBy(() -> source.find("models/m"))
        .hasMessageContaining(
            "Looked in: %s, CLASS_OUTPUT, %s. ",
            folder.resolve("a/models/m"), folder.resolve("b/models/m"));
  }

  @Test
  void folderWithoutTheFileIsNoModel() throws IOException {
    Files.createDirectories(folder.resolve("models/m"));
    assertThatThrownBy(() -> source(new FolderLocation(folder)).find("models/m"))
        .hasMessage(
            "[NotASavedModel] \"models/m\" is not a SavedModel: \"%s\" holds no saved_model.pb."
                + " Give the directory that holds saved_model.pb.",
            folder.resolve("models/m"));
  }

  @Test
  void fileIsNoModel() throws IOException {
    save(folder.resolve(FILE), "");
    assertThatThrownBy(() -> source(new FolderLocation(folder)).find(FILE))
        .hasMessageContaining("\"%s\" is a file", folder.resolve(FILE));
  }

  @Test
  void whatIsNoPathIsNoModel() {
    ModelSource source = source(at("a"));
    assertThatThrownBy(() -> source.find(" ")).hasMessageContaining(": the path is empty.");
    assertThatThrownBy(() -> source.find("a\0b")).hasMessageContaining(": it is not a path.");
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE_PATH", "CLASS_OUTPUT"})
  void compilersFilesAreOpenedToSeeWhetherTheyAreThere(StandardLocation location) {
    CompilerLocation there = new CompilerLocation(FakeFiler.javac(files(FILE)), location);
    assertThat(there.find(Path.of("./models/x/../m"))).map(this::text).contains("content");
    assertThat(there.find(Path.of("models/x"))).isEmpty();
  }

  @Test
  void locationsThatCompilersRefuseHaveNoModel() {
    FakeFiler eclipse = FakeFiler.eclipse(files(FILE));
    Path model = Path.of("models/m");
    assertThat(new CompilerLocation(eclipse, StandardLocation.SOURCE_PATH).find(model)).isEmpty();
    assertThat(new CompilerLocation(eclipse, StandardLocation.CLASS_PATH).find(model)).isEmpty();
    assertThat(new CompilerLocation(eclipse, StandardLocation.CLASS_OUTPUT).find(model))
        .isPresent();
  }

  @Test
  void pathsThatCompilersRefuseHaveNoModel() {
    FakeFiler javac = FakeFiler.javac(files("../" + FILE));
    CompilerLocation output = new CompilerLocation(javac, StandardLocation.CLASS_OUTPUT);
    assertThat(output.find(Path.of("../models/m"))).isEmpty();
    assertThat(output.find(folder.resolve("models/m"))).isEmpty();
  }

  private static ModelSource source(ModelLocation... places) {
    return new ModelSource(ModelLocations.ADVICE, () -> Stream.of(places));
  }

  private FolderLocation at(String name) {
    return new FolderLocation(folder.resolve(name));
  }

  private static Map<String, byte[]> files(String name) {
    return Map.of(name, "content".getBytes(StandardCharsets.UTF_8));
  }

  private static void save(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String text(ModelFile file) {
    return new String(file.content(), StandardCharsets.UTF_8);
  }
}
