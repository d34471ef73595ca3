package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** XML on pages is well-formed; the builds that it stands for are tried in {@code builds}. */
class XmlTest {
  static List<Sources.Snippet> xml() {
    return Sources.snippets("xml");
  }

  @ParameterizedTest
  @MethodSource("xml")
  void isWellFormed(Sources.Snippet snippet) {
    assertThatCode(() -> parse("<all>" + snippet.code() + "</all>"))
        .as(snippet.toString())
        .doesNotThrowAnyException();
  }

  private static void parse(String text) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(new DefaultHandler());
    assertThat(builder.parse(new InputSource(new StringReader(text)))).isNotNull();
  }
}
