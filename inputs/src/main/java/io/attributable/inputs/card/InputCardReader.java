package io.attributable.inputs.card;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an input is. */
final class InputCardReader {
  private static final List<String> ALL = List.of("kind", "text", "baseline", "todo");

  private static final int MOST_SAMPLES = 1_000_000;

  private final CardFaults faults;
  private final CardFolder folder;

  InputCardReader(CardFaults faults, CardFolder folder) {
    this.faults = faults;
    this.folder = folder;
  }

  InputCard read(String name, CardNode node) {
    CardObject input = new CardObject(faults, node, '"' + name + '"');
    InputKind kind =
        input.constant("kind", InputKind.class).orElseThrow(() -> input.missing("kind"));
    InputContent content = content(name, input, kind);
    return new InputCard(name, input.text("text"), content, baseline(input), input.texts("todo"));
  }

  private InputContent content(String name, CardObject input, InputKind kind) {
    return switch (kind) {
      case IMAGE -> {
        only(input, "preprocess");
        yield new InputContent.Image(
            input
                .value("preprocess")
                .map(new PreprocessReader(faults)::read)
                .orElse(ImagePreprocess.UNSAID));
      }
      case TABULAR -> {
        only(input, "features");
        yield new InputContent.Table(new FeatureReader(faults).read(input));
      }
      case TOKENS -> {
        only(input, "tokenize", "feeds");
        CardNode tokenize = input.value("tokenize").orElseThrow(() -> input.missing("tokenize"));
        yield new InputContent.Tokens(
            new TokenizeReader(faults, folder).read(tokenize), feeds(name, input));
      }
      case AUDIO -> {
        only(input, "rate", "pad", "crop", "padding");
        yield new InputContent.Audio(rate(input), fit(input));
      }
      case SERIES -> {
        only(input, "channels", "unit", "pad", "crop", "padding");
        yield new InputContent.Series(
            input.texts("channels"), input.text("unit").orElse(""), fit(input));
      }
      case TEXT -> {
        only(input);
        yield new InputContent.Text();
      }
      case RAW -> {
        only(input);
        yield new InputContent.Raw();
      }
    };
  }

  private static int rate(CardObject input) {
    long rate = input.whole("rate").orElse(0L);
    if (rate < 0 || rate > MOST_SAMPLES) {
      throw input.wrong("rate", "\"rate\" must be samples per second, up to " + MOST_SAMPLES);
    }
    return (int) rate;
  }

  private static SeriesFit fit(CardObject input) {
    return new SeriesFit(
        input.constant("pad", Side.class),
        input.constant("crop", Side.class),
        input.number("padding").orElse(0.0));
  }

  private static void only(CardObject input, String... more) {
    List<String> keys = new ArrayList<>(ALL);
    keys.addAll(List.of(more));
    input.only(keys.toArray(String[]::new));
  }

  /** Without a word, the input of the name gets the ids. */
  private Map<TokenRole, String> feeds(String name, CardObject input) {
    Map<TokenRole, String> feeds = new EnumMap<>(TokenRole.class);
    Optional<CardNode> node = input.value("feeds");
    if (node.isEmpty()) {
      feeds.put(TokenRole.IDS, name);
      return feeds;
    }
    CardObject given = new CardObject(faults, node.get(), "\"feeds\"");
    for (TokenRole role : TokenRole.values()) {
      given.text(role.word()).ifPresent(fed -> feeds.put(role, fed));
    }
    given.only(TokenRole.IDS.word(), TokenRole.MASK.word(), TokenRole.TYPES.word());
    if (!feeds.containsKey(TokenRole.IDS)) {
      throw given.missing(TokenRole.IDS.word());
    }
    return feeds;
  }

  private Optional<BaselineCard> baseline(CardObject input) {
    return input.value("baseline").map(node -> baseline(input, node));
  }

  private BaselineCard baseline(CardObject input, CardNode node) {
    if (node.isNumber()) {
      return new BaselineCard.Constant(input.number("baseline").orElseThrow());
    }
    if (node.isText()) {
      String file = input.requiredText("baseline");
      return new BaselineCard.File(folder.resolve(input, "baseline", file));
    }
    if (node.isObject()) {
      CardObject object = new CardObject(faults, node, "\"baseline\"").only("blur");
      return new BaselineCard.Blur(object.number("blur").orElseThrow(() -> object.missing("blur")));
    }
    throw input.mustBe("baseline", "a number, a .npy file or {\"blur\": 5}", node);
  }
}
