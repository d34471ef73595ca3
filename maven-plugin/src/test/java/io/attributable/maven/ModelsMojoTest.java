package io.attributable.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.testing.Fixtures;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checking and locking, and what is said of configurations that cannot be. */
class ModelsMojoTest {
  private static final String MODEL = Fixtures.model("digits").toString();

  @TempDir private Path project;

  @Test
  void whatIsInOrderIsLockedAndChecked() throws Exception {
    List<ModelConfiguration> models = List.of(digits("demo.Digits", "conv3"));
    assertThat(check(models).run()).containsExactly("INFO In order: demo.Digits with 1 layer");
    assertThat(lock(models).run())
        .containsExactly("INFO Locked: demo.Digits in " + project.resolve("attributable.lock"));
    assertThat(project.resolve("attributable.lock"))
        .content()
        .contains("[demo.Digits]\n", "layer \"conv3\" output 30:0 float32 [?,4,4,16]\n");
    assertThat(check(models).with("lockRequired", true).run())
        .containsExactly("INFO In order: demo.Digits with 1 layer, as locked");
  }

  @Test
  void allThatIsWrongIsLogged() {
    Goal<CheckMojo> goal = check(List.of(digits("a", "conv9"), digits("b", "conv8")));
    assertThatThrownBy(goal::run)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("[UnknownLayer] No layer \"conv9\" in signature")
        .hasMessageEndingWith("(and 1 more)");
    assertThat(goal.log())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ERROR [UnknownLayer] No layer \"conv9\""),
            line -> assertThat(line).startsWith("ERROR [UnknownLayer] No layer \"conv8\""));
  }

  @Test
  void anotherModelThanTheLockedOneFails() throws Exception {
    List<ModelConfiguration> models = List.of(digits("demo.Digits", "conv3"));
    assertThatThrownBy(check(models).with("lockRequired", true)::run)
        .hasMessageStartingWith("[LockMissing] demo.Digits is not locked:")
        .hasMessageEndingWith("To lock it, run mvn attributable:lock and commit the file.");
    lock(models).run();
    assertThatThrownBy(check(List.of(digits("demo.Digits", "conv1")))::run)
        .hasMessageStartingWith("[LockMismatch] SavedModel \"" + MODEL + "\" is not the one")
        .hasMessageContaining("\n  + layer \"conv1\" output");
    assertThatThrownBy(check(List.of(digits("demo.Other", "conv3")))::run)
        .hasMessageContaining("has no section [demo.Other]");
  }

  @Test
  void aLockFileThatIsNamedHasToBeThere() throws Exception {
    List<ModelConfiguration> models = List.of(digits("demo.Digits", "conv3"));
    File named = project.resolve("attributabel.lock").toFile();
    assertThatThrownBy(check(models).with("lockFile", named)::run)
        .hasMessageStartingWith("[LockMissing] demo.Digits is not locked:")
        .hasMessageContaining("attributabel.lock\" does not exist");
    lock(models).with("lockFile", named).run();
    assertThat(check(models).with("lockFile", named).run())
        .containsExactly("INFO In order: demo.Digits with 1 layer, as locked");
  }

  /** Maven gives these as null. */
  @Test
  void emptyElementsAreNamed() {
    List<ModelConfiguration> models = List.of(digits("net", "conv3"));
    List<Object> empty = Collections.singletonList(null);
    assertThatThrownBy(check(models).with("modelsDirs", empty)::run)
        .hasMessage("[BadOption] Option modelsDirs is \"\". It must be a folder in each element.");
    assertThatThrownBy(new Goal<>(new CheckMojo(), project).with("models", empty)::run)
        .hasMessage("[BadOption] Option models is \"\". It must be a model in each element.");
  }

  @Test
  void modelsAreLookedForInTheProject() throws Exception {
    Path file = project.resolve("src/main/models/net/saved_model.pb");
    Files.createDirectories(file.getParent());
    Files.copy(Fixtures.model("digits").resolve("saved_model.pb"), file);
    ModelConfiguration net = digits("net", "conv3");
    net.setSavedModel("net");
    assertThat(check(List.of(net)).run()).hasSize(1);
    net.setSavedModel("nett");
    assertThatThrownBy(check(List.of(net)).with("modelsDirs", List.of(project.toFile()))::run)
        .hasMessageStartingWith("[ModelNotFound] SavedModel \"nett\" not found.")
        .hasMessageContaining("Did you mean \"net\"?")
        .hasMessageEndingWith("to a folder of <modelsDirs>, or absolute.");
  }

  @Test
  void skippedIsSkipped() throws Exception {
    assertThat(check(List.of()).with("skip", true).run())
        .containsExactly("INFO Models are not looked at: attributable.skip is set.");
  }

  static List<Arguments> unusable() {
    return List.of(
        bad(model -> model.setName("my-net"), "Option models/model/name is \"my-net\". It must be"),
        bad(model -> model.setName(" "), "Option models/model/name is \"\". It must be a name"),
        bad(model -> model.setSavedModel(""), "Option savedModel of net is \"\". It must be the"),
        bad(
            model -> model.setAllowedOps(Collections.singletonList(null)),
            "Option allowedOps of net is \"\". It must be the name of an op"),
        bad(
            model -> model.setLayers(Collections.singletonList(null)),
            "Option layers of net is \"\". It must be a layer"),
        bad(features(), "Option features of layer conv3 of net is \"\". It must be a name"),
        bad(model -> model.setMethod("gradcam"), "[UnknownMethod] No method \"gradcam\""),
        bad(layer("conv3", "left"), "Option port of layer conv3 of net is \"left\". It must be"),
        bad(layer("", "input"), "Option layers/layer/name of net is \"\". It must be the name"),
        bad(model -> model.setSignature("train"), "[UnknownSignature] No signature \"train\""));
  }

  @ParameterizedTest
  @MethodSource
  void unusable(Consumer<ModelConfiguration> change, String message) {
    ModelConfiguration model = digits("net", "conv3");
    change.accept(model);
    assertThatThrownBy(check(List.of(model))::run)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesAreForOneModelEachAndThereMustBeOne() {
    assertThatThrownBy(check(List.of(digits("a", "conv1"), digits("a", "conv2")))::run)
        .hasMessage(
            "[BadOption] Option models/model/name is \"a\". It must be another name for each"
                + " model.");
    assertThatThrownBy(check(List.of())::run)
        .hasMessageStartingWith(
            "[BadOption] Option models is \"\". It must be one <model> or more");
  }

  private Goal<CheckMojo> check(List<ModelConfiguration> models) {
    return new Goal<>(new CheckMojo(), project).with("models", models);
  }

  private Goal<LockMojo> lock(List<ModelConfiguration> models) {
    return new Goal<>(new LockMojo(), project).with("models", models);
  }

  private static ModelConfiguration digits(String name, String layer) {
    ModelConfiguration model = new ModelConfiguration();
    model.setName(name);
    model.setSavedModel(MODEL);
    LayerConfiguration configured = new LayerConfiguration();
    configured.set(layer);
    model.setLayers(List.of(configured));
    return model;
  }

  private static Consumer<ModelConfiguration> layer(String name, String port) {
    LayerConfiguration layer = new LayerConfiguration();
    layer.setName(name);
    layer.setPort(port);
    return model -> model.setLayers(List.of(layer));
  }

  private static Consumer<ModelConfiguration> features() {
    LayerConfiguration layer = new LayerConfiguration();
    layer.setName("conv3");
    layer.setFeatures(Collections.singletonList(null));
    return model -> model.setLayers(List.of(layer));
  }

  private static Arguments bad(Consumer<ModelConfiguration> change, String message) {
    return Arguments.of(change, message);
  }
}
