package io.attributable.pictures;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements of SVG in the order of the calls, written by Java's own XML writer. */
final class SvgWriter {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  SvgWriter() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  void begin(String element) {
    try {
      xml.writeStartElement(element);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** One with attributes only, which has no end. */
  void single(String element) {
    try {
      xml.writeEmptyElement(element);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  void attribute(String name, String value) {
    try {
      xml.writeAttribute(name, printable(value));
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  void attribute(String name, double value) {
    attribute(name, PathData.number(value));
  }

  void text(String words) {
    try {
      xml.writeCharacters(printable(words));
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  void end() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  String written() {
    try {
      xml.flush();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return text.toString();
  }

  /** Users' words may hold what XML cannot: control characters and halves of surrogate pairs. */
  private static String printable(String words) {
    return words
        .codePoints()
        .map(character -> isPrintable(character) ? character : 0xfffd)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPrintable(int character) {
    if (character < ' ') {
      return character == '\t' || character == '\n' || character == '\r';
    }
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return !half && character != 0xfffe && character != 0xffff;
  }

  /** A string writer does not fail. */
  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException(e);
  }
}
