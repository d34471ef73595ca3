package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class AttributionExceptionTest {
  @Test
  void carriesCodeMessageAndCause() {
    IOException cause = new IOException("disk");
    AttributionException failure =
        new AttributionException(ErrorCode.MODEL_CLOSED, "models/digits").causedBy(cause);
    assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_CLOSED);
    assertThat(failure)
        .hasMessage("[ModelClosed] The model \"models/digits\" was closed. Load it again.")
        .hasCause(cause);
  }

  @Test
  void speaksAsItsReaderWould() {
    AttributionException failure =
        new AttributionException(ErrorCode.TARGET_REQUIRED, "{zeros}", "[4,10]");

    assertThat(failure).hasMessageEndingWith("for example Target.of(0) or Target.predicted().");
    assertThat(failure.message(Wording.JAVA)).isEqualTo(failure.getMessage());
    assertThat(failure.message(Wording.COMMAND_LINE))
        .contains("Output \"{zeros}\" has shape [4,10]")
        .endsWith("for example --target 0 or --target predicted.");
    assertThat(failure.message(Wording.REQUEST))
        .endsWith("for example \"target\": 0 or \"target\": \"predicted\".");
  }

  @Test
  void phrasesAmongTheArgumentsAreWordedToo() {
    AttributionException failure =
        new AttributionException(ErrorCode.CORRUPT_MODEL, "m", Phrase.LOOP_LIMIT);

    assertThat(failure).hasMessageContaining("ModelOptions.loopLimit");
    assertThat(failure.message(Wording.COMMAND_LINE)).contains("--loop-limit");
  }

  @Test
  void keepsItsMessageWhenItIsSerialised() throws IOException, ClassNotFoundException {
    AttributionException failure = new AttributionException(ErrorCode.MODEL_CLOSED, "models/a");
    AttributionException read = copy(failure);

    assertThat(read.code()).isEqualTo(ErrorCode.MODEL_CLOSED);
    assertThat(read.message(Wording.COMMAND_LINE)).isEqualTo(failure.getMessage());
  }

  private static AttributionException copy(AttributionException failure)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    return (AttributionException)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  void whatToDoIsAValueThatTheMessageIsMadeFrom() throws IOException, ClassNotFoundException {
    AttributionException failure =
        AttributionException.withRemedy(
            ErrorCode.LAYER_INSIDE_LOOP, "Explain \"Explain me\".", "cell", "m", "while");

    assertThat(failure).hasMessageEndingWith("in every iteration. Explain \"Explain me\".");
    assertThat(failure.remedy()).contains("Explain \"Explain me\".");
    assertThat(copy(failure).remedy()).isEqualTo(failure.remedy());
    assertThat(new AttributionException(ErrorCode.MODEL_CLOSED, "m").remedy()).isEmpty();
  }

  @Test
  void percentSignsOfUsersAreLeftAlone() {
    assertThat(new AttributionException(ErrorCode.MODEL_CLOSED, "100%s %n"))
        .hasMessage("[ModelClosed] The model \"100%s %n\" was closed. Load it again.");
  }
}
