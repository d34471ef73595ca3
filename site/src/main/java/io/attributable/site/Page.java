package io.attributable.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * A page: a Markdown file of the sources. Not to be changed; its nodes are those of commonmark.
 *
 * @param path from the root of the sources, with slashes: {@code docs/methods.md}
 * @param root what was read
 */
public record Page(String path, Node root) {
  /**
   * A heading.
   *
   * @param level 1 for the page's own
   * @param id what links name behind {@code #}, as code hosts make it
   */
  public record Section(int level, String id, String title) {}

  /** Code between fences; the language may be empty. */
  public record Block(String language, String code) {}

  /** The headings, in their order. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    IdGenerator ids = IdGenerator.builder().build();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            String title = text(heading);
            sections.add(new Section(heading.getLevel(), ids.generateId(title), title));
          }
        });
    return sections;
  }

  /** What the first heading says, or else the path. */
  public String title() {
    return sections().stream().findFirst().map(Section::title).orElse(path);
  }

  /** Where links and pictures lead, as they are written. */
  public List<String> links() {
    List<String> links = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            links.add(image.getDestination());
          }
        });
    return links;
  }

  /** All code between fences. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            String language = block.getInfo() == null ? "" : block.getInfo();
            blocks.add(new Block(language, block.getLiteral()));
          }
        });
    return blocks;
  }

  /** The text of each section, the headings left out, by id; what stands before the first by "". */
  public Map<String, String> texts() {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    StringBuilder[] now = {new StringBuilder()};
    texts.put("", now[0]);
    var ids = sections().iterator();
    for (Node child = root.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Heading) {
        now[0] = texts.computeIfAbsent(ids.next().id(), id -> new StringBuilder());
      } else {
        now[0].append(text(child)).append(' ');
      }
    }
    Map<String, String> result = new LinkedHashMap<>();
    texts.forEach((id, words) -> result.put(id, words.toString().replaceAll("\\s+", " ").strip()));
    return result;
  }

  /** What of a node is read, code too. */
  static String text(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock block) {
            words.append(block.getLiteral());
          }

          @Override
          protected void visitChildren(Node parent) {
            super.visitChildren(parent);
            if (!(parent instanceof Heading)) {
              words.append(parent.getParent() instanceof Heading ? "" : " ");
            }
          }
        });
    return words.toString().strip();
  }
}
