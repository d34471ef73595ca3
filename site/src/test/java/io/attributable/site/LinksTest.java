package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages link is there: files, folders and sections of these sources. */
class LinksTest {
  private static final Pages PAGES = Sources.PAGES;

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    PAGES.all().values().forEach(page -> broken.addAll(broken(page)));
    assertThat(broken).isEmpty();
  }

  private static List<String> broken(Page page) {
    return page.links().stream()
        .filter(link -> PAGES.target(page, link).filter(target -> !isThere(target)).isPresent())
        .map(link -> page.path() + ": " + link)
        .toList();
  }

  private static boolean isThere(Pages.Target target) {
    if (!Files.exists(PAGES.root().resolve(target.path()))) {
      return false;
    }
    return target.anchor().isEmpty() || sections(target).anyMatch(target.anchor()::equals);
  }

  private static Stream<String> sections(Pages.Target target) {
    return PAGES.page(target.path()).stream()
        .flatMap(page -> page.sections().stream())
        .map(Page.Section::id);
  }

  @Test
  void theMenuHasPagesThatAreThere() {
    assertThat(Menu.read().groups())
        .flatExtracting(Menu.Group::items)
        .extracting(Menu.Item::path)
        .allSatisfy(
            path ->
                assertThat(
                        PAGES.all().containsKey(path) || path.equals("docs/decisions/index.html"))
                    .as(path)
                    .isTrue());
  }

  /** What nobody finds is as good as not written. */
  @Test
  void everyGuideIsInTheMenu() {
    List<String> menu =
        Menu.read().groups().stream()
            .flatMap(group -> group.items().stream())
            .map(Menu.Item::path)
            .toList();
    assertThat(PAGES.all().keySet())
        .filteredOn(path -> path.startsWith("docs/") && !path.startsWith("docs/decisions/"))
        .allSatisfy(path -> assertThat(menu).as("menu.txt").contains(path));
  }

  @Test
  void idsAreThoseOfCodeHosts() {
    assertThat(PAGES.all().get("docs/methods.md").sections())
        .extracting(Page.Section::id)
        .contains("gradient--activation", "which-one");
    assertThat(PAGES.all().get("docs/options.md").sections())
        .extracting(Page.Section::id)
        .contains("attributablemodelsdirs");
  }
}
