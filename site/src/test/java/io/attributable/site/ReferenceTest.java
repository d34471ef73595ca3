package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.processor.compiler.ProcessorOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Reference pages say what the code has, all of it. */
class ReferenceTest {
  @Test
  void methods() throws IOException {
    GeneratedPage.check("docs/reference/methods.md", MethodsReference.text());
  }

  @Test
  void commands() throws IOException {
    GeneratedPage.check("docs/reference/commands.md", CommandsReference.text());
  }

  @Test
  void everyOptionOfTheProcessorHasASection() {
    assertThat(titles("docs/options.md")).containsAll(ProcessorOptions.NAMES);
  }

  @Test
  void everyErrorHasASection() {
    assertThat(titles("docs/errors.md").stream().map(title -> title.toLowerCase(Locale.ROOT)))
        .containsAll(
            Arrays.stream(ErrorCode.values())
                .map(code -> code.id().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static List<String> titles(String page) {
    return Sources.PAGES.all().get(page).sections().stream().map(Page.Section::title).toList();
  }
}
