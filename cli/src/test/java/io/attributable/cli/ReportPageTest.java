package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PageSize;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.support.ui.Select;

/** Reports in a browser. */
@Tag("slow")
class ReportPageTest {
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();
  private static ChromeDriver driver;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    driver = Browser.start();
    ReportPages pages = new ReportPages(folder);
    PAGES.put("digits", pages.digits());
    PAGES.put("reviews", pages.reviews());
    PAGES.put("credit", pages.credit());
    PAGES.put("gesture", pages.gesture());
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

  private static void open(String name) {
    Browser.medium(driver, "", false);
    Browser.width(driver, 1200);
    driver.get(PAGES.get(name).toUri().toString());
  }

  private static WebElement at(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  private static List<String> shown(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  /** Browsers tell pages of some events when they find the time. */
  private static void soon(BooleanSupplier expected) {
    Browser.until(driver, expected);
  }

  @Test
  void examplesMethodsPlacesAndClassesAreChosen() {
    open("digits");
    assertThat(shown("h2")).containsExactly("Example 1: digit-2.png", "What was asked");
    at("#next").click();
    assertThat(shown("h2")).containsExactly("Example 2: digit-5.png", "What was asked");
    assertThat(at("#next").isEnabled()).isFalse();
    assertThat(shown(".verdict").get(0)).startsWith("five, ");
    new Select(at("#choose-method")).selectByVisibleText("Grad-CAM");
    assertThat(shown(".why h4")).containsExactly("Grad-CAM");
    new Select(at("#choose-place")).selectByVisibleText("input image");
    assertThat(shown(".why h4")).isEmpty();
    new Select(at("#choose-method")).selectByVisibleText("All methods");
    assertThat(shown(".why h4")).containsExactly("Integrated gradients");
    new Select(at("#choose-class")).selectByVisibleText("five");
    assertThat(shown(".why-not h4")).isEmpty();
  }

  @Test
  void valuesAreToldWherePointed() {
    open("digits");
    WebElement svg = at("[data-map='e0m1c0'] .canvas svg");
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", svg);
    new Actions(driver).moveToElement(svg, -100, -100).perform();
    String pointed = at("[data-map='e0m1c0'] .readout").getText();
    assertThat(pointed).matches("Row 3, column 2: [−0-9.e]+");
    at("[data-map='e0m1c0'] .canvas").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
    assertThat(at("[data-map='e0m1c0'] .readout").getText()).startsWith("Row 4, column 3: ");
  }

  @Test
  void stepsOfCurvesTellTheirs() {
    open("gesture");
    WebElement svg = at("[data-map='e0m0c0'] .canvas svg");
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", svg);
    new Actions(driver).moveToElement(svg.findElement(By.cssSelector("image"))).perform();
    assertThat(at("[data-map='e0m0c0'] .readout").getText()).matches("step 7\\d = .*: [−0-9.e]+");
    at("[data-map='e0m0c0'] .canvas").sendKeys(Keys.ARROW_RIGHT);
    assertThat(at("[data-map='e0m0c0'] .readout").getText()).matches("step 7\\d = .*: [−0-9.e]+");
    assertThat(driver.findElements(By.cssSelector("[data-map='e0m0c0'] svg .cursor"))).hasSize(1);
  }

  @Test
  void wordsAndBarsTellTheirs() {
    open("reviews");
    at("[data-map='e0m0c0'] .canvas").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(at("[data-map='e0m0c0'] .readout").getText()).startsWith("story: ");
    new Actions(driver)
        .moveToElement(at("[data-map='e0m0c0'] .canvas svg g g:nth-of-type(5)"))
        .perform();
    assertThat(at("[data-map='e0m0c0'] .readout").getText()).startsWith("boring: ");
    open("credit");
    at("[data-map='e0m0c0'] .canvas").sendKeys(Keys.ARROW_DOWN);
    assertThat(at("[data-map='e0m0c0'] .readout").getText()).contains(" = ");
    assertThat(at(".why .reasons").getText()).contains("Most in favour");
    assertThat(driver.findElements(By.cssSelector(".waterfall svg"))).isNotEmpty();
  }

  @Test
  void numbersAreTablesWhenOpened() {
    open("digits");
    WebElement details = at("[data-map='e0m0c0'] .numbers-details");
    assertThat(details.findElements(By.cssSelector("td"))).isEmpty();
    details.findElement(By.cssSelector("summary")).click();
    soon(() -> details.findElements(By.cssSelector("tbody td")).size() == 16);
    assertThat(Browser.barriers(driver)).isEmpty();
  }

  @Test
  void picturesAreEnlargedAndTheFocusComesBack() {
    open("digits");
    WebElement button = at("[data-map='e0m0c0'] .enlarge");
    button.click();
    assertThat(at("#zoom").isDisplayed()).isTrue();
    int before = at("#zoomed svg").getSize().getWidth();
    at("#zoom-in").click();
    assertThat(at("#zoomed svg").getSize().getWidth()).isGreaterThan(before);
    at("#zoomed .canvas").sendKeys(Keys.ARROW_RIGHT);
    assertThat(at("#zoom-readout").getText()).startsWith("Row 1, column 1: ");
    assertThat(Browser.barriers(driver)).isEmpty();
    new Actions(driver).sendKeys(Keys.ESCAPE).perform();
    assertThat(at("#zoom").isDisplayed()).isFalse();
    soon(() -> driver.switchTo().activeElement().equals(button));
  }

  @Test
  void examplesAndClassesAreLaidSideBySide() {
    open("digits");
    at("#compare-open").click();
    assertThat(shown("#compared .compared")).hasSize(2);
    new Select(at("#compare-right")).selectByIndex(2);
    assertThat(shown("#compared figcaption"))
        .hasSize(4)
        .anyMatch(text -> text.contains("Example 1: digit-2.png, for two"))
        .anyMatch(text -> text.contains("Example 2: digit-5.png, for five"));
    at("#compared .canvas").sendKeys(Keys.ARROW_RIGHT);
    assertThat(shown("#compared .readout")).anyMatch(text -> text.startsWith("Row 1"));
    Object ids =
        driver.executeScript(
            "const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);"
                + "return ids.length - new Set(ids).size");
    assertThat(ids).isEqualTo(0L);
    assertThat(Browser.barriers(driver)).isEmpty();
    at("#compare-close").click();
    assertThat(at("#compare").isDisplayed()).isFalse();
  }

  @Test
  void nothingSticksOutAtAnyWidth() {
    for (String name : PAGES.keySet()) {
      open(name);
      for (int width : new int[] {380, 800, 1600}) {
        Browser.width(driver, width);
        assertThat(wider()).as(name + " at " + width).isEqualTo(0L);
      }
    }
  }

  /** By how many pixels the page is wider than the window. */
  private static Object wider() {
    return driver.executeScript(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Test
  void everyoneCanReadIt() {
    for (String name : PAGES.keySet()) {
      open(name);
      driver.executeScript("document.querySelectorAll('.call').forEach((d) => (d.open = true))");
      assertThat(Browser.barriers(driver)).as(name).isEmpty();
    }
  }

  @Test
  void everyoneCanReadItInTheDark() {
    open("credit");
    Browser.medium(driver, "", true);
    assertThat(Browser.barriers(driver)).isEmpty();
  }

  @Test
  void coloursFollowTheSwitch() {
    open("digits");
    String light = at("body").getCssValue("background-color");
    new Select(at("#choose-theme")).selectByVisibleText("Dark");
    String dark = at("body").getCssValue("background-color");
    assertThat(dark).isNotEqualTo(light);
    assertThat(Browser.barriers(driver)).isEmpty();
    Browser.medium(driver, "", true);
    new Select(at("#choose-theme")).selectByVisibleText("Light");
    assertThat(at("body").getCssValue("background-color")).isEqualTo(light);
  }

  @Test
  void paperShowsAllOfIt() {
    for (String name : PAGES.keySet()) {
      open(name);
      PrintOptions a4 = new PrintOptions();
      a4.setPageSize(new PageSize(29.7, 21.0));
      byte[] pdf = Base64.getDecoder().decode(driver.print(a4).getContent());
      assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
      Browser.medium(driver, "print", false);
      Browser.width(driver, 680); // A4 less its margins, at 96 pixels per inch.
      assertThat(cutOff()).as(name).isEmpty();
    }
  }

  /** Elements that reach beyond the paper, or whose content reaches beyond them. */
  @SuppressWarnings("unchecked") // As the script returns it.
  private static List<String> cutOff() {
    return (List<String>)
        driver.executeScript(
            """
            return [...document.querySelectorAll("main *, .top *")]
              .filter((e) => e.checkVisibility() && !e.closest("svg svg, g"))
              .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
                || (getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1))
              .map((e) => e.tagName + "." + e.getAttribute("class"));
            """);
  }
}
