package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands on pages have the options that the command line has, and modules that are there. */
class CommandsTest {
  private static final Pattern CALL = Pattern.compile("^[^ ]+: (?:\\./|SOURCES/)attributable (.*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|#.*$");
  private static final Pattern MODULES = Pattern.compile("\\bmvn\\b.* -pl (\\S+)");
  private static final Pattern PROFILES = Pattern.compile("\\bmvn\\b.* -P([\\w-]+)");

  private static Stream<String> lines() {
    return Sources.snippets("").stream()
        .flatMap(
            snippet ->
                snippet
                    .code()
                    .replace("\\\n", " ")
                    .lines()
                    .map(line -> snippet.path() + ": " + line));
  }

  @Test
  void optionsAreThere() {
    CommandLine commands = CommandsReference.commands();
    List<String> unknown = new ArrayList<>();
    List<String> lines = lines().filter(CALL.asPredicate()).toList();
    lines.forEach(line -> unknown.addAll(unknown(line, commands)));
    assertThat(lines).hasSizeGreaterThan(30);
    assertThat(unknown).isEmpty();
  }

  private static List<String> unknown(String line, CommandLine commands) {
    String call = QUOTED.matcher(CALL.matcher(line).replaceFirst("$1")).replaceAll("");
    String name = call.strip().split("\\s+")[0];
    CommandLine command = name.startsWith("-") ? commands : commands.getSubcommands().get(name);
    if (command == null) {
      return List.of(line + " has no command " + name);
    }
    return OPTION
        .matcher(call)
        .results()
        .map(option -> option.group())
        .filter(option -> command.getCommandSpec().findOption(option) == null)
        .map(option -> line + " has an unknown option " + option)
        .toList();
  }

  @Test
  void modulesAreThere() {
    assertThat(lines().flatMap(line -> named(MODULES, line)))
        .isNotEmpty()
        .allMatch(module -> Files.exists(Sources.ROOT.resolve(module).resolve("pom.xml")));
  }

  @Test
  void profilesAreThere() throws Exception {
    StringBuilder poms = new StringBuilder();
    for (String module : List.of(".", "samples/spring-boot")) {
      poms.append(Files.readString(Sources.ROOT.resolve(module).resolve("pom.xml")));
    }
    assertThat(lines().flatMap(line -> named(PROFILES, line)))
        .isNotEmpty()
        .allSatisfy(profile -> assertThat(poms).contains("<id>" + profile + "</id>"));
  }

  private static Stream<String> named(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find() ? Arrays.stream(found.group(1).split(",")) : Stream.empty();
  }
}
