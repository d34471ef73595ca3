package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import io.attributable.processor.harness.WrappedProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where lock files lie, by what compiles: kapt shows stubs in place of sources. */
class LockPlaceTest {
  private static final String STUB =
      """
      package demo;
      import io.attributable.*;
      @kotlin.Metadata
      @AttributedModel(savedModel = "digits")
      public interface Digits {
        @Attributable(layer = "conv3") Layer shapes();
      }
      """;

  @TempDir private Path project;

  @BeforeEach
  void writeProject() throws IOException {
    write("kotlin/Metadata.java", "package kotlin; public @interface Metadata {}");
    write("src/main/kotlin/demo/Other.kt", "package demo\ninterface DigitsToo");
  }

  @ParameterizedTest
  @CsvSource({
    "pom.xml,          target/kaptStubs/compile,     src/main/kotlin/demo/Models.kt",
    "pom.xml,          target/kaptStubs/test,        src/test/kotlin/demo/Models.kt",
    "pom.xml,          target/kaptStubs/compile,     src/main/java/demo/Models.kt",
    "build.gradle.kts, build/tmp/kapt3/stubs/main,   src/main/kotlin/demo/Digits.kt",
    "build.gradle,     build/tmp/kapt3/stubs/debug,  src/debug/kotlin/demo/Digits.kt",
  })
  void kotlinIsLockedBesideItsSource(String build, String stubs, String source) throws IOException {
    write(build, "");
    write(source, "package demo\n\n@AttributedModel(\"digits\")\ninterface Digits {\n}\n");
    Path lock = project.resolve(source).resolveSibling("attributable.lock");
    assertThat(compile(stubs, "write").messages()).isEmpty();
    assertThat(lock).content().contains("\n[demo.Digits]\n");
    assertThat(compile(stubs, "check").messages()).isEmpty();

    Files.writeString(lock, Files.readString(lock).replace("float32 [?,4,4,16]", "float32 [?,9]"));
    assertThat(compile(stubs, null).messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.LOCK_MISMATCH.id());
  }

  @Test
  void kotlinElsewhereNeedsAFolder() throws IOException {
    write("pom.xml", "");
    write("code/demo/Digits.kt", "package demo\ninterface Digits {}");
    String stubs = "target/kaptStubs/compile";
    for (String mode : new String[] {"write", "check"}) {
      assertThat(compile(stubs, mode).messages())
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message.text())
                      .startsWith("[LockPlaceUnknown] The folder of the lock file of Digits")
                      .endsWith(
                          "Set -Aattributable.lock.dir to the absolute folder to keep it in."));
    }
    assertThat(compile(stubs, null).messages()).isEmpty();
  }

  @Test
  void nestedInterfacesAreLockedInTheFileOfTheirPackage() throws IOException {
    Path source = project.resolve("src/demo/Outer.java");
    write("src/demo/Outer.java", Files.readString(Sources.at("good/demo/Outer.java")));
    assertThat(run("write", source).messages()).isEmpty();
    assertThat(source.resolveSibling("attributable.lock"))
        .content()
        .contains("\n[demo.Outer.Inner.Words]\n");
  }

  @Test
  void buildToolsThatWrapTheCompilerMayNeedAFolder() throws IOException {
    write("src/demo/Digits.java", STUB.replace("@kotlin.Metadata\n", ""));
    Compilation.Result result =
        compilation("write")
            .processors(new WrappedProcessor())
            .run(project.resolve("src/demo/Digits.java"));
    if (Runtime.version().feature() < 18) {
      assertThat(result.messages())
          .extracting(Message::code)
          .containsExactly(ErrorCode.LOCK_PLACE_UNKNOWN.id());
    } else {
      assertThat(result.messages()).isEmpty();
    }
  }

  private Compilation.Result compile(String stubs, String mode) throws IOException {
    write(stubs + "/demo/Digits.java", STUB);
    return compilation(mode)
        .run(project.resolve(stubs + "/demo/Digits.java"), project.resolve("kotlin/Metadata.java"));
  }

  private Compilation.Result run(String mode, Path source) {
    return compilation(mode).run(source);
  }

  private Compilation compilation(String mode) {
    Compilation compilation =
        Compilation.with(Tool.JAVAC, project.resolve("target"))
            .processorOption("attributable.models.dirs", Sources.modelsDirs());
    return mode == null ? compilation : compilation.processorOption("attributable.lock", mode);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.writeString(project.resolve(file), text);
  }
}
