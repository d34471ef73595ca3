package io.attributable.server.internal.explorer;

import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.Smoothing;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line that asks for the same. */
public final class CommandCall {
  /** Parameters whose option has another name, as commands have one of that name. */
  private static final Set<String> TAKEN = Set.of("layer", "port", "seed");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./#-]+");
  private final Asked asked;

  CommandCall(Asked asked) {
    this.asked = asked;
  }

  /** What the option for a parameter of a method is called. */
  public static String option(String parameter) {
    return (TAKEN.contains(parameter) ? "--method-" : "--") + parameter;
  }

  String text() {
    List<String> words = new ArrayList<>();
    words.add("./attributable explain " + quoted(asked.directory()));
    words.add("--signature " + quoted(asked.signature().name()));
    asked.sources().forEach((name, source) -> addInputs(words, name, Asked.origins(name, source)));
    words.add(
        "--layer " + asked.layers().stream().map(this::quoted).collect(Collectors.joining(" ")));
    if (asked.isAtInput()) {
      words.add("--port input");
    }
    words.add("--method " + asked.options().method().name());
    asked.parameters().forEach((name, value) -> addParameter(words, name, value));
    asked.options().output().ifPresent(output -> words.add("--output " + quoted(output)));
    addTargets(words);
    asked.options().smoothing().ifPresent(noise -> addNoise(words, noise));
    if (!asked.options().reduction().isNone()) {
      words.add("--reduce " + quoted(asked.options().reduction().toString()));
    }
    words.add("--out why");
    return String.join(" \\\n  ", words);
  }

  private void addInputs(List<String> words, String name, List<String> origins) {
    origins.forEach(origin -> words.add("--input " + quoted(name + "=" + origin)));
  }

  private void addParameter(List<String> words, String name, Object value) {
    String option = option(name);
    if (value instanceof Baseline baseline) {
      values(baseline).forEach(one -> words.add(option + " " + quoted(one)));
    } else if (value instanceof Baselines rows) {
      rows.rows()
          .keySet()
          .forEach(key -> words.add(option + " " + quoted(key + "=" + key + "-rows.npy")));
    } else if (value instanceof FeatureMask mask) {
      masks(mask).forEach(one -> words.add(option + " " + quoted(one)));
    } else {
      words.add(option + "=" + quoted(String.valueOf(value)));
    }
  }

  private static List<String> masks(FeatureMask mask) {
    List<String> masks = new ArrayList<>();
    mask.ids().keySet().forEach(name -> masks.add(name + "=" + name + "-mask.npy"));
    mask.groupings().forEach((name, grouping) -> masks.add(name + "=" + word(name, grouping)));
    return masks;
  }

  private static String word(String name, FeatureGrouping grouping) {
    if (grouping instanceof FeatureGrouping.Along along) {
      return along.axes().stream()
          .map(String::valueOf)
          .collect(Collectors.joining(",", "along:", ""));
    }
    if (grouping instanceof FeatureGrouping.Superpixels regions) {
      return "superpixels:" + regions.scale();
    }
    return grouping instanceof FeatureGrouping.Named
        ? name + "-groups.json"
        : String.valueOf(grouping.toJson());
  }

  private static List<String> values(Baseline baseline) {
    List<String> values = new ArrayList<>();
    if (baseline.number() != 0) {
      values.add(String.valueOf(baseline.number()));
    }
    baseline
        .arrays()
        .forEach(
            (key, array) ->
                values.add(
                    key + "=" + (array.rank() == 0 ? array.getObject() : key + "-baseline.npy")));
    baseline.blurs().forEach((key, blur) -> values.add(key + "=blur:" + blur.sigma()));
    return values;
  }

  private void addTargets(List<String> words) {
    List<Target> targets = asked.targets();
    if (targets.size() > 1) {
      words.add(
          "--targets "
              + quoted(targets.stream().map(CommandCall::target).collect(Collectors.joining(","))));
    } else if (!(targets.get(0) instanceof Target.None)) {
      words.add("--target " + quoted(target(targets.get(0))));
    }
  }

  private void addNoise(List<String> words, Smoothing noise) {
    noise
        .toMap()
        .forEach(
            (name, value) -> {
              if (name.equals("kind")) {
                words.add("--smooth " + value);
              } else if (value instanceof Map<?, ?> byInput) {
                byInput.forEach(
                    (input, one) ->
                        words.add("--smooth-" + name + " " + quoted(input + "=" + one)));
              } else if (value instanceof Boolean given) {
                words.addAll(given ? List.of("--smooth-" + name) : List.of());
              } else {
                words.add("--smooth-" + name + " " + value);
              }
            });
  }

  private static String target(Target target) {
    if (target instanceof Target.Index one) {
      return one.index().size() == 1 ? "" + one.index().get(0) : tuple(one.index());
    }
    return target instanceof Target.PerExample each
        ? each.indices().stream()
            .map(index -> index.size() == 1 ? "" + index.get(0) : tuple(index))
            .collect(Collectors.joining(","))
        : String.valueOf(target);
  }

  private static String tuple(List<Integer> index) {
    return index.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  /** As a shell takes it. */
  private String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
