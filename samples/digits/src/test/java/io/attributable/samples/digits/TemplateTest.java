package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void textIsEscapedAndHtmlIsNot() {
    String filled =
        Template.of("<p title=\"{{text}}\">{{{html}}}</p>")
            .fill(Map.of("text", "a<b & \"c\" $1", "html", "<b>$0</b>"));

    assertThat(filled).isEqualTo("<p title=\"a&lt;b &amp; &quot;c&quot; $1\"><b>$0</b></p>");
  }

  @Test
  void aPlaceWithoutValueIsAnError() {
    Template template = Template.of("{{number}}");
    assertThatThrownBy(() -> template.fill(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number");
  }

  @Test
  void aValueWithoutPlaceIsAnError() {
    Template template = Template.of("nothing");
    assertThatThrownBy(() -> template.fill(Map.of("number", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number");
  }
}
