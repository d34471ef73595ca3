package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DigitPageTest {
  private static final List<DigitExplanation> EXPLANATIONS =
      List.of(Made.explanation(1, 3, 3, 5), Made.explanation(2, 8, 1, 8));

  private final String page = new DigitPage().write(EXPLANATIONS);

  @Test
  void everyMapOfEveryDigitHasItsCaptionAndItsScale() {
    List<String> captions = new ArrayList<>();
    for (DigitExplanation explanation : EXPLANATIONS) {
      for (AttributionMap map : explanation.maps()) {
        captions.add(caption(map));
      }
    }

    assertThat(captions).hasSize(20);
    assertThat(page).contains(captions);
    assertThat(page)
        .contains("<b>conv1 input</b> <i>Σ +1.00</i> <span>target 3 · global</span>")
        .contains("<b>conv3 output</b> <i></i> <span>target 8 · local</span>")
        .contains("<b>conv3 output</b> <i>Σ +1.25</i> <span>target 1 − 8 · global</span>");
    assertThat(count("<figure>")).isEqualTo(20);
    assertThat(count("<span>−1.25</span><i></i><span>+1.25</span>")).isEqualTo(4);
  }

  @Test
  void everyDigitSaysWhatWasReadAndHowSurely() {
    assertThat(page)
        .contains("Right, and sure")
        .contains("Wrong: it is an 8")
        .contains("<b>3</b> 97.4%")
        .contains("Why not 8?")
        .contains("1 rather than 8")
        .contains("favours 1 over 8 lies at the lower left; none favours 8.");
  }

  @Test
  void needsNoOtherFileAndNoNetwork() {
    assertThat(page).doesNotContain("http:", "https:", "//cdn", "<script", "<link", "@import");
    assertThat(addresses()).isNotEmpty().allMatch(address -> address.startsWith("data:image/png"));
  }

  @Test
  void allPicturesCanBeRead() throws IOException {
    List<String> addresses = addresses();
    // Per digit: the thumbnail, the picture, ten maps.
    assertThat(addresses).hasSize(2 * 12);
    assertThat(page).contains("linear-gradient(to right, #053061, #2166ac,");
    for (String address : addresses) {
      byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
      assertThat(picture.getWidth()).isIn(112, 320);
    }
  }

  @Test
  void hasNoPlaceLeftToFill() {
    assertThat(page).doesNotContain("{{", "}}}");
  }

  @Test
  void anchorsLeadToTheDigits() {
    assertThat(page)
        .contains("href=\"#digit-1\"", "id=\"digit-1\"", "href=\"#digit-2\"", "id=\"digit-2\"");
  }

  private static String caption(AttributionMap map) {
    return "<b>%s</b> <i>%s</i> <span>%s</span>"
        .formatted(map.place(), map.total().orElse(""), map.question());
  }

  private int count(String text) {
    return page.split(Pattern.quote(text), -1).length - 1;
  }

  private List<String> addresses() {
    Matcher matcher = Pattern.compile("(?:src=\"|url\\()([^\")]+)").matcher(page);
    return matcher.results().map(found -> found.group(1)).toList();
  }
}
