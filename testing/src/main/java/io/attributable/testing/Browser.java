package io.attributable.testing;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Pages in the machine's own Chromium; nothing is downloaded. A module that uses it has Selenium
 * and axe among its test dependencies.
 */
public final class Browser {
  /** Frames are pages of their own, into which the script would have to be put as well. */
  private static final String BARRIERS =
      """
      const done = arguments[arguments.length - 1];
      const words = (rule) => rule.id + ": " + rule.help + " "
        + rule.nodes.map((node) => node.html + " " + node.failureSummary).join(" ");
      if (document.querySelector("iframe, frame")) {
        done(["a frame, which is not looked into"]);
      } else {
        axe.run({resultTypes: ["violations"]})
          .then((found) => done(found.violations.map(words)), (e) => done(["axe: " + e]));
      }
      """;

  private Browser() {}

  /** Starts it, or leaves out the tests where there is none. */
  public static ChromeDriver start() {
    Optional<Path> browser = found("chromium").or(() -> found("google-chrome"));
    Optional<Path> driver = found("chromedriver");
    Assumptions.assumeTrue(browser.isPresent() && driver.isPresent(), "no Chromium on the path");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .build(),
        options);
  }

  private static Optional<Path> found(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The width of the page's content, whatever the window's smallest one. */
  public static void width(ChromeDriver driver, int width) {
    driver.manage().window().setSize(new Dimension(Math.max(width, 500), 900));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** A medium ({@code print} or none), and whether dark pages are preferred. */
  public static void medium(ChromeDriver driver, String medium, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Whether what the page shows is wider than the window. */
  public static boolean overflows(ChromeDriver driver) {
    return (Boolean)
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /**
   * Waits for a page, at most 20 seconds. Asked more often than Selenium does, whose half a second
   * is longer than pages take.
   */
  public static void until(ChromeDriver driver, BooleanSupplier met) {
    new WebDriverWait(driver, Duration.ofSeconds(20), Duration.ofMillis(20))
        .ignoring(StaleElementReferenceException.class) // A page may be drawn anew meanwhile.
        .until(unused -> met.getAsBoolean());
  }

  /** What the page complained about. */
  public static List<String> complaints(ChromeDriver driver) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /**
   * Rules of accessibility that the page breaks, with the elements. Axe runs in the page itself:
   * its own builder opens a window each time, and tells of all rules that are kept, too, which
   * takes longer than to look at the page.
   */
  @SuppressWarnings("unchecked") // As the script returns it.
  public static List<String> barriers(ChromeDriver driver) {
    if (!(Boolean) driver.executeScript("return 'axe' in window")) {
      driver.executeScript(axe());
    }
    return (List<String>) driver.executeAsyncScript(BARRIERS);
  }

  private static String axe() {
    try {
      return new AxeBuilder().getAxeScriptProvider().getScript();
    } catch (OperationNotSupportedException | IOException e) {
      throw new IllegalStateException("axe is missing", e);
    }
  }
}
