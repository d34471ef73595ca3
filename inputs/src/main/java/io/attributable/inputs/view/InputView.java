package io.attributable.inputs.view;

import java.util.List;
import java.util.Objects;

/**
 * An input as people see it. Examples are in the order of the arrays' rows. Immutable, but for
 * pictures and samples, which are not copied; safe for any number of threads as long as none writes
 * to them.
 */
public sealed interface InputView {
  /** The name that the request gave it. */
  String name();

  /** The signature's inputs that it was fed to, at least one. */
  List<String> inputs();

  /** How many examples it has. */
  int examples();

  /** Pictures. */
  record Images(String name, List<String> inputs, List<PictureView> pictures) implements InputView {
    /** Copies the lists. */
    public Images {
      Objects.requireNonNull(name, "name");
      inputs = List.copyOf(inputs);
      pictures = List.copyOf(pictures);
    }

    @Override
    public int examples() {
      return pictures.size();
    }
  }

  /** Texts, with their tokens where the model gets ids. */
  record Texts(String name, List<String> inputs, List<TextExample> texts) implements InputView {
    /** Copies the lists. */
    public Texts {
      Objects.requireNonNull(name, "name");
      inputs = List.copyOf(inputs);
      texts = List.copyOf(texts);
    }

    @Override
    public int examples() {
      return texts.size();
    }
  }

  /** Named values. */
  record Table(String name, List<String> inputs, List<FeatureView> features, List<TableRow> rows)
      implements InputView {
    /** Copies the lists. */
    public Table {
      Objects.requireNonNull(name, "name");
      inputs = List.copyOf(inputs);
      features = List.copyOf(features);
      rows = List.copyOf(rows);
    }

    @Override
    public int examples() {
      return rows.size();
    }
  }

  /** Sounds. */
  record Sounds(String name, List<String> inputs, List<SoundView> sounds) implements InputView {
    /** Copies the lists. */
    public Sounds {
      Objects.requireNonNull(name, "name");
      inputs = List.copyOf(inputs);
      sounds = List.copyOf(sounds);
    }

    @Override
    public int examples() {
      return sounds.size();
    }
  }

  /**
   * Series.
   *
   * @param channels names of what is measured, in the order of the values; none if unnamed
   * @param unit of a step, such as {@code s}; empty for none
   */
  record Series(
      String name, List<String> inputs, List<String> channels, String unit, List<SeriesView> series)
      implements InputView {
    /** Copies the lists. */
    public Series {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(unit, "unit");
      inputs = List.copyOf(inputs);
      channels = List.copyOf(channels);
      series = List.copyOf(series);
    }

    @Override
    public int examples() {
      return series.size();
    }
  }

  /**
   * Arrays of which nothing but the values is known.
   *
   * @param origin the file's name, or {@code request}
   * @param examples the length of the first dimension; 1 for a scalar
   */
  record Arrays(String name, List<String> inputs, String origin, int examples)
      implements InputView {
    /** Copies the list. */
    public Arrays {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(origin, "origin");
      inputs = List.copyOf(inputs);
    }
  }
}
