package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static io.attributable.inputs.Reading.FEATURES;
import static io.attributable.inputs.Reading.PEOPLE;
import static io.attributable.inputs.Reading.ROW;
import static io.attributable.inputs.Reading.card;
import static io.attributable.inputs.Reading.csv;
import static io.attributable.inputs.Reading.failure;
import static io.attributable.inputs.Reading.read;
import static io.attributable.inputs.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as inputs. */
class TableReadingTest {
  @Test
  void eachColumnMayBeAnInput() {
    ReadInputs read = read(FEATURES, "row", csv(PEOPLE));
    assertThat(numbers(read.arrays().get("age"))).containsExactly(41, 23, 67);
    assertThat(numbers(read.arrays().get("income"))).containsExactly(1000, 2500.5, .5);
    assertThat(read.arrays().get("member").shape().asArray()).containsExactly(3);
    assertThat(text(read.arrays().get("city"), 0)).isEqualTo("Bern, West");
    assertThat(text(read.arrays().get("city"), 2)).isEqualTo("Köln");
    assertThat(read.notes())
        .containsExactly("Columns of \"people.csv\" that were not used: \"id\".");
    InputView.Table seen = (InputView.Table) read.views().get(0);
    assertThat(seen.rows().get(0).values()).containsExactly("41", "Bern, West", "true", "1e3");
    assertThat(seen.rows().get(1).origin()).isEqualTo("people.csv, row 2");
  }

  @ParameterizedTest
  @CsvSource({"2, 23, 1", "2-3, 23, 2", "1-1, 41, 1"})
  void rowsAreSelected(String rows, int first, int count) {
    ReadInputs read = read(FEATURES, "*", csv(PEOPLE, Optional.of(rows)));
    assertThat(numbers(read.arrays().get("age"))).hasSize(count).startsWith(first);
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "3-2", "2-4", "99999999999"})
  void rowsThatAreNotThereAreRefused(String rows) {
    assertThat(failure(FEATURES, "{}", "row", csv(PEOPLE, Optional.of(rows))))
        .hasMessageContaining("it has rows 1 to 3, but \"#" + rows + "\" was asked for");
  }

  @Test
  void columnsOfOneInputAreThoseOfTheFileOrOfTheCard() {
    String file = "c;a;b\n1;2;3\n4;5;6\n";
    ReadInputs plain = read(ROW, "row_of_3", csv(file));
    assertThat(numbers(plain.arrays().get("row_of_3"))).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(plain.notes()).singleElement().asString().contains("in the file's order");
    SignatureCard card =
        card(
            "{'row_of_3': {'kind': 'tabular', 'features': ['a', {'name': 'b', 'mean': 1, 'std': 2,"
                + " 'text': 'The b', 'unit': 'm'}, 'c']}}");
    ReadInputs named = read(ROW, card, "row_of_3", csv(file));
    assertThat(numbers(named.arrays().get("row_of_3"))).containsExactly(2, 1, 1, 5, 2.5, 4);
    assertThat(named.notes()).isEmpty();
    InputView.Table seen = (InputView.Table) named.views().get(0);
    assertThat(seen.features().get(1).text()).isEqualTo("The b");
    assertThat(seen.features().get(1).unit()).contains("m");
    assertThat(seen.features().get(2).column()).isEqualTo(2);
  }

  @Test
  void categoriesAndMissingValuesFollowTheCard() {
    SignatureCard card =
        card(
            "{'row_of_3': {'kind': 'tabular', 'features': [{'name': 'colour', 'categories':"
                + " ['red', 'green'], 'encoding': 'one-hot'}, {'name': 'size', 'missing': 7}]}}");
    ReadInputs read = read(ROW, card, "row_of_3", csv("colour,size\ngreen,\nred,2\n"));
    assertThat(numbers(read.arrays().get("row_of_3"))).containsExactly(0, 1, 7, 1, 0, 2);
    InputView.Table seen = (InputView.Table) read.views().get(0);
    assertThat(seen.features().get(0).width()).isEqualTo(2);
    assertThat(seen.features().get(1).column()).isEqualTo(2);
    assertThat(seen.rows().get(0).values()).containsExactly("green", "7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "age,city,member,income|x,Ulm,1,2;       line 2, column \"age\" is \"x\", not a whole"
            + " number of int64",
        "age,city,member,income|1.5,Ulm,1,2;     line 2, column \"age\" is \"1.5\"",
        "age,city,member,income|1,Ulm,2,2;       column \"member\" is \"2\", not true, false, 1 or"
            + " 0",
        "age,city,member,income|1,Ulm,1,|2,U,1,; line 2, column \"income\" is empty",
        "age,city,member,income|1,Ulm,1,nan;     line 2, column \"income\" is \"nan\", not a"
            + " number",
        "age,city,member,income|1,Ulm,1,1f;      column \"income\" is \"1f\", not a number",
        "age,city,member,income|1,Ulm,1,1e99;    column \"income\" is \"1e99\", not a number",
        "age,city,member,incomes|1,Ulm,1,2;      it has no column \"income\", but \"age\","
            + " \"city\", \"member\", \"incomes\" (did you mean \"incomes\"?)",
        "age,city,member|1,Ulm,1;                it has no column \"income\"",
        "age,city,member,income|1,Ulm,1;         line 2 has 3 values, but there are 4 columns",
        "age,age|1,2;                            it has two columns \"age\"",
        "1,2|3,4;                                its first line must name the columns",
        "age,city,member,income;                 it has no row behind",
        "'';                                     it is empty",
        "age,city,member,income|1,Ulm,1,'1,5';   line 2 has 5 values",
        "'age,city,member,income|1,Ulm,1,\"1,5\"'; is \"1,5\", not a number; write numbers with a"
            + " point",
        "'age,city,member,income|1,\"Ulm,1,2';   line 2 opens a quote that is never closed",
      })
  void tablesThatDoNotFitAreToldByLineColumnAndValue(String file, String words) {
    AttributionException failure = failure(FEATURES, "{}", "row", csv(file.replace('|', '\n')));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNREADABLE_FILE);
    assertThat(failure).hasMessageContaining("people.csv").hasMessageContaining(words);
  }

  @Test
  void tablesOfAnotherWidthAreRefused() {
    assertThat(failure(ROW, "{}", "row_of_3", csv("a,b\n1,2\n")))
        .hasMessageContaining("it takes 3 values per row, but 2 are given: \"a\", \"b\"")
        .hasMessageContaining("Name those to be taken as \"features\" in a model card.");
    assertThat(failure(signature(tensor("x", "float32", -1, 2, 2)), "{}", "x", csv("a,b\n1,2\n")))
        .hasMessageContaining("a table fills inputs of one or two dimensions");
    assertThat(
            failure(
                FEATURES,
                "{'row': {'kind': 'tabular', 'features': [{'name': 'city', 'categories':"
                    + " ['Ulm', 'Bern']}]}}",
                "row",
                csv("city\nUlme\n")))
        .hasMessageContaining(
            "column \"city\" is \"Ulme\", but its categories are \"Ulm\", \"Bern\" (did you mean"
                + " \"Ulm\"?)");
  }

  @Test
  void rowStandsForTheOnlyInputThatTakesRows() {
    SignatureDescription one = signature(tensor("wine", "float32", -1, 2));
    SignatureCard card = card("{'wine': {'kind': 'tabular', 'features': ['b', 'a']}}");
    assertThat(numbers(read(one, card, "row", csv("a,b\n1,2\n")).array("wine")))
        .containsExactly(2, 1);
    assertThat(numbers(read(one, "*", csv("a,b\n1,2\n")).array("wine"))).containsExactly(1, 2);
    assertThat(failure(ROW, "{}", "row", csv("a,b\n1,2\n")))
        .hasMessageContaining("it has no column \"row_of_3\"");
  }

  @Test
  void anInputOfOneValueTakesTheColumnOfItsName() {
    ReadInputs read = read(FEATURES, "age", csv(PEOPLE));
    assertThat(numbers(read.array("age"))).containsExactly(41, 23, 67);
    assertThat(read.notes())
        .containsExactly(
            "Columns of \"people.csv\" that were not used: \"city\", \"member\", \"income\","
                + " \"id\".");
    assertThat(failure(FEATURES, "{}", "age", csv("a,b\n1,2\n")))
        .hasMessageContaining("it takes one value per row, but 2 are given");
  }

  @ParameterizedTest
  @CsvSource({"x", "''", "3-", "-2", "1.5"})
  void whatIsNoRowIsTold(String rows) {
    assertThat(failure(FEATURES, "{}", "row", csv(PEOPLE, Optional.of(rows))))
        .hasMessageContaining("\"#" + rows + "\" is no row: write #3 for the third");
  }

  @Test
  void otherEncodingsAreTold() {
    byte[] utf16 = PEOPLE.getBytes(StandardCharsets.UTF_16);
    assertThat(
            failure(FEATURES, "{}", "row", InputSource.Files.of(new Content.Bytes("a.csv", utf16))))
        .hasMessageContaining("it is UTF-16; save it as UTF-8");
    byte[] latin = PEOPLE.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            failure(FEATURES, "{}", "row", InputSource.Files.of(new Content.Bytes("a.csv", latin))))
        .hasMessageContaining("it is not UTF-8; save it in that encoding");
  }
}
