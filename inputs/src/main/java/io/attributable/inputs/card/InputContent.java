package io.attributable.inputs.card;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an input is, and how it is read. Immutable, safe for any number of threads. */
public sealed interface InputContent {
  /** As cards write it, such as {@code image}. */
  InputKind kind();

  /**
   * A picture.
   *
   * @param preprocess how numbers are made of it
   */
  record Image(ImagePreprocess preprocess) implements InputContent {
    /** Requires what it holds. */
    public Image {
      Objects.requireNonNull(preprocess, "preprocess");
    }

    @Override
    public InputKind kind() {
      return InputKind.IMAGE;
    }
  }

  /**
   * Named values: columns of one input, or an input for each.
   *
   * @param features in the order of the input's columns; none to take those of the file
   */
  record Table(List<FeatureCard> features) implements InputContent {
    /** Copies the list. */
    public Table {
      features = List.copyOf(features);
    }

    @Override
    public InputKind kind() {
      return InputKind.TABULAR;
    }
  }

  /** Text for an input of strings. */
  record Text() implements InputContent {
    @Override
    public InputKind kind() {
      return InputKind.TEXT;
    }
  }

  /**
   * Text for an input of token ids.
   *
   * @param tokenize how ids are made of a text
   * @param feeds the signature's inputs by what they are given
   */
  record Tokens(Tokenize tokenize, Map<TokenRole, String> feeds) implements InputContent {
    /** Copies the map. */
    public Tokens {
      Objects.requireNonNull(tokenize, "tokenize");
      feeds = Map.copyOf(feeds);
    }

    @Override
    public InputKind kind() {
      return InputKind.TOKENS;
    }
  }

  /**
   * Sound.
   *
   * @param rate samples per second that the model takes, to which others are resampled; 0 for any
   * @param fit what is done with a sound of another length
   */
  record Audio(int rate, SeriesFit fit) implements InputContent {
    /** Requires what it holds. */
    public Audio {
      Objects.requireNonNull(fit, "fit");
    }

    /** Another length is an error. */
    public Audio(int rate) {
      this(rate, SeriesFit.EXACT);
    }

    @Override
    public InputKind kind() {
      return InputKind.AUDIO;
    }
  }

  /**
   * Values along a dimension, such as time, read from arrays or tables with a row per step.
   *
   * @param channels names of what is measured, along the last dimension; none if unnamed
   * @param unit of the dimension, such as {@code s}; empty for none
   * @param fit what is done with a table of another length
   */
  record Series(List<String> channels, String unit, SeriesFit fit) implements InputContent {
    /** Copies the list. */
    public Series {
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(fit, "fit");
      channels = List.copyOf(channels);
    }

    @Override
    public InputKind kind() {
      return InputKind.SERIES;
    }
  }

  /** Arrays, of which nothing else is known. */
  record Raw() implements InputContent {
    @Override
    public InputKind kind() {
      return InputKind.RAW;
    }
  }
}
