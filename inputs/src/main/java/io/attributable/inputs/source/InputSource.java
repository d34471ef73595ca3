package io.attributable.inputs.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;

/** Where the values of an input come from. Immutable, but for arrays and bytes, not copied. */
public sealed interface InputSource {

  /**
   * Files as they are, told apart by the ending of their names: pictures, texts, sounds and series
   * are an example each; arrays and other tables have several.
   *
   * @param contents at least one
   * @param rows of a table, such as {@code 3} or {@code 3-7}, counted from 1; empty for all
   */
  record Files(List<Content> contents, Optional<String> rows) implements InputSource {
    /** Copies the list. */
    public Files {
      Objects.requireNonNull(rows, "rows");
      contents = List.copyOf(contents);
    }

    /** Whole files. */
    public Files(List<Content> contents) {
      this(contents, Optional.empty());
    }

    /** A whole file. */
    public static Files of(Content content) {
      return new Files(List.of(content), Optional.empty());
    }

    /** Whether others may stand behind these: each file is one example, of the same kind. */
    public boolean canStandBeside(Files others) {
      FileFormat format = FileFormat.of(contents.get(0).name());
      boolean whole = rows.isEmpty() && others.rows.isEmpty();
      return whole
          && format.isOneExample()
          && FileFormat.of(others.contents.get(0).name()) == format;
    }

    /** These and others behind them. */
    public Files and(Files others) {
      return new Files(Stream.of(this, others).flatMap(f -> f.contents.stream()).toList(), rows);
    }
  }

  /** Files, each of which is an example of an input of strings, byte by byte. */
  record Verbatim(List<Content> contents) implements InputSource {
    /** Copies the list. */
    public Verbatim {
      contents = List.copyOf(contents);
    }

    /** These and others behind them. */
    public Verbatim and(Verbatim others) {
      return new Verbatim(Stream.of(this, others).flatMap(f -> f.contents.stream()).toList());
    }
  }

  /** Texts, an example each. */
  record Texts(List<String> texts) implements InputSource {
    /** Copies the list. */
    public Texts {
      texts = List.copyOf(texts);
    }

    /** These and others behind them. */
    public Texts and(Texts others) {
      return new Texts(Stream.of(this, others).flatMap(each -> each.texts.stream()).toList());
    }
  }

  /** Examples of an input of strings as bytes, in their order. */
  record Examples(List<byte[]> examples) implements InputSource {
    /** Copies the list. */
    public Examples {
      examples = List.copyOf(examples);
    }
  }

  /** An array that is there already, as the model takes it. */
  record Array(NdArray<?> values) implements InputSource {
    /** Requires the values. */
    public Array {
      Objects.requireNonNull(values, "values");
    }
  }

  /** Numbers, truth values or texts as JSON has them: nested lists, or a single value. */
  record Json(JsonNode values) implements InputSource {
    /** Requires the values. */
    public Json {
      Objects.requireNonNull(values, "values");
    }
  }
}
