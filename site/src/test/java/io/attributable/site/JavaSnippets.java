package io.attributable.site;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * Java on pages as classes that compile: what a page takes for granted stands in {@code known.txt},
 * by page.
 */
final class JavaSnippets {
  private static final Pattern MEMBERS =
      Pattern.compile(
          "^(public |abstract |final |static |void |@\\w+(\\(.*)?$|class |interface )",
          Pattern.MULTILINE);
  private static final Pattern SECTION = Pattern.compile("^\\[(.*)]$", Pattern.MULTILINE);
  private static final String IMPORTS = Assets.text("imports.txt");
  private static final Map<String, String> KNOWN = known();

  private JavaSnippets() {}

  private static Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    String text = Assets.text("known.txt");
    List<java.util.regex.MatchResult> sections = SECTION.matcher(text).results().toList();
    for (int i = 0; i < sections.size(); i++) {
      int end = i + 1 < sections.size() ? sections.get(i + 1).start() : text.length();
      known.put(sections.get(i).group(1), text.substring(sections.get(i).end(), end));
    }
    return known;
  }

  /** A source file of a package of its own. */
  static JavaFileObject source(Sources.Snippet snippet, int number) {
    String code = snippet.code().replaceAll("(?m)^(package|import) .*\\R", "");
    String body = whole(code);
    if (isStatements(code)) {
      body = "void run() throws Exception {\n" + body + "\n}";
    }
    String source =
        "package p%d;%n%s%nclass Any {%n%s%n}%nclass Known extends Any {%n%s%n}%nclass Snippet extends Known {%n%s%n}%n"
            .formatted(
                number, IMPORTS, KNOWN.get(""), KNOWN.getOrDefault(snippet.path(), ""), body);
    return new Source("p" + number + "/Snippet", source);
  }

  private static boolean isStatements(String code) {
    return !MEMBERS.matcher(code).find();
  }

  /** What was left out, and the end of an expression. */
  private static String whole(String code) {
    String whole =
        code.replaceAll("(?m)^\\s*…$", "{ if (true) throw new AssertionError(); }")
            .replaceAll("= …;", "= null;")
            .replaceAll("(\\)) \\{ … }\\s*$", "$1 { throw new AssertionError(); }\n")
            .replace("{ … }", "{ }");
    String bare = whole.replaceAll("//.*", "").strip();
    return bare.endsWith(";") || bare.endsWith("}") ? whole : "Object any = " + whole + ";";
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
