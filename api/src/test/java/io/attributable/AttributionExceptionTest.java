package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  void percentSignsOfUsersAreLeftAlone() {
    assertThat(new AttributionException(ErrorCode.MODEL_CLOSED, "100%s %n"))
        .hasMessage("[ModelClosed] The model \"100%s %n\" was closed. Load it again.");
  }
}
