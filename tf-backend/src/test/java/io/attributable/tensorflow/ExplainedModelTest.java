package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that were exported with explanations, asked through their own signatures. */
@Tag("slow")
class ExplainedModelTest {
  @TempDir Path folder;

  private record Question(
      String signature, Port port, @Nullable String output, boolean predicted) {}

  /** One of each kind of model, in whose graphs different things have to find their place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k2_save_mlp",
        "k2_save_lstm",
        "k3_cnn",
        "k3_lstm",
        "k3_multi_io",
        "k3_custom_gradients",
        "k3_transformer",
        "tf1_simple",
        "tf1_table",
        "tf1_loops",
        "tfmodule_bytes",
        "tfmodule_dtype_inputs",
        "tfmodule_dtype_weights",
        "tfmodule_string_table",
      })
  void answersAsTheLibraryDoes(String name) {
    assertSame(name, cases(name, UnusedLayer.ERROR));
  }

  /** A branch that is not taken leaves zeros behind, though its layers are part of the graph. */
  @Test
  void answersWhereBranchesAreNotTaken() {
    assertSame("tfmodule_branches", cases("tfmodule_branches", UnusedLayer.ZEROS));
  }

  private void assertSame(String name, List<GoldenCase> cases) {
    Set<Question> questions = new LinkedHashSet<>();
    cases.forEach(golden -> questions.add(question(golden)));
    int number = 0;
    for (Question question : questions.stream().limit(2).toList()) {
      List<GoldenCase> asked =
          cases.stream().filter(golden -> question(golden).equals(question)).toList();
      Path exported = export(name, question, asked, "explained" + number++);
      ModelOptions options = ModelOptions.defaults().servedBy("explain");
      try (AttributableModel model = AttributableModel.load(exported, options)) {
        largest(asked).forEach(golden -> GoldenCheck.check(model, golden));
      }
    }
  }

  /** Those that a signature can answer: all examples' gradients weigh the same there. */
  private static List<GoldenCase> cases(String name, UnusedLayer unused) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream()
            .filter(golden -> golden.error().isEmpty() && golden.weightsFile().isEmpty())
            .filter(golden -> golden.unused() == unused)
            .toList();
    assertThat(cases).isNotEmpty();
    return cases;
  }

  /** A case that explains all that another one does, with the same inputs, tells of that, too. */
  private static List<GoldenCase> largest(List<GoldenCase> cases) {
    return cases.stream()
        .filter(golden -> cases.stream().noneMatch(other -> tellsMore(other, golden)))
        .toList();
  }

  private static boolean tellsMore(GoldenCase one, GoldenCase other) {
    return one.layers().size() > other.layers().size()
        && one.layers().containsAll(other.layers())
        && one.mode() == other.mode()
        && one.inputFiles().equals(other.inputFiles())
        && one.targetJson().equals(other.targetJson());
  }

  private static Question question(GoldenCase golden) {
    return new Question(
        golden.signature(),
        golden.port(),
        golden.output(),
        golden.target() instanceof Target.Predicted);
  }

  private Path export(String name, Question question, List<GoldenCase> asked, String to) {
    Set<String> layers = new LinkedHashSet<>();
    asked.forEach(golden -> layers.addAll(golden.layers()));
    ExplainedModel model =
        ExplainedModel.of(Fixtures.model(name))
            .signature(question.signature())
            .port(question.port())
            .output(question.output())
            .modes(Mode.GLOBAL, Mode.LOCAL)
            .layers(layers.toArray(String[]::new));
    if (question.predicted()) {
      model.predicted();
    }
    return model.write(folder.resolve(to)).directory();
  }
}
