package io.attributable.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An element of a {@code pom.xml}, read by the names of the elements right below it. */
record PomFile(Element element) {

  static PomFile read(Path file) {
    try {
      return new PomFile(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement());
    } catch (Exception e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /** The elements at the end of a path of names. */
  List<PomFile> all(String... path) {
    Stream<PomFile> found = Stream.of(this);
    for (String name : path) {
      found = found.flatMap(pom -> pom.children(name));
    }
    return found.toList();
  }

  List<String> texts(String... path) {
    return all(path).stream().map(pom -> pom.element.getTextContent().strip()).toList();
  }

  /** The first text at the end of a path of names; empty if there is none. */
  String text(String... path) {
    return texts(path).stream().findFirst().orElse("");
  }

  private Stream<PomFile> children(String name) {
    NodeList nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node instanceof Element && node.getNodeName().equals(name))
        .map(node -> new PomFile((Element) node));
  }
}
