package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.TensorShape;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import io.attributable.model.SignatureDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;

/** Tables, texts, JSON and arrays as a model's inputs. */
class InputReaderTest {
  private static final SignatureDescription ROW =
      signature(tensor("row_of_3", "float32", -1, 3), tensor("other", "float32", -1, 2));
  private static final SignatureDescription FEATURES =
      signature(
          tensor("age", "int64", -1, 1),
          tensor("city", "string", -1, 1),
          tensor("member", "bool", -1),
          tensor("income", "float32", -1, 1));
  private static final String PEOPLE =
      """
      age,city,member,income,id
      41,"Bern, West",true,1e3,1
      23.0,Ulm,0,2500.5,2
      67,Köln,FALSE,.5,3
      """;

  private static InputSource csv(String text) {
    return csv(text, Optional.empty());
  }

  private static InputSource csv(String text, Optional<String> rows) {
    return new InputSource.Files(List.of(bytes("people.csv", text)), rows);
  }

  private static Content bytes(String name, String text) {
    return new Content.Bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static SignatureCard card(String inputs) {
    String json =
        "{'signatures': {'serving_default': {'inputs': %s}}}".formatted(inputs).replace('\'', '"');
    return ModelCardReader.read("card.json", InputFixtures.path(""), json)
        .signature("serving_default")
        .orElseThrow();
  }

  private static ReadInputs read(
      SignatureDescription signature, SignatureCard card, String name, InputSource source) {
    return new InputReader(signature, card, ReadLimits.DEFAULT).read(Map.of(name, source));
  }

  private static ReadInputs read(SignatureDescription signature, String name, InputSource source) {
    return read(signature, SignatureCard.EMPTY, name, source);
  }

  private static AttributionException failure(
      SignatureDescription signature, String inputs, String name, InputSource source) {
    return catchThrowableOfType(
        AttributionException.class, () -> read(signature, card(inputs), name, source));
  }

  @Test
  void eachColumnMayBeAnInput() {
    ReadInputs read = read(FEATURES, "row", csv(PEOPLE));
    assertThat(numbers(read.arrays().get("age"))).containsExactly(41, 23, 67);
    assertThat(numbers(read.arrays().get("income"))).containsExactly(1000, 2500.5, .5);
    assertThat(read.arrays().get("member").shape().asArray()).containsExactly(3);
    assertThat(text(read.arrays().get("city"), 0)).isEqualTo("Bern, West");
    assertThat(text(read.arrays().get("city"), 2)).isEqualTo("Köln");
    assertThat(read.notes()).containsExactly("Of \"people.csv\", 1 columns were not used: \"id\".");
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
        "'age,city,member,income|1,\"Ulm,1,2';   line",
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
  void textsAreGivenAsTheyAre() {
    SignatureDescription texts = signature(tensor("review", "string", -1));
    ReadInputs read =
        read(
            texts,
            "review",
            new InputSource.Files(List.of(file("text-2.txt"), file("text-0.txt"))));
    assertThat(text(read.arrays().get("review"), 0)).isEqualTo("Naïve — but great!");
    ReadInputs literal = read(texts, "review", new InputSource.Texts(List.of("a\n", "b")));
    assertThat(text(literal.arrays().get("review"), 0)).isEqualTo("a\n");
    assertThat(((InputView.Texts) literal.views().get(0)).texts().get(1))
        .isEqualTo(new TextExample("request", "b", List.of(), 0, 0));
    assertThat(
            failure(
                texts,
                "{}",
                "review",
                InputSource.Files.of(new Content.Bytes("a.txt", new byte[] {(byte) 0xFF}))))
        .hasMessageContaining("it is not UTF-8");
  }

  /** What Keras's own layer makes of the same texts. */
  @Test
  void idsAreThoseOfKeras() {
    SignatureDescription ids =
        signature(
            tensor("ids", "int64", -1, 8),
            tensor("mask", "int32", -1, 8),
            tensor("types", "int32", -1, 8));
    SignatureCard card =
        card(
            "{'text': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt', 'lower':"
                + " true, 'strip-punctuation': true, 'unknown': '[UNK]'}, 'feeds': {'ids': 'ids',"
                + " 'mask': 'mask', 'types': 'types'}}}");
    ReadInputs read =
        read(
            ids,
            card,
            "text",
            new InputSource.Files(
                List.of(file("text-0.txt"), file("text-1.txt"), file("text-2.txt"))));
    assertThat(numbers(read.arrays().get("ids"))).containsExactly(golden("words"));
    assertThat(numbers(read.arrays().get("mask"))).startsWith(1, 1, 1, 1, 1, 1, 0, 0);
    assertThat(numbers(read.arrays().get("types"))).containsOnly(0);
    TextExample seen = ((InputView.Texts) read.views().get(0)).texts().get(2);
    assertThat(seen.tokens().get(0)).isEqualTo(new TokenView("naïve", 1, 0, 0, 5, false));
    assertThat(seen.text().substring(seen.tokens().get(3).start(), seen.tokens().get(3).end()))
        .isEqualTo("great!");
    assertThat(seen.length()).isEqualTo(8);
  }

  @Test
  void withoutALibraryTokenizersAreToldWhatIsMissing() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 8));
    String card =
        "{'ids': {'kind': 'tokens', 'tokenize': {'tokenizer': '../tokenizers/wordpiece.json'}}}";
    assertThat(failure(ids, card, "ids", new InputSource.Texts(List.of("great"))))
        .hasMessageContaining("wordpiece.json\": nothing on the class path reads tokenizers.")
        .hasMessageContaining("Add the dependency io.attributable:attributable-tokenizers.");
  }

  @Test
  void idsArePaddedCutAndMarked() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 4));
    String tokenize =
        "{'ids': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt', 'first-id': 10,"
            + " 'pad': 'front', 'padding': 9, 'start': 'it', 'end': 'film'}}}";
    SignatureCard card = card(tokenize);
    ReadInputs read =
        read(ids, card, "ids", new InputSource.Texts(List.of("great", "great acting this was")));
    assertThat(numbers(read.arrays().get("ids"))).containsExactly(9, 18, 12, 19, 18, 12, 20, 19);
    assertThat(read.notes()).singleElement().asString().contains("has 6 tokens, of which");
    assertThat(failure(ids, tokenize, "ids", new InputSource.Texts(List.of("a greet film"))))
        .hasMessageContaining("\"a\" at character 1 is no token of")
        .hasMessageContaining("Name the token for unknown ones as \"unknown\"");
    assertThat(failure(ids, "{}", "ids", new InputSource.Texts(List.of("great"))))
        .hasMessageContaining("nothing says what numbers a text becomes");
  }

  @Test
  void npzHasArraysByName() {
    SignatureDescription two =
        signature(tensor("a", "float32", -1, 3), tensor("b", "int64", -1, 2));
    for (String name : List.of("two.npz", "compressed.npz")) {
      ReadInputs all = read(two, "*", InputSource.Files.of(file(name)));
      assertThat(numbers(all.arrays().get("a"))).containsExactly(golden("two.a"));
      assertThat(numbers(all.arrays().get("b"))).containsExactly(golden("two.b"));
      ReadInputs one = read(two, "b", InputSource.Files.of(file(name)));
      assertThat(one.arrays()).containsOnlyKeys("b");
    }
    assertThat(
            failure(
                signature(tensor("c", "float32", -1, 3), tensor("d", "float32", -1)),
                "{}",
                "c",
                InputSource.Files.of(file("two.npz"))))
        .hasMessageContaining("it has no array \"c\", but \"a\", \"b\"");
    assertThat(
            failure(
                signature(tensor("a", "float32", -1, 3)),
                "{}",
                "*",
                InputSource.Files.of(file("two.npz"))))
        .hasMessageContaining("its array \"b\" is no input that is to be given; those are \"a\"");
    assertThat(failure(two, "{}", "a", InputSource.Files.of(bytes("x.npz", "PK"))))
        .hasMessageContaining("not a NumPy .npz file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[1, 2], [3, 4.0]];                                      '[2,2]'",
        "{\"instances\": [[1, 2]]};                               '[1,2]'",
        "{\"inputs\": [[1, 2], [3, 4], [5, 6]]};                  '[3,2]'",
        "7;                                                       '[]'",
        "[];                                                      '[0]'",
      })
  void jsonHasArrays(String json, String shape) throws IOException {
    SignatureDescription one = signature(tensor("x", "float32", -1, 2));
    ReadInputs read = read(one, "x", InputSource.Files.of(bytes("x.json", json)));
    assertThat(TensorShape.of(read.arrays().get("x").shape()).toString()).isEqualTo(shape);
    ReadInputs request = read(one, "x", new InputSource.Json(new ObjectMapper().readTree(json)));
    assertThat(request.arrays().get("x")).isEqualTo(read.arrays().get("x"));
  }

  @Test
  void jsonHasInstances() {
    ReadInputs read =
        read(
            FEATURES,
            "row",
            InputSource.Files.of(
                bytes(
                    "x.json",
                    "{\"instances\": [{\"age\": [1], \"city\": [\"Ulm\"], \"member\": true},"
                        + "{\"age\": [2], \"city\": [{\"b64\": \"QmVybg==\"}], \"member\": 0}]}")));
    assertThat(numbers(read.arrays().get("age"))).containsExactly(1, 2);
    assertThat(text(read.arrays().get("city"), 1)).isEqualTo("Bern");
    assertThat(read.arrays().get("city").shape().asArray()).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[1, 2], [3]];                          its lists are not equally long",
        "[[1, \"a\"]];                           \"a\" is not a number",
        "[[1, null]];                            null is not a number",
        "[1;                                     it is not JSON: line 1, column",
        "[1] 2;                                  it is not JSON",
        "{\"a\": 1};                             {\"a\":1} is not a number",
      })
  void jsonThatIsNoArrayIsRefused(String json, String words) {
    assertThat(
            failure(
                signature(tensor("x", "float32", -1, 2)),
                "{}",
                "x",
                InputSource.Files.of(bytes("x.json", json))))
        .hasMessageContaining(words);
  }

  @Test
  void namesAreThoseOfTheSignatureOrTheCard() {
    assertThat(failure(FEATURES, "{}", "agee", csv(PEOPLE)).code())
        .isEqualTo(ErrorCode.INPUT_UNKNOWN);
    assertThat(failure(FEATURES, "{}", "agee", csv(PEOPLE)))
        .hasMessageContaining("Did you mean \"age\"?");
    assertThat(failure(FEATURES, "{}", "row", InputSource.Files.of(file("two.a.npy"))).code())
        .isEqualTo(ErrorCode.INPUT_UNKNOWN);
    assertThat(failure(FEATURES, "{}", "age", InputSource.Files.of(file("two.a.npy"))).code())
        .isEqualTo(ErrorCode.INPUT_DTYPE);
    assertThat(failure(FEATURES, "{}", "income", InputSource.Files.of(bytes("a.wav", ""))))
        .hasMessageContaining("nothing says how many samples per second it takes");
  }

  @Test
  void whatIsGivenTwiceIsRefused() {
    Map<String, InputSource> both = Map.of("row", csv(PEOPLE), "people", csv(PEOPLE));
    SignatureCard card = card("{'people': {'kind': 'tabular', 'features': ['age']}}");
    assertThat(
            catchThrowableOfType(
                AttributionException.class,
                () -> new InputReader(FEATURES, card, ReadLimits.DEFAULT).read(both)))
        .hasMessageContaining("it was given already");
  }

  private static String text(NdArray<?> array, int index) {
    int at = 0;
    for (NdArray<?> scalar : array.scalars()) {
      if (at++ == index) {
        return new String((byte[]) scalar.getObject(), StandardCharsets.UTF_8);
      }
    }
    throw new IllegalArgumentException("no element " + index);
  }

  /** Paths are named as they were given. */
  @Test
  void originsAreTheFilesOfRequests() {
    Path path = InputFixtures.path("two.a.npy");
    ReadInputs read =
        read(
            signature(tensor("a", "float32", -1, 3)),
            "a",
            InputSource.Files.of(new Content.File(path)));
    assertThat(read.views())
        .containsExactly(new InputView.Arrays("a", List.of("a"), path.toString(), 2));
  }
}
