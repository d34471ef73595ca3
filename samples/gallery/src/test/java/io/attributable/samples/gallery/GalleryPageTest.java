package io.attributable.samples.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a browser. */
@Tag("slow")
class GalleryPageTest {
  private static Path page;
  private static ChromeDriver driver;

  @BeforeAll
  static void start() {
    driver = Browser.start();
    MadeGallery made = MadeGallery.get();
    assertThat(made.status()).isZero();
    page = made.folder().resolve("index.html");
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

  private static void open(int width, boolean dark) {
    Browser.medium(driver, "", dark);
    Browser.width(driver, width);
    driver.get(page.toUri().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {380, 800, 1600})
  void nothingIsWiderThanTheWindow(int width) {
    open(width, false);
    assertThat(Browser.overflows(driver)).isFalse();
    driver.findElements(By.tagName("details")).forEach(WebElement::click);
    assertThat(Browser.overflows(driver)).isFalse();
    driver.get(page.resolveSibling("digits/index.html").toUri().toString());
    assertThat(Browser.overflows(driver)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allCanReadIt(boolean dark) {
    open(1200, dark);
    assertThat(Browser.barriers(driver)).isEmpty();
    driver.get(page.resolveSibling("digits/index.html").toUri().toString());
    assertThat(Browser.barriers(driver)).isEmpty();
  }

  @Test
  void linksLeadToTheSections() {
    open(800, false);
    for (WebElement link : driver.findElements(By.cssSelector("nav a[href^='#']"))) {
      String id = link.getDomAttribute("href").substring(1);
      assertThat(driver.findElement(By.id(id)).isDisplayed()).as(id).isTrue();
    }
  }

  @Test
  void printsDarkOnWhite() {
    open(1200, true);
    Browser.medium(driver, "print", true);
    for (String element : new String[] {"body", "section"}) {
      WebElement shown = driver.findElement(By.tagName(element));
      assertThat(shown.getCssValue("background-color")).as(element).contains("255, 255, 255");
      assertThat(shown.getCssValue("color")).as(element).contains("0, 0, 0");
    }
    assertThat(driver.findElement(By.tagName("nav")).isDisplayed()).isFalse();
  }
}
