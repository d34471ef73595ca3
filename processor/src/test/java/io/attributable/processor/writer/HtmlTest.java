package io.attributable.processor.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model/dense_1/Relu:0 | model/dense_1/Relu:0",
        "a*/b | a&#42;/b",
        "<b>&amp;</b> | &#60;b&#62;&#38;amp;&#60;/b&#62;",
        "{@code x} | &#123;&#64;code x&#125;",
        "\\u002a | &#92;u002a",
        "größe | gr&#246;&#223;e",
        "😀 | &#128512;",
        "\"' | &#34;&#39;",
      })
  void nothingIsLeftThatMeansSomethingElse(String text, String escaped) {
    assertThat(Html.escape(text)).isEqualTo(escaped);
  }
}
