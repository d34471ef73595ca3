package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.spark.internal.column.ColumnReaders;
import io.attributable.spark.internal.request.Feed;
import io.attributable.spark.internal.request.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StringType;

/** Which columns feed which inputs, checked by names and types. */
record FedColumns(
    Settings settings, SignatureDescription signature, SignatureCard card, Columns columns) {

  /**
   * The columns.
   *
   * @throws AttributionException INPUT_UNKNOWN, INPUT_MISSING, UNKNOWN_COLUMN, COLUMN_TYPE
   */
  List<Feed> feeds() {
    ColumnReaders readers = new ColumnReaders(signature, card);
    List<Feed> feeds = new ArrayList<>();
    Map<String, String> wanted = wanted();
    wanted.forEach(
        (input, column) -> {
          int index = columns.index(column, "input \"" + input + "\" of the model");
          Feed feed = new Feed(input, column, index);
          readers.of(feed, columns.field(index));
          feeds.add(feed);
        });
    requireAll(feeds);
    return feeds;
  }

  private Map<String, String> wanted() {
    if (!settings.feedDict().isEmpty()) {
      return new TreeMap<>(settings.feedDict());
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    signature.inputs().stream()
        .filter(input -> input.byDefault().isEmpty())
        .forEach(input -> wanted.put(input.name(), input.name()));
    return wanted;
  }

  private void requireAll(List<Feed> feeds) {
    Set<String> fed =
        feeds.stream().map(Feed::input).collect(Collectors.toCollection(HashSet::new));
    for (Feed feed : feeds) {
      for (String made : madeOf(feed)) {
        requireOnce(feed.input(), made, fed);
        fed.add(made);
      }
    }
    for (TensorDescription input : signature.inputs()) {
      if (input.byDefault().isEmpty() && !fed.contains(input.name())) {
        throw new AttributionException(
            ErrorCode.INPUT_MISSING,
            input.name(),
            input.dtype(),
            input.shape(),
            signature.name(),
            signature.inputs().stream()
                .map(known -> '"' + known.name() + '"')
                .collect(Collectors.joining(", ")));
      }
    }
  }

  /** What a text becomes must not be fed by a column, too: one of them would not count. */
  private void requireOnce(String text, String made, Set<String> fed) {
    if (!made.equals(text) && fed.contains(made)) {
      throw new AttributionException(
          ErrorCode.PARAM_INVALID,
          "feedDict",
          settings.name(),
          "input \"%s\" is fed, and made of \"%s\", too".formatted(made, text),
          "Give one of them.");
    }
  }

  /** A text becomes several inputs; ids that come as numbers are one. */
  private Collection<String> madeOf(Feed feed) {
    return columns.field(feed.index()).dataType() instanceof StringType
        ? card.input(feed.input()).map(FedColumns::tokens).orElse(List.of())
        : List.of();
  }

  private static Collection<String> tokens(InputCard said) {
    return said.content() instanceof InputContent.Tokens tokens
        ? tokens.feeds().values()
        : List.of();
  }

  /** Whether rows can be explained together at all: an input may take a single one. */
  boolean single(List<Feed> feeds) {
    Set<String> fed = feeds.stream().map(Feed::input).collect(Collectors.toSet());
    return signature.inputs().stream()
        .filter(input -> fed.contains(input.name()))
        .flatMap(input -> input.shape().dimensions().stream())
        .anyMatch(sizes -> !sizes.isEmpty() && sizes.get(0) == 1);
  }
}
