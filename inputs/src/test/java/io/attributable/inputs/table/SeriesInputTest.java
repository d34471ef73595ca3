package io.attributable.inputs.table;

import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.SeriesView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with a row per step as series. */
class SeriesInputTest {
  private static final String TWO = "time,load,temp\n0,1,10\n1,2,20\n2,3,30\n";
  private static final String ONE = "load\n1\n2\n3\n";
  private static final String KIND = "{'kind': 'series'}";
  private static final String NAMED = "{'kind': 'series', 'channels': ['temp', 'load']}";

  private static SignatureCard card(String input) {
    String json = "{'signatures': {'serving_default': {'inputs': {'x': %s}}}}".formatted(input);
    return ModelCardReader.read("card", Path.of(""), json.replace('\'', '"'))
        .signatures()
        .get("serving_default");
  }

  private static ReadInputs read(String card, long[] shape, String... tables) {
    return read(card, "float32", shape, Optional.empty(), tables);
  }

  private static ReadInputs read(
      String card, String dtype, long[] shape, Optional<String> rows, String... tables) {
    List<Content> files = new ArrayList<>();
    for (String table : tables) {
      String name = "f" + files.size() + (table.contains("\t") ? ".tsv" : ".csv");
      files.add(new Content.Bytes(name, table.getBytes(StandardCharsets.UTF_8)));
    }
    return new InputReader(signature(tensor("x", dtype, shape)), card(card), ReadLimits.DEFAULT)
        .read(Map.of("x", new InputSource.Files(files, rows)));
  }

  private static AttributionException failure(String card, long[] shape, String... tables) {
    return catchThrowableOfType(AttributionException.class, () -> read(card, shape, tables));
  }

  private static long[] shape(long... lengths) {
    return lengths;
  }

  private static InputView.Series view(ReadInputs read) {
    return (InputView.Series) read.views().get(0);
  }

  @Test
  void channelsAreThoseOfTheCardInItsOrder() {
    ReadInputs read = read(NAMED, shape(-1, 3, 2), TWO);
    assertThat(read.arrays().get("x").shape().asArray()).containsExactly(1, 3, 2);
    assertThat(numbers(read.arrays().get("x"))).containsExactly(10, 1, 20, 2, 30, 3);
    assertThat(view(read).channels()).containsExactly("temp", "load");
    assertThat(read.notes()).containsExactly("Columns of \"f0.csv\" that were not used: \"time\".");
  }

  @Test
  void withoutACardsChannelsTheHeaderNamesThem() {
    ReadInputs read = read(KIND, shape(-1, -1, 3), TWO, TWO);
    assertThat(read.arrays().get("x").shape().asArray()).containsExactly(2, 3, 3);
    assertThat(view(read).channels()).containsExactly("time", "load", "temp");
    assertThat(view(read).examples()).isEqualTo(2);
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void aHeaderMayBeMissing() {
    ReadInputs read = read(NAMED, shape(-1, 2, 2), "1\t2\n3\t4\n");
    assertThat(numbers(read.arrays().get("x"))).containsExactly(1, 2, 3, 4);
    assertThat(view(read).channels()).containsExactly("temp", "load");
    assertThat(view(read(KIND, shape(-1, 2), "1\n2\n")).channels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3        | 3",
        "-1       | 3",
        "-1, 3    | 1, 3",
        "-1, -1   | 1, 3",
        "3, 1     | 3, 1",
        "-1, 3, 1 | 1, 3, 1",
      })
  void shapesOfOneChannel(String shape, String expected) {
    assertThat(read(KIND, lengths(shape), ONE).arrays().get("x").shape().asArray())
        .containsExactly(lengths(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"3, 2 | 3, 2", "-1, 2 | 3, 2", "-1, -1 | 3, 2", "-1, -1, -1 | 1, 3, 2"})
  void shapesOfTwoChannels(String shape, String expected) {
    assertThat(read(NAMED, lengths(shape), TWO).arrays().get("x").shape().asArray())
        .containsExactly(lengths(expected));
  }

  private static long[] lengths(String text) {
    return List.of(text.split(",", -1)).stream()
        .mapToLong(one -> Long.parseLong(one.strip()))
        .toArray();
  }

  @Test
  void anotherLengthIsToldUnlessTheCardSaysWhatToDo() {
    assertThat(failure(KIND, shape(-1, 5), ONE).code()).isEqualTo(ErrorCode.INPUT_CONVERSION);
    assertThat(failure(KIND, shape(-1, 5), ONE))
        .hasMessageContaining("\"f0.csv\": it has 3 steps, but the model takes 5.")
        .hasMessageContaining("\"pad\": \"front\" or \"back\"");
    assertThat(failure("{'kind': 'series', 'pad': 'back'}", shape(-1, 2), ONE))
        .hasMessageContaining("it has 3 steps, but the model takes 2")
        .hasMessageContaining("\"crop\"");
    assertThat(failure(KIND, shape(-1, -1), ONE, "load\n1\n2\n"))
        .hasMessageContaining("\"f1.csv\": it has 2 steps, but \"f0.csv\" has 3");
  }

  @Test
  void seriesArePaddedAndCroppedAtASide() {
    String back = "{'kind': 'series', 'pad': 'back', 'crop': 'back', 'padding': -1}";
    assertThat(numbers(read(back, shape(-1, 5), ONE).arrays().get("x")))
        .containsExactly(1, 2, 3, -1, -1);
    assertThat(numbers(read(back, shape(-1, 2), ONE).arrays().get("x"))).containsExactly(1, 2);
    String front = back.replace("back", "front");
    ReadInputs padded = read(front, shape(-1, 5), ONE);
    assertThat(numbers(padded.arrays().get("x"))).containsExactly(-1, -1, 1, 2, 3);
    assertThat(padded.notes())
        .containsExactly(
            "\"f0.csv\" has 3 steps, and input \"x\" takes 5: 2 were added at the front.");
    ReadInputs cropped = read(front, shape(-1, 2), ONE);
    assertThat(numbers(cropped.arrays().get("x"))).containsExactly(2, 3);
    assertThat(cropped.notes())
        .containsExactly(
            "\"f0.csv\" has 3 steps, and input \"x\" takes 2: 1 were cut off at the front.");
    SeriesView seen = view(padded).series().get(0);
    assertThat(List.of(seen.first(), seen.steps())).containsExactly(-2, 3);
    assertThat(view(cropped).series().get(0).first()).isEqualTo(1);
  }

  @Test
  void stepsAreSelected() {
    ReadInputs read = read(NAMED, "float64", shape(-1, -1, 2), Optional.of("2-3"), TWO);
    assertThat(numbers(read.arrays().get("x"))).containsExactly(20, 2, 30, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b;1,2;x,4   | line 3, column \"a\" is \"x\", not a number",
        "a,b;1,;3,4    | line 2, column \"b\" is empty, not a number",
        "a,b;1;3,4     | line 2 has 1 values, but there are 2 columns",
        "a,b;1,2;;3,4  | line 3 has 1 values, but there are 2 columns",
        "a,b;1,NaN     | line 2, column \"b\" is \"NaN\", not a number",
        "a,a;1,2       | it has two columns \"a\"",
        "a,b           | it has no row",
        "1,2;3,x       | line 2, column \"2\" is \"x\", not a number",
      })
  void whatIsNoSeriesIsToldWithItsPlace(String table, String problem) {
    AttributionException failure = failure(KIND, shape(-1, -1, 2), table.replace(';', '\n') + "\n");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNREADABLE_FILE);
    assertThat(failure).hasMessageContaining("f0.csv").hasMessageContaining(problem);
  }

  @Test
  void emptyLinesOfOneChannelAreMissingValues() {
    assertThat(failure(KIND, shape(-1, -1), "a\n1\n\n3\n"))
        .hasMessageContaining("line 3, column \"a\" is empty");
    assertThat(numbers(read(KIND, shape(-1, 2), "a\n1\n3\n\n\n").arrays().get("x")))
        .containsExactly(1, 3);
  }

  @Test
  void channelsThatDoNotFitAreTold() {
    assertThat(failure(NAMED, shape(-1, 3, 2), "temp,loat\n1,2\n"))
        .hasMessageContaining("it has no column \"load\", which the model card names")
        .hasMessageContaining("(did you mean \"loat\"?)");
    assertThat(failure(KIND, shape(-1, 3, 2), TWO))
        .hasMessageContaining("it has 3 channels, but the model takes 2")
        .hasMessageContaining("\"channels\" in the model card");
    assertThat(failure(NAMED, shape(-1, 3, 2), "1,2,3\n4,5,6\n"))
        .hasMessageContaining("it has 3 columns without names, but the model card names 2");
    assertThat(failure(KIND, shape(-1, 3), "a,b\n1,2\n"))
        .hasMessageContaining("it has 2 channels, but the model takes 1");
    assertThat(failure(KIND, shape(-1, -1, 2), "a,b\n1,2\n", "b,a\n1,2\n"))
        .hasMessageContaining("its columns are not those of \"f0.csv\"");
    assertThat(failure(KIND, shape(-1), ONE, ONE)).hasMessageContaining("it takes a single series");
    assertThat(failure(KIND, shape(1, 2, 3, 4), ONE))
        .hasMessageContaining("its shape is not that of series");
  }

  @Test
  void integersStayIntegers() {
    ReadInputs read = read(KIND, "int64", shape(-1, 3), Optional.empty(), "a\n1\n2.0\n-3\n");
    assertThat(numbers(read.arrays().get("x"))).containsExactly(1, 2, -3);
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class,
            () -> read(KIND, "int64", shape(-1, 1), Optional.empty(), "a\n1.5\n"));
    assertThat(failure).hasMessageContaining("is \"1.5\", not a whole number of int64");
  }

  @Test
  void tablesOfOtherInputsDoNotStandBesideEachOther() {
    assertThat(failure("{'kind': 'tabular'}", shape(-1, 3), TWO, TWO))
        .hasMessageContaining("f1.csv")
        .hasMessageContaining("it stands beside \"f0.csv\"")
        .hasMessageContaining("tables for inputs of kind \"series\"");
  }
}
