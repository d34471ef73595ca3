package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.inputs.card.ModelCardReader;
import io.attributable.server.ExplainServer;
import io.attributable.server.ServedModel;
import io.attributable.server.ServerOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Browser;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** The explorer in a browser. */
@Tag("slow")
class ExplorerPageTest {
  private static final String CREDIT =
      """
      {"title": "Credit", "signatures": {"serving_default": {
        "inputs": {"x": {"kind": "tabular", "text": "Applicant", "baseline": 0.5, "features": [
          {"name": "income", "reason": "Income is low"}, {"name": "debt"}, {"name": "age"}]}},
        "outputs": {"output": {"classes": ["yes", "no"]}}}}}
      """;
  private static final String TOKEN = "0123456789abcdef0123";
  private static final Path DIGIT = Fixtures.golden().resolve("digits/one.image.npy");

  private static final List<AttributableModel> LOADED = new ArrayList<>();
  private static ChromeDriver driver;
  private static ExplainServer server;
  private static ExplainServer closed;
  private static Path folder;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    driver = Browser.start();
    folder = temporary;
    for (String name : List.of("digits", "captum_multilayer")) {
      LOADED.add(AttributableModel.load(Fixtures.model(name)));
    }
    ServedModel digits = new ServedModel("digits", LOADED.get(0));
    ServedModel credit =
        new ServedModel("credit", LOADED.get(1)).card(ModelCardReader.read("card", folder, CREDIT));
    ServerOptions options = ServerOptions.defaults().port(0);
    server = ExplainServer.start(List.of(digits, credit), options);
    closed = ExplainServer.start(List.of(digits), options.tokens(List.of(TOKEN)));
  }

  @AfterAll
  static void stop() {
    if (driver != null) {
      driver.quit();
      server.close();
      closed.close();
      LOADED.forEach(AttributableModel::close);
    }
  }

  @BeforeEach
  void open() {
    Browser.medium(driver, "", false);
    Browser.width(driver, 1200);
    driver.get(server.uri().toString());
    until(() -> at("#ask").isDisplayed());
  }

  /** A browser tells of requests that were refused, which pages cannot keep it from. */
  @AfterEach
  void nothingElseWasComplainedAbout() {
    assertThat(Browser.complaints(driver))
        .allMatch(words -> words.contains("status of 40"), "a request that was refused");
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

  private static void until(BooleanSupplier met) {
    Browser.until(driver, met);
  }

  private static void explained(String status) {
    until(() -> at("#status").getText().startsWith(status));
  }

  private static void give(String field, Path file) {
    at(field).sendKeys(file.toAbsolutePath().toString());
  }

  private static Path table(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void targetsAreComparedWithNoise() {
    at("#input-0-file").sendKeys(DIGIT.toString());
    explained("Integrated gradients");
    at("#target").clear();
    at("#target").sendKeys("7, 1");
    at("#noise summary").click();
    new Select(at("#smooth-kind")).selectByValue("smoothgrad");
    at("#smooth-samples").clear();
    at("#smooth-samples").sendKeys("2", Keys.TAB);
    until(() -> shown("#shown figcaption").size() == 3);
    assertThat(shown("#shown figcaption").get(2)).endsWith("class 7 − class 1");
    at("#reduce").sendKeys("max", Keys.TAB);
    until(() -> at("#reduce-error").isDisplayed());
    assertThat(at("#reduce-error").getText()).startsWith("[ReductionInvalid]");
    assertThat(at("#reduce").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(Browser.barriers(driver)).isEmpty();
    Browser.width(driver, 380);
    assertThat(Browser.overflows(driver)).isFalse();
  }

  @Test
  void aDigitIsExplainedAtOnceAndByAnotherMethod() {
    give("#input-0-file", DIGIT);
    explained("Integrated gradients, 1 example");
    assertThat(shown("figcaption")).containsExactly("input image for class 5");
    assertThat(at("figure img").getDomProperty("naturalWidth")).isNotEqualTo("0");
    assertThat(at("figure img").getDomAttribute("alt")).contains("8 × 8");
    at("#layer-0").click();
    at("#layer-3").click();
    new Select(at("#method")).selectByValue("grad-cam");
    explained("Grad-CAM");
    assertThat(shown("figcaption")).containsExactly("layer conv3 for class 5");
    assertThat(at("#call pre").getText()).contains("Methods.of(\"grad-cam\")", "\"conv3\"");
    at("#tab-0").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(driver.switchTo().activeElement().getText()).isEqualTo("Command line");
    assertThat(at("#call pre").getText()).contains("--method grad-cam", "image=one.image.npy");
    at("#keep").click();
    explained("The report is saved as digits-why.html");
  }

  @Test
  void errorsStandBesideTheirFields() throws IOException {
    give("#input-0-file", Files.writeString(folder.resolve("wrong.png"), "no picture"));
    until(() -> shown("#input-0-error").size() == 1);
    assertThat(shown(".error")).singleElement().asString().contains("[", "wrong.png");
    assertThat(at("#input-0-file").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(at("#status").getText()).startsWith("Not explained");
    at(".quiet").click();
    give("#input-0-file", DIGIT);
    explained("Integrated");
    assertThat(shown(".error")).isEmpty();
    at("#parameter-steps").sendKeys("x", Keys.TAB);
    until(() -> !shown("#parameter-steps-error").isEmpty());
    assertThat(shown("#parameter-steps-error").get(0)).contains("[MethodParameter]", "50x");
    at("#parameter-steps").sendKeys(Keys.BACK_SPACE, Keys.TAB);
    explained("Integrated");
    at("#target").clear();
    at("#target").sendKeys("77", Keys.TAB);
    until(() -> !shown("#target-error").isEmpty());
    assertThat(shown("#target-error").get(0)).contains("[TargetOutOfRange]");
  }

  @Test
  void rowsAreComparedAndGiveReasons() throws IOException {
    new Select(at("#model")).selectByValue("credit");
    until(() -> "Credit: why?".equals(driver.getTitle()));
    give("#input-0-file", table("data.csv", "income,debt,age\n2,1,3\n4,-5,6\n"));
    explained("Integrated gradients, 2 examples");
    assertThat(shown("figcaption")).hasSize(2);
    assertThat(shown("#shown ol").toString()).contains("Income is low");
    new Select(at("#example")).selectByIndex(1);
    assertThat(shown("#shown ol").toString()).contains("debt: −");
    at("#input-0-rows").sendKeys("2");
    explained("Integrated gradients, 1 example");
    new Select(at("#baseline-0-kind")).selectByValue("file");
    give("#baseline-0-file", table("usual.csv", "income,debt,age\n1,1,1\n"));
    until(() -> at("#call pre").getText().contains("xBaseline"));
  }

  @Test
  void theTokenIsAskedForAndKept() {
    driver.get(closed.uri().toString());
    until(() -> at("#token").isDisplayed());
    at("#token").sendKeys("wrong", Keys.ENTER);
    until(() -> !shown("#token-error").isEmpty());
    at("#token").sendKeys(TOKEN, Keys.ENTER);
    until(() -> at("#ask").isDisplayed());
    give("#input-0-file", DIGIT);
    explained("Integrated");
    at("#tab-4").click();
    assertThat(at("#call pre").getText()).contains("Bearer $TOKEN").doesNotContain(TOKEN);
    driver.navigate().refresh();
    until(() -> at("#token").isDisplayed());
  }

  @ParameterizedTest
  @ValueSource(ints = {380, 800, 1600})
  void thePageFitsAndKeepsTheRules(int width) {
    Browser.width(driver, width);
    assertThat(Browser.barriers(driver)).isEmpty();
    give("#input-0-file", DIGIT);
    explained("Integrated");
    for (boolean dark : new boolean[] {false, true}) {
      Browser.medium(driver, "", dark);
      assertThat(Browser.barriers(driver)).isEmpty();
    }
    assertThat(
            driver.executeScript(
                "return document.documentElement.scrollWidth -"
                    + " document.documentElement.clientWidth"))
        .isEqualTo(0L);
  }
}
