package io.attributable.builds;

import java.io.IOException;

/** What docs/getting-started.md has newcomers write, beside the code of another page. */
final class Newcomer {
  /** What it prints first. */
  static final String FIRST_REASON = "1. Standing of the checking account (-0.98)\n";

  static final String INPUTS =
      """
      <dependency>
        <groupId>io.attributable</groupId>
        <artifactId>attributable-inputs</artifactId>
        <version>0.1.0-SNAPSHOT</version>
      </dependency>
      """;

  private static final String PACKAGE = "package reasons";

  private Newcomer() {}

  /** Puts its Java into a package {@code reasons}, and the model beside. */
  static Project java(Project project) throws IOException {
    Page page = page();
    return data(project)
        .file("src/main/java/reasons/Credit.java", moved(page.code("java", "interface Credit")))
        .file("src/main/java/reasons/Main.java", moved(page.code("java", "class Main")));
  }

  /** The same of its Kotlin. */
  static Project kotlin(Project project) throws IOException {
    return data(project)
        .file("src/main/kotlin/reasons/Main.kt", moved(page().code("kotlin", "fun main()")));
  }

  private static Page page() throws IOException {
    return Page.of("docs/getting-started.md");
  }

  private static String moved(String code) {
    return code.replace("package demo", PACKAGE);
  }

  private static Project data(Project project) throws IOException {
    return project
        .copy("samples/credit/models", "models")
        .copy("samples/credit/applications.csv", "applications.csv");
  }
}
