package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.StdArrays;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
  @TempDir private Path folder;

  @Test
  void everyKindIsWellFormedAndSaysInWordsWhatItShows() throws Exception {
    for (Picture picture : Examples.all().values()) {
      Element svg = parse(picture.svg()).getDocumentElement();
      assertThat(svg.getAttribute("role")).isEqualTo("img");
      List<String> labels = List.of(svg.getAttribute("aria-labelledby").split(" "));
      assertThat(ids(svg)).containsAll(labels).doesNotHaveDuplicates();
      NodeList words = svg.getElementsByTagName("desc");
      assertThat(words.item(0).getTextContent()).isEqualTo(picture.altText());
      assertThat(picture.altText()).hasSizeBetween(60, 2_000).endsWith(".");
    }
  }

  @Test
  void inAPageIdsDoNotClash() throws Exception {
    String one = Examples.table().svg("why-1");
    String other = Examples.table().svg("why-2");
    List<String> ids = ids(parse("<body>" + one + other + "</body>").getDocumentElement());
    assertThat(ids).doesNotHaveDuplicates().contains("why-1", "why-1-title", "why-2-desc");
    assertThat(Examples.table().svg().equals(Examples.tokens().svg())).isFalse();
    assertThat(ids(parse(Examples.table().svg()).getDocumentElement()))
        .doesNotContainAnyElementsOf(ids(parse(Examples.tokens().svg()).getDocumentElement()));
  }

  @Test
  void theSameValuesGiveTheSameBytes() {
    assertThat(Examples.image().png()).isEqualTo(Examples.image().png());
    assertThat(Examples.series().svg()).isEqualTo(Examples.series().svg());
  }

  @Test
  void pngHasTheSizeThatWasAskedFor() throws IOException {
    Picture picture = Examples.tokens();
    picture.png(folder.resolve("a.png"));
    var usual = ImageIO.read(folder.resolve("a.png").toFile());
    assertThat(usual.getWidth()).isEqualTo(2 * picture.width());
    var small = ImageIO.read(new ByteArrayInputStream(picture.png(0.5)));
    assertThat(small.getHeight()).isEqualTo((picture.height() + 1) / 2);
  }

  @Test
  void filesThatCannotBeWrittenAreTold() {
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> Examples.tokens().svg(folder.resolve("none/a.svg")))
        .withMessageContaining("a.svg")
        .extracting(AttributionException::code)
        .isEqualTo(ErrorCode.UNWRITABLE_FILE);
  }

  /** Names come from users: markup, quotes, and what XML does not know. */
  @Test
  void anyWordsCanBeShown() throws Exception {
    List<String> words = List.of("<script>", "a&b\"'", "\u0000\u0007", "\ud800", "猫😀", "");
    Picture picture =
        TokenPicture.of(words, StdArrays.ndCopyOf(new float[] {1, 2, 3, 4, 5, 6}))
            .title("<b> & \u0001")
            .draw();
    Document document = parse(picture.svg());
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getDocumentElement().getTextContent()).contains("<script>", "猫😀");
    assertThat(picture.png()).isNotEmpty();
  }

  /** Letters of both directions are laid out as they are read: the last of the word is leftmost. */
  @Test
  void hebrewRunsToTheLeft() {
    Rectangle2D word = Typeface.outline("אבג").getBounds2D();
    Rectangle2D first = Typeface.outline("א").getBounds2D();
    double before = Typeface.width("בג");
    assertThat(word.getMaxX()).isCloseTo(before + first.getMaxX(), within(1e-6));
    assertThat(Typeface.width("e\u0301\u200d")).isBetween(0.5, 0.9);
  }

  /** A JVM whose font manager cannot be made is as one without fonts, fontconfig or FreeType. */
  @Test
  void noFontsAreNeeded() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dsun.font.fontmanager=none",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutFonts.class.getName(),
                folder.resolve("fontless.png").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Files.readAllBytes(folder.resolve("fontless.png")))
        .isEqualTo(Examples.waterfall().png());
  }

  private static List<String> ids(Element root) {
    List<String> ids = new ArrayList<>();
    if (root.hasAttribute("id")) {
      ids.add(root.getAttribute("id"));
    }
    for (int i = 0; i < root.getChildNodes().getLength(); i++) {
      if (root.getChildNodes().item(i) instanceof Element child) {
        ids.addAll(ids(child));
      }
    }
    return ids;
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
