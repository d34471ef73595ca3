package io.attributable.tensorflow.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.tensorflow.ExplainedModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.SmallModels;
import io.attributable.tensorflow.Zip;
import io.attributable.tensorflow.internal.source.DirectorySource;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** That TensorFlow loads the very model that was read, wherever it lies and however it is named. */
class ModelDirectoryTest {
  private static final Path SQUARE = Path.of("square");

  /** Of the first square of the first example, and of the second one of the second. */
  private static final float[] SQUARED = {2, 0, 0, 0, 10, 0};

  @TempDir Path folder;

  @Test
  void modelOfAnotherFileSystemIsNotTheOneOfTheSameNameOnDisk() throws IOException {
    Path decoy = write(folder.resolve("model"), SmallModels::writeCentred);
    try (FileSystem archive = Zip.create(folder.resolve("a.zip"))) {
      Path inside = archive.getPath(decoy.toString());
      Zip.copy(write(folder.resolve(SQUARE), SmallModels::writeRankless), inside);
      assertThat(gradient(inside)).containsExactly(SQUARED);
    }
    assertThat(gradient(decoy)).isNotEqualTo(SQUARED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"variables", "variables/variables.index", "saved_model.pb", "assets"})
  void linksDoNotLeadOutOfTheModel(String linked) throws IOException {
    Path model = copyOfDigits(folder.resolve("model"));
    Path elsewhere = folder.resolve("elsewhere");
    if (Files.exists(model.resolve(linked))) {
      Files.move(model.resolve(linked), elsewhere);
    } else {
      Files.createDirectory(elsewhere);
    }
    Files.createSymbolicLink(model.resolve(linked), elsewhere);
    assertThatThrownBy(() -> AttributableModel.load(model))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CORRUPT_MODEL))
        .hasMessageContaining("\"%s\" is a link that leads out of its directory", linked);
  }

  @Test
  void linksWithinTheModelAreFollowed() throws IOException {
    Path model = copyOfDigits(folder.resolve("model"));
    Files.move(model.resolve("variables"), model.resolve("..data"));
    Files.createSymbolicLink(model.resolve("variables"), Path.of("..data"));
    AttributableModel.load(Files.createSymbolicLink(folder.resolve("current"), model)).close();
  }

  private static Path copyOfDigits(Path to) throws IOException {
    Path original = Fixtures.model("digits");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(original.relativize(file).toString()));
      }
    }
    return to;
  }

  @Test
  void variablesOfAnotherFileSystemComeAlong() throws IOException {
    try (FileSystem archive = Zip.create(folder.resolve("a.jar"))) {
      Path inside = Zip.copy(Fixtures.model("digits"), archive.getPath("/digits"));
      try (AttributableModel copied = AttributableModel.load(inside);
          AttributableModel model = Digits.load()) {
        assertThat(digits(copied)).isEqualTo(digits(model));
        assertThat(copied.name()).startsWith("jar:file:").endsWith("a.jar!/digits");
        assertThat(copied.path()).isEqualTo(inside);
      }
    }
  }

  @Test
  void whatIsMissingInAnotherFileSystemIsCalledByItsPlaceThere() throws IOException {
    try (FileSystem archive = Zip.create(folder.resolve("a.jar"))) {
      Files.createDirectory(archive.getPath("/empty"));
      assertFails(ErrorCode.MODEL_NOT_FOUND, archive.getPath("/digits"), "a.jar!/digits");
      assertFails(ErrorCode.NOT_A_SAVED_MODEL, archive.getPath("/empty"), "a.jar!/empty");
    }
  }

  @Test
  void copyIsPrivateSharedAndGoesWithTheLast() throws IOException {
    Path square = write(folder.resolve(SQUARE), SmallModels::writeRankless);
    try (FileSystem archive = Zip.create(folder.resolve("a.zip"))) {
      Path inside = Zip.copy(square, archive.getPath("/square"));
      ModelDirectory one = ModelDirectory.of(inside);
      ModelDirectory other = ModelDirectory.of(inside);
      assertThat(other.real()).isEqualTo(one.real());
      if (Files.getFileStore(one.real()).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.real())))
            .isEqualTo("rwx------");
      }
      one.close();
      assertThat(other.real()).isDirectory();
      other.close();
      assertThat(other.real()).doesNotExist();
    }
  }

  @Test
  void copyThatWasTamperedWithIsNotShared() throws IOException {
    Path square = write(folder.resolve(SQUARE), SmallModels::writeRankless);
    try (FileSystem archive = Zip.create(folder.resolve("a.zip"));
        ModelDirectory one = ModelDirectory.of(Zip.copy(square, archive.getPath("/square")))) {
      Files.write(one.real().resolve("saved_model.pb"), new byte[] {1});
      try (ModelDirectory other = ModelDirectory.of(archive.getPath("/square"))) {
        assertThat(other.real().resolve("saved_model.pb"))
            .hasBinaryContent(Files.readAllBytes(square.resolve("saved_model.pb")));
      }
      assertThat(one.real()).isDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "mödèl 模型", "a[1]*?{b}", "100%25", "a#b", "-x", "it's"})
  void anyNameWillDo(String name) throws IOException {
    Path named;
    try {
      named = folder.resolve(name);
    } catch (RuntimeException unnameable) {
      assumeTrue(false, "this machine has no such name: " + unnameable);
      return;
    }
    write(named, SmallModels::writeRankless);
    assertThat(gradient(named)).containsExactly(SQUARED);
  }

  @Test
  void nameIsHandedOnWhenBothSidesWriteItAlike() {
    assertThat(NativePath.canName("/a b", StandardCharsets.US_ASCII, StandardCharsets.UTF_8))
        .isTrue();
    assertThat(NativePath.canName("/ö", StandardCharsets.UTF_8, StandardCharsets.UTF_8)).isTrue();
    assertThat(NativePath.canName("/ö", StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8))
        .isFalse();
    assertThat(NativePath.canName("/ö", StandardCharsets.US_ASCII, StandardCharsets.US_ASCII))
        .isFalse();
  }

  @Test
  void linkIsFollowedOnce() throws IOException {
    Path square = write(folder.resolve(SQUARE), SmallModels::writeRankless);
    Path centred = write(folder.resolve("centred"), SmallModels::writeCentred);
    Path link = folder.resolve("current");
    Files.createSymbolicLink(link, square);
    try (ModelDirectory directory = ModelDirectory.of(link)) {
      Files.delete(link);
      Files.createSymbolicLink(link, centred);
      DirectorySource origin = DirectorySource.of(directory, ModelOptions.defaults());
      origin.open(ModelOptions.defaults()).close();
      assertThat(origin.path()).isEqualTo(link);
      assertThat(directory.real()).isEqualTo(square.toRealPath());
    }
  }

  @Test
  void relativePathIsMadeAbsolute() {
    Path relative =
        Path.of("").toAbsolutePath().relativize(Fixtures.model("digits").toAbsolutePath());
    try (ModelDirectory directory = ModelDirectory.of(relative)) {
      assertThat(directory.real()).isAbsolute();
      assertThat(directory.name()).isEqualTo(relative.toString());
    }
  }

  @Test
  void graphThatIsReplacedBetweenIsFound() throws IOException {
    Path square = write(folder.resolve(SQUARE), SmallModels::writeRankless);
    DirectorySource origin = DirectorySource.of(ModelDirectory.of(square), ModelOptions.defaults());
    write(square, SmallModels::writeCentred);
    Files.setLastModifiedTime(square.resolve("saved_model.pb"), FileTime.fromMillis(1));
    assertReplaced(origin, "\"saved_model.pb\" is another file");
    Files.delete(square.resolve("saved_model.pb"));
    assertReplaced(origin, "\"saved_model.pb\" is gone");
  }

  @Test
  void variablesThatAreReplacedBetweenAreFound() throws IOException {
    Path digits = Zip.copy(Fixtures.model("digits"), folder.resolve("digits"));
    DirectorySource origin = DirectorySource.of(ModelDirectory.of(digits), ModelOptions.defaults());
    Files.createFile(digits.resolve("variables/variables.data-00001-of-00002"));
    assertReplaced(origin, "variables.data-00001-of-00002\" is new");
  }

  @Test
  void whatTensorFlowDoesNotReadMayChange() throws IOException {
    Path square = write(folder.resolve(SQUARE), SmallModels::writeRankless);
    DirectorySource origin = DirectorySource.of(ModelDirectory.of(square), ModelOptions.defaults());
    Files.createFile(square.resolve("notes.txt"));
    origin.open(ModelOptions.defaults()).close();
  }

  @Test
  void modelOfAnotherFileSystemIsExportedButNotInto() throws IOException {
    try (FileSystem archive = Zip.create(folder.resolve("a.zip"))) {
      Path inside = Zip.copy(Fixtures.model("digits"), archive.getPath("/digits"));
      ExplainedModel.of(inside).layers("conv3").write(folder.resolve("out"));
      try (AttributableModel explained = AttributableModel.load(folder.resolve("out"))) {
        assertThat(explained.signature("explain").outputs()).isNotEmpty();
      }
      assertThatThrownBy(
              () -> ExplainedModel.of(inside).layers("conv3").write(archive.getPath("/explained")))
          .isInstanceOfSatisfying(
              AttributionException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.EXPORT_REFUSED))
          .hasMessageContaining("a file system of its own (jar:file:");
    }
  }

  private static void assertReplaced(DirectorySource origin, String change) {
    assertThatThrownBy(() -> origin.open(ModelOptions.defaults()))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_REPLACED))
        .hasMessageContaining(change);
  }

  private static void assertFails(ErrorCode code, Path model, String named) {
    assertThatThrownBy(() -> AttributableModel.load(model))
        .isInstanceOfSatisfying(
            AttributionException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(named);
  }

  private interface Writing {
    void to(Path folder);
  }

  private static Path write(Path directory, Writing model) throws IOException {
    Files.createDirectories(directory);
    model.to(directory);
    return directory;
  }

  private static float[] digits(AttributableModel model) {
    return Digits.flat(
        Digits.request(model, Digits.images(2, 1))
            .target(Target.of(7))
            .attribute()
            .layers()
            .get(0)
            .floats());
  }

  private static float[] gradient(Path model) {
    try (AttributableModel loaded = AttributableModel.load(model)) {
      FloatNdArray x = NdArrays.ofFloats(Shape.of(2, 3));
      x.scalars().forEachIndexed((at, value) -> value.setFloat(3 * at[0] + at[1] + 1));
      return Digits.flat(
          LayerGradientXActivation.on(loaded)
              .layers("tensor:x:0")
              .input("x", x)
              .target(Target.perExample(0, 1))
              .mode(Mode.LOCAL)
              .attribute()
              .layers()
              .get(0)
              .floats());
    }
  }
}
