package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions as values and as text. */
class ReductionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "abs",
        "sum=channels",
        "sum=1+2",
        "sum=-2",
        "sum=channels,abs,resize=input",
        "resize=input:image",
        "resize=input:image:2",
        "resize=input::2",
        "resize=input:2",
        "resize=input:images:0:1",
        "resize=input:a:b",
        "resize=96x128",
        "scale=2.0x1.5",
        "top=20",
        "sum=1,topabs=3"
      })
  void whatIsWrittenIsReadBack(String text) {
    Reduction reduction = Reduction.parse(text);
    assertThat(reduction).hasToString(text);
    assertThat(Reduction.parse(reduction.toString())).isEqualTo(reduction);
  }

  @Test
  void textAndMethodsMeanTheSame() {
    assertThat(Reduction.parse(" sum=channels , abs,resize=input:image:2,top=4"))
        .isEqualTo(Reduction.none().sumOverChannels().absolute().resizeToInput("image", 2).top(4));
    assertThat(Reduction.parse("sum=tokens,scale=2,topabs=1"))
        .isEqualTo(Reduction.none().sumOverTokens().scale(2, 2).topByMagnitude(1));
    assertThat(Reduction.parse("resize=3x4,sum=1+-1"))
        .isEqualTo(Reduction.none().resize(3, 4).sum(1, -1));
  }

  @Test
  void addingAStepLeavesTheFirstAsItWas() {
    Reduction first = Reduction.none().absolute();
    first.top(1);
    assertThat(first).isEqualTo(Reduction.none().absolute());
    assertThat(Reduction.none().isNone()).isTrue();
    assertThat(first.isNone()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum=0                | axis 0 is the example, which is never summed over
          sum=1+1              | it names an axis twice
          sum=1+x              | in "sum=1+x", "x" is no whole number
          sum                  | in "sum", "" is no whole number
          abs=1                | in "abs=1", abs takes no value
          mean=1               | in "mean=1", steps are abs, sum=channels
          abs,,abs             | in "", steps are abs
          top=0                | the count must be at least 1
          top=-3               | the count must be at least 1
          top=3,abs            | top=3 chooses single neurons, so nothing can follow it
          top=99999999999      | "99999999999" is no whole number
          resize=0x3           | height and width must be at least 1
          resize=3             | write resize=HEIGHTxWIDTH, resize=input or resize=input:NAME
          resize=input:image:0 | the axis of an input's height must be at least 1
          scale=0              | factors must be finite and above 0
          scale=two            | write scale=FACTOR or scale=FACTORxFACTOR
          """)
  void whatMeansNothingIsRefused(String text, String problem) {
    assertThatThrownBy(() -> Reduction.parse(text))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining(problem)
        .extracting(e -> ((AttributionException) e).code())
        .isEqualTo(ErrorCode.REDUCTION_INVALID);
  }

  @Test
  void methodsRefuseTheSame() {
    assertThatThrownBy(() -> Reduction.none().sum())
        .hasMessage(
            "[ReductionInvalid] Reduction \"sum\" is not valid: it names no axis to sum over.");
    assertThatThrownBy(() -> Reduction.none().scale(Double.NaN, 1))
        .hasMessageContaining("factors must be finite");
    assertThatThrownBy(() -> Reduction.none().scale(Double.MAX_VALUE, Double.POSITIVE_INFINITY))
        .hasMessageContaining("factors must be finite");
  }
}
