package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The site itself: its links, and its pages in a browser. */
class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#:]+)(#[^\"]*)?\"");
  private static final List<String> LOOKED_AT =
      List.of("docs/getting-started.html", "docs/reasons.html", "samples/credit/README.html");

  @TempDir private static Path out;

  @BeforeAll
  static void write() throws IOException {
    assertThat(Site.write(Sources.ROOT, out)).isGreaterThan(80);
  }

  @Test
  void everyFileThatIsLinkedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".html")).toList()) {
        LINK.matcher(Files.readString(file))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(file.resolveSibling(link)))
            .forEach(link -> missing.add(out.relativize(file) + ": " + link));
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  @Tag("slow")
  void pagesInABrowser() {
    ChromeDriver driver = Browser.start();
    try {
      LOOKED_AT.forEach(page -> looksWell(driver, page));
      searchFindsSections(driver);
    } finally {
      driver.quit();
    }
  }

  private static void looksWell(ChromeDriver driver, String page) {
    driver.get(out.resolve(page).toUri().toString());
    assertThat(Browser.complaints(driver)).as(page).isEmpty();
    for (int width : List.of(400, 1280)) {
      Browser.width(driver, width);
      assertThat(Browser.overflows(driver)).as(page + " at " + width).isFalse();
    }
    for (boolean dark : List.of(false, true)) {
      Browser.medium(driver, "", dark);
      assertThat(Browser.barriers(driver)).as(page).isEmpty();
    }
    List<String> unused = Browser.complaints(driver); // The check may not read a file's styles.
  }

  private static void searchFindsSections(ChromeDriver driver) {
    driver.findElement(By.id("search")).sendKeys("integrated gradients baseline");
    WebElement first =
        new WebDriverWait(driver, Duration.ofSeconds(10))
            .until(ready -> ready.findElement(By.cssSelector("#found li a")));
    assertThat(first.getText()).containsIgnoringCase("gradients");
    assertThat(Browser.barriers(driver)).isEmpty();
    first.click();
    assertThat(driver.getCurrentUrl()).contains("/docs/");
  }
}
