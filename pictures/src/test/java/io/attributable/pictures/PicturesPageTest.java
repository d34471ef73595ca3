package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pictures of docs/pictures.md are those that the code draws. */
class PicturesPageTest {
  private static final Path DOCS = Path.of(System.getProperty("project.root")).resolve("docs");

  @Test
  void thePageShowsWhatIsDrawn() throws IOException {
    String page = Files.readString(DOCS.resolve("pictures.md"));
    for (Map.Entry<String, Picture> example : Examples.all().entrySet()) {
      Path file = DOCS.resolve("pictures").resolve(example.getKey() + ".svg");
      if (Boolean.getBoolean("goldens.update")) {
        example.getValue().svg(file);
      }
      assertThat(withoutImages(Files.readString(file)))
          .as("run the test with -Dgoldens.update=true to draw %s anew", file.getFileName())
          .isEqualTo(withoutImages(example.getValue().svg() + "\n"));
      assertThat(page).contains("](pictures/" + file.getFileName() + ")");
    }
  }

  @Test
  void theCodeOfThePageCompiles() throws IOException {
    String code =
        packed(
            Files.readString(
                Path.of(System.getProperty("project.root"))
                    .resolve("pictures/src/test/java")
                    .resolve("io/attributable/pictures/PageCode.java")));
    String page = Files.readString(DOCS.resolve("pictures.md"));
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    int blocks = 0;
    while (block.find()) {
      assertThat(code).contains(packed(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isEqualTo(10);
  }

  /** Without comments, and without the breaks of lines that a formatter sets. */
  private static String packed(String code) {
    return code.replaceAll("//.*", "").replaceAll("\\s+", "");
  }

  /** How Java compresses images may differ by machine, and with it the sum that ids are made of. */
  private static String withoutImages(String svg) {
    return svg.replaceAll("base64,[^\"]*", "").replaceAll("picture-[0-9a-f]+", "picture");
  }
}
