package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.ErrorCode;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Message;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.TinyModel;
import io.attributable.processor.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.DataType;

/** Lock files beside the sources, from being written to being refused. */
class LockTest {
  private static final String WRITING = "compile once with -Aattributable.lock=write";

  private static final String SOURCE =
      """
      package demo;
      import io.attributable.*;
      @AttributedModel(savedModel = "net")
      public interface Net {
        @Attributable(layer = "act") Layer activation();
        @Attributable(layer = "out", port = Port.INPUT) Layer end();
      }
      """;

  @TempDir private Path project;
  private int runs;

  @BeforeEach
  void writeSource() throws IOException {
    write("src/demo/Net.java", SOURCE);
    model("Relu", 3).save(project.resolve("net"));
  }

  @Test
  void isWrittenBesideTheSource() throws IOException {
    Compilation.Result result = compile("write");

    assertThat(result.messages()).isEmpty();
    assertThat(Files.readString(lock()))
        .matches(
            """
            # What the models of these interfaces have to be\\. Review changes of this file like code\\.
            # Made by compiling with -Aattributable\\.lock=write, mvn attributable:lock or attributable lock\\.
            attributable\\.lock 1

            \\[demo\\.Net\\]
            model "net"
            signature "serving_default"
            input "x" float32 \\[\\?,3\\]
            output "y" float32 \\[\\?,3\\]
            layer "act" output 1:0 float32 \\[\\?,3\\]
            layer "out" input 1:0 float32 \\[\\?,3\\]
            op Neg 1
            op Relu 1
            graph sha256:[0-9a-f]{64}
            """);
  }

  @Test
  void isTheSameWhenWrittenTwice() throws IOException {
    compile("write");
    byte[] once = Files.readAllBytes(lock());
    Files.delete(lock());
    compile("write");
    assertThat(Files.readAllBytes(lock())).isEqualTo(once);
  }

  @Test
  void goesIntoTheExplainer() throws IOException {
    String written = compile("write").generated().get("demo/NetExplainer.java");
    assertThat(written)
        .contains(".graph(\"" + hash() + "\", \"Neg 1\", \"Relu 1\")")
        .contains(".lockedLayer(\"act\", Port.OUTPUT, \"1:0\")")
        .contains(".lockedLayer(\"out\", Port.INPUT, \"1:0\")");
    assertThat(compile("").generated().get("demo/NetExplainer.java")).isEqualTo(written);
    assertThat(compile("off").generated().get("demo/NetExplainer.java")).doesNotContain(".graph(");
  }

  @Test
  void modelThatStayedTheSameIsAccepted() {
    compile("write");
    assertThat(compile("check").messages()).isEmpty();
    assertThat(compile("").messages()).isEmpty();
  }

  @Test
  void nothingIsAskedWhereThereIsNoLock() {
    Compilation.Result result = compile("");
    assertThat(result.messages()).isEmpty();
    assertThat(lock()).doesNotExist();
    assertThat(result.generated().get("demo/NetExplainer.java")).doesNotContain(".graph(");
  }

  @Test
  void anotherShapeFailsTheBuild() throws IOException {
    compile("write");
    model("Relu", 4).save(project.resolve("net"));
    Compilation.Result result = compile("");

    assertThat(result.success()).isFalse();
    assertThat(result.messages())
        .extracting(Message::kind, Message::file, Message::line)
        .containsExactly(tuple(Kind.ERROR, "Net.java", 3L));
    assertThat(lines(result))
        .containsExactly(
            ErrorCode.LOCK_MISMATCH.message("net", "Net", WRITING, lock(), ""),
            "- input \"x\" float32 [?,3] (line 8)",
            "+ input \"x\" float32 [?,4]",
            "- output \"y\" float32 [?,3] (line 9)",
            "+ output \"y\" float32 [?,4]",
            "- layer \"act\" output 1:0 float32 [?,3] (line 10)",
            "+ layer \"act\" output 1:0 float32 [?,4]",
            "- layer \"out\" input 1:0 float32 [?,3] (line 11)",
            "+ layer \"out\" input 1:0 float32 [?,4]");
    assertThat(result.generated()).isEmpty();
  }

  @Test
  void anotherComputationOfTheSameShapesFailsTheBuild() throws IOException {
    compile("write");
    String before = hash();
    model("Elu", 3).save(project.resolve("net"));
    assertThat(lines(compile("")).subList(1, 5))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("- op Relu 1 (line 13)"),
            line -> assertThat(line).isEqualTo("- graph " + before + " (line 14)"),
            line -> assertThat(line).startsWith("+ graph sha256:"),
            line -> assertThat(line).isEqualTo("+ op Elu 1"));
    compile("write");
    assertThat(hash()).isNotEqualTo(before);
    assertThat(compile("check").messages()).isEmpty();
  }

  @Test
  void layerThatIsAnotherTensorOfTheSameGraphFailsTheBuild() throws IOException {
    twins("left", "right").save(project.resolve("net"));
    write("src/demo/Net.java", SOURCE.replace("\"act\"", "\"left\"").replace("\"out\"", "\"end\""));
    compile("write");
    twins("right", "left").save(project.resolve("net"));
    assertThat(lines(compile("")))
        .hasSize(3)
        .contains(
            "- layer \"left\" output 1:0 float32 unknown (line 12)",
            "+ layer \"left\" output 3:0 float32 unknown");
  }

  @Test
  void interfaceThatIsNotInTheLockFails() throws IOException {
    compile("write");
    write("src/demo/Net.java", SOURCE.replace("interface Net", "interface Other"));
    Files.move(project.resolve("src/demo/Net.java"), project.resolve("src/demo/Other.java"));
    assertThat(run("", project.resolve("src/demo/Other.java")).messages())
        .extracting(Message::text)
        .containsExactly(
            ErrorCode.LOCK_MISSING.message(
                "Other", lock(), "has no section [demo.Other]", WRITING));
  }

  @Test
  void lockThatIsAskedForHasToBeThere() {
    assertThat(compile("check").messages())
        .extracting(Message::text)
        .containsExactly(ErrorCode.LOCK_MISSING.message("Net", lock(), "does not exist", WRITING));
  }

  @Test
  void brokenLockIsNeitherReadNorWrittenOver() throws IOException {
    compile("write");
    String broken = Files.readString(lock()).replace("op Neg 1", "op Neg one");
    Files.writeString(lock(), broken);
    for (String mode : new String[] {"", "check", "write"}) {
      assertThat(compile(mode).messages())
          .extracting(Message::text)
          .containsExactly(
              ErrorCode.CORRUPT_LOCK.message(
                  12, lock(), "\"op Neg one\" is nothing a lock file says", WRITING));
    }
    assertThat(Files.readString(lock())).isEqualTo(broken);
    assertThat(compile("off").messages()).isEmpty();
  }

  @Test
  void warningsKeepTheLockForRunTime() throws IOException {
    compile("write");
    String locked = hash();
    model("Elu", 3).save(project.resolve("net"));
    Compilation.Result result =
        compilation("").processorOption("attributable.validation", "warn").run(source());
    assertThat(result.messages())
        .extracting(Message::kind, Message::code)
        .containsExactly(tuple(Kind.WARNING, ErrorCode.LOCK_MISMATCH.id()));
    assertThat(result.generated().get("demo/NetExplainer.java"))
        .contains(".graph(\"" + locked + "\", \"Neg 1\", \"Relu 1\")");
  }

  @Test
  void interfaceWithErrorsIsNotLocked() throws IOException {
    write("src/demo/Net.java", SOURCE.replace("\"act\"", "\"atc\""));
    assertThat(compile("write").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.UNKNOWN_LAYER.id());
    assertThat(lock()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void oneFolderMayHoldTheLockOfAllPackages(Tool tool) throws IOException {
    Path folder = project.resolve("locks");
    compileInto(folder, tool);
    assertThat(Files.readString(folder.resolve("attributable.lock"))).contains("\n[demo.Net]\n");
    assertThat(lock()).doesNotExist();
    model("Elu", 3).save(project.resolve("net"));
    assertThat(compileInto(folder, tool, "check").messages())
        .extracting(Message::code)
        .containsExactly(ErrorCode.LOCK_MISMATCH.id());
  }

  @Test
  void fixturesAreLockedAlike() throws IOException {
    Path folder = project.resolve("locks");
    for (String mode : new String[] {"write", "check"}) {
      Compilation.Result result =
          Compilation.with(Tool.JAVAC, project.resolve("fixtures" + mode))
              .processorOption("attributable.models.dirs", Sources.modelsDirs())
              .processorOption("attributable.lock", mode)
              .processorOption("attributable.lock.dir", folder)
              .run(
                  Sources.at("good/demo/Digits.java"),
                  Sources.at("good/demo/TwoInputs.java"),
                  Sources.at("good/demo/Outer.java"));
      assertThat(result.messages()).isEmpty();
    }
    assertThat(Files.readAllLines(folder.resolve("attributable.lock")))
        .filteredOn(line -> line.startsWith("["))
        .isSorted()
        .contains("[demo.Digits]", "[demo.Outer.Inner.Words]", "[demo.TwoInputs]");
  }

  private Compilation.Result compileInto(Path folder, Tool tool) {
    return compileInto(folder, tool, "write");
  }

  private Compilation.Result compileInto(Path folder, Tool tool, String mode) {
    return Compilation.with(tool, project.resolve("out" + runs++))
        .processorOption("attributable.models.dirs", project)
        .processorOption("attributable.lock", mode)
        .processorOption("attributable.lock.dir", folder)
        .run(source());
  }

  private Compilation.Result compile(String mode) {
    return run(mode, source());
  }

  private Compilation.Result run(String mode, Path source) {
    return compilation(mode).run(source);
  }

  private Compilation compilation(String mode) {
    Compilation compilation =
        Compilation.with(Tool.JAVAC, project.resolve("out" + runs++))
            .processorOption("attributable.models.dirs", project);
    return mode.isEmpty() ? compilation : compilation.processorOption("attributable.lock", mode);
  }

  /** Those of the only message; javac indents all but the first. */
  private static List<String> lines(Compilation.Result result) {
    assertThat(result.messages()).hasSize(1);
    return result.messages().get(0).text().lines().map(String::strip).toList();
  }

  private String hash() throws IOException {
    return Files.readAllLines(lock()).stream()
        .filter(line -> line.startsWith("graph "))
        .map(line -> line.substring("graph ".length()))
        .findFirst()
        .orElseThrow();
  }

  private Path source() {
    return project.resolve("src/demo/Net.java");
  }

  private Path lock() {
    return project.resolve("src/demo/attributable.lock");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.writeString(project.resolve(file), text);
  }

  private static TinyModel model(String op, int width) {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, width)
        .shaped(op, "act/" + op, new long[] {-1, width}, "in0")
        .node("Neg", "out/Neg", "act/" + op)
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, width);
  }

  private static TinyModel twins(String first, String second) {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .node("Relu", first + "/Relu", "in0")
        .node("Relu", second + "/Relu", "in0")
        .node("Neg", "middle/Neg", first + "/Relu")
        .node("Sub", "end/Sub", "middle/Neg", second + "/Relu")
        .output("y", "end/Sub", DataType.DT_FLOAT, -1, 3);
  }
}
