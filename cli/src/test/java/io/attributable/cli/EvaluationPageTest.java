package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Browser;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page of {@code evaluate} in a browser. */
@Tag("slow")
class EvaluationPageTest {
  private static ChromeDriver driver;
  private static Path page;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    driver = Browser.start();
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            "{\"id\": \"a\", \"inputs\": {\"image\": \"%s\"}, \"target\": \"predicted\"}"
                .formatted(Fixtures.golden().resolve("digits/four.image.npy")));
    CommandRun run =
        CommandRun.of(
            "evaluate",
            Fixtures.model("digits"),
            "--requests",
            requests,
            "--methods",
            "integrated-gradients,saliency,grad-cam@conv2,grad-cam@none",
            "--metrics",
            "deletion,insertion,mu-fidelity,randomisation",
            "--out",
            folder);
    assertThat(run.err()).isEmpty();
    page = folder.resolve("evaluation.html");
  }

  @AfterAll
  static void stop() {
    if (driver != null) {
      driver.quit();
    }
  }

  @AfterEach
  void nothingWasComplainedAbout() {
    assertThat(Browser.complaints(driver)).isEmpty();
  }

  private static void open(boolean dark, int width) {
    Browser.medium(driver, "", dark);
    Browser.width(driver, width);
    driver.get(page.toUri().toString());
  }

  @Test
  void everyoneCanReadIt() {
    open(false, 1000);
    assertThat(Browser.barriers(driver)).isEmpty();
    open(true, 1000);
    assertThat(Browser.barriers(driver)).isEmpty();
  }

  @Test
  void itFitsAPhone() {
    open(false, 400);
    assertThat(Browser.overflows(driver)).isFalse();
    assertThat(driver.getTitle()).isEqualTo("Which explanations to believe");
  }
}
