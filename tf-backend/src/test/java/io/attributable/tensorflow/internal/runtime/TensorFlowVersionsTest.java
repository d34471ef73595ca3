package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.tensorflow.Zip;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions of TensorFlow Java go together, and how they are found out. */
class TensorFlowVersionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1.1.0, 1.1.0, 1.0.0, ''",
    "1.1.0, 1.2.0, 1.0.0, ''",
    "1.2.0, 1.2.0, 1.1.0, ''",
    "1.2.0-SNAPSHOT, 1.2.0, 1.0.0, ''",
    "1.1.0, , , ''",
    ", , , ''",
    "strange, 1.1.0, 1.0.0, ''",
    "1.1.0, 1.0.0, 1.0.0, tensorflow-core-native 1.0.0",
    ", 1.0.0, , tensorflow-core-native 1.0.0",
    "1.2.0, 1.1.0, 1.0.0, tensorflow-core-native 1.1.0",
    "0.5.0, , 0.4.0, tensorflow-core-api 0.5.0",
    "1.0.0, 1.0.0, 1.0.0, tensorflow-core-api 1.0.0",
    "1.1.0, 1.1.0, 0.4.0, ndarray 0.4.0",
  })
  void whatDoesNotGoTogetherIsSaid(String api, String library, String ndarray, String named) {
    var conflict = versions(api, library, ndarray).conflict();
    assertThat(conflict.isPresent()).isEqualTo(!named.isEmpty());
    conflict.ifPresent(
        failure -> {
          assertThat(failure.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
          assertThat(failure)
              .hasMessageStartingWith(
                  "[VersionConflict] The class path has org.tensorflow:" + named);
        });
  }

  @Test
  void newerOnesAreDoubted() {
    assertThat(versions("1.1.0", "1.1.0", "1.0.0").doubt()).isEmpty();
    assertThat(versions("1.1.0", "1.2.0", "1.0.0").doubt().orElseThrow())
        .contains("tensorflow-core-api 1.1.0", "tensorflow-core-native 1.2.0");
    assertThat(versions("1.2.0", "1.2.0", "1.0.0").doubt()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "1.9.0, 1.10.0, true",
    "1.10.0, 1.9.0, false",
    "1.1, 1.1.1, true",
    "1.1.0, 1.1, false"
  })
  void numbersAreComparedAsNumbers(String one, String other, boolean below) {
    assertThat(TensorFlowVersions.isBelow(one, other)).isEqualTo(below);
  }

  @Test
  void versionIsThatOfTheJarWhoseLibraryWouldBeLoaded() throws IOException {
    Path older = jar("older.jar", "linux-x86_64", "1.0.0");
    Path newer = jar("newer.jar", "linux-x86_64", "1.1.0");
    Path windows = jar("windows.jar", "windows-x86_64", "1.2.0");
    assertThat(classPath(older, newer).versions("linux-x86_64").library()).contains("1.0.0");
    assertThat(classPath(windows, newer).versions("linux-x86_64").library()).contains("1.1.0");
    assertThat(classPath(windows).versions("linux-x86_64").library()).isEmpty();
    assertThat(classPath(windows, newer).platforms())
        .containsExactly("linux-x86_64", "windows-x86_64");
  }

  @Test
  void libraryForOtherMachinesIsSaid() {
    assertThat(NativeLibrary.others(List.of("windows-x86_64"), "linux-x86_64"))
        .isEqualTo(" (the class path has it for windows-x86_64 only)");
    assertThat(NativeLibrary.others(List.of("linux-x86_64-gpu"), "linux-x86_64")).isEmpty();
    assertThat(NativeLibrary.others(List.of(), "linux-x86_64")).isEmpty();
  }

  @Test
  void thisClassPathIsWhatTheBuildSays() throws IOException {
    TensorFlowVersions here =
        TensorFlowClassPath.ofTensorFlow().versions(NativeLibrary.classifier());
    assertThat(here.api()).contains(TensorFlowVersions.TESTED);
    assertThat(here.library()).contains(TensorFlowVersions.TESTED);
    assertThat(here.ndarray()).contains(TensorFlowVersions.TESTED_NDARRAY);
    String pom = Files.readString(Path.of(System.getProperty("project.root")).resolve("pom.xml"));
    assertThat(property(pom, "tensorflow.version")).isEqualTo(TensorFlowVersions.TESTED);
    assertThat(property(pom, "ndarray.version")).isEqualTo(TensorFlowVersions.TESTED_NDARRAY);
  }

  private static String property(String pom, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">(.*)</").matcher(pom);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static TensorFlowVersions versions(String api, String library, String ndarray) {
    return new TensorFlowVersions(
        Optional.ofNullable(api), Optional.ofNullable(library), Optional.ofNullable(ndarray));
  }

  private static TensorFlowClassPath classPath(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new TensorFlowClassPath(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
  }

  private Path jar(String name, String platform, String version) throws IOException {
    Path jar = folder.resolve(name);
    try (FileSystem archive = Zip.create(jar)) {
      Path library = archive.getPath("/" + TensorFlowClassPath.libraryName(platform));
      Files.createDirectories(library.getParent());
      Files.createFile(library);
      Path notes =
          archive.getPath("/META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties");
      Files.createDirectories(notes.getParent());
      Files.writeString(notes, "version=" + version + "\n");
    }
    return jar;
  }
}
