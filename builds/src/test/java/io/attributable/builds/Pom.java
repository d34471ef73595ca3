package io.attributable.builds;

/** A project's {@code pom.xml}, put together from what pages show of one. */
final class Pom {
  private static final String FRAME =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>demo</groupId>
        <artifactId>demo</artifactId>
        <version>1</version>
        <properties>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
      %s
        </dependencies>
      %s
      </project>
      """;

  private Pom() {}

  /** With the two halves of a page. */
  static String of(String dependencies, String build) {
    return FRAME.formatted(
        dependencies.replace(
            "<classifier>linux-x86_64</classifier>",
            "<classifier>" + Settings.classifier() + "</classifier>"),
        build);
  }

  /** With the plugins alone. */
  static String withPlugins(String dependencies, String plugins) {
    return of(dependencies, "<build><plugins>\n" + plugins + "</plugins></build>");
  }

  /** Puts more in front of the first or only one of some words. */
  static String insert(String more, String before, String text) {
    if (!text.contains(before)) {
      throw new AssertionError("No " + before + " in: " + text);
    }
    int place = text.indexOf(before);
    return text.substring(0, place) + more + text.substring(place);
  }
}
