package io.attributable.report;

import static j2html.TagCreator.button;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was asked, and how to ask it again. */
final class AskedPart {
  private final ReportContent report;
  private final List<MapGroup> groups;

  AskedPart(ReportContent report, Map<Integer, List<MapGroup>> maps) {
    this.report = report;
    this.groups = maps.values().stream().findFirst().orElse(List.of());
  }

  SectionTag html() {
    return section(
            h2("What was asked").attr("id", "asked-title"),
            facts("What was asked of the model", facts()),
            each(report.provenance().command().stream().toList(), this::command),
            each(groups, this::asked))
        .attr("id", "asked")
        .attr("class", "asked")
        .attr("aria-labelledby", "asked-title");
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance known = report.provenance();
    facts.put("Model", known.model());
    known.signature().ifPresent(signature -> facts.put("Signature", signature.name()));
    known.fingerprint().ifPresent(hash -> facts.put("Fingerprint", hash));
    facts.put("Explained output", known.output().orElse("the only one"));
    report
        .inputs()
        .forEach(
            (name, array) ->
                facts.put(
                    "Input “" + name + "”",
                    dtype(known, name) + Arrays.toString(array.shape().asArray())));
    known
        .sources()
        .forEach((name, from) -> facts.put("Read for “" + name + "”", String.join(", ", from)));
    known.versions().forEach((library, number) -> facts.put(library, number));
    return facts;
  }

  private static String dtype(Provenance known, String input) {
    return known.signature().stream()
        .flatMap(signature -> signature.inputs().stream())
        .filter(tensor -> tensor.name().equals(input))
        .findFirst()
        .map(tensor -> tensor.dtype() + " ")
        .orElse("");
  }

  private static DomContent facts(String name, Map<String, String> facts) {
    return div(table(
            tbody(
                each(
                    facts.entrySet(),
                    fact -> tr(th(fact.getKey()).attr("scope", "row"), td(fact.getValue()))))))
        .attr("class", "scroll facts")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name);
  }

  private DomContent command(String line) {
    return div(h3("The command line"), snippet("The command line", line));
  }

  private DomContent asked(MapGroup group) {
    Calls calls = new Calls(report, group.attribution(), group.layers());
    Map<String, String> parameters = new LinkedHashMap<>();
    group
        .attribution()
        .method()
        .toMap()
        .forEach((name, value) -> parameters.put(name, PageData.text(value)));
    group
        .attribution()
        .smoothing()
        .ifPresent(noise -> parameters.put("smooth", PageData.text(noise.toMap())));
    return details(
            summary(group.name()),
            facts("Parameters of " + group.name(), parameters),
            h3("Java"),
            snippet("Java, " + group.name(), calls.java()),
            h3("Kotlin"),
            snippet("Kotlin, " + group.name(), calls.kotlin()),
            h3("JSON request"),
            snippet("JSON request, " + group.name(), calls.json()))
        .attr("class", "call");
  }

  private static DomContent snippet(String name, String text) {
    return div(
            pre(code(text)).attr("tabindex", "0").attr("role", "region").attr("aria-label", name),
            button("Copy")
                .attr("type", "button")
                .attr("class", "copy needs-script")
                .attr("aria-label", "Copy: " + name))
        .attr("class", "snippet");
  }
}
