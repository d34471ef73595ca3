package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static io.attributable.inputs.Reading.FEATURES;
import static io.attributable.inputs.Reading.PEOPLE;
import static io.attributable.inputs.Reading.bytes;
import static io.attributable.inputs.Reading.card;
import static io.attributable.inputs.Reading.csv;
import static io.attributable.inputs.Reading.failure;
import static io.attributable.inputs.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, and where inputs come from. */
class InputReaderTest {
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

  @Test
  void filesWithoutAnEndingAreToldByTheirContent() throws IOException {
    SignatureDescription image = signature(tensor("x", "uint8", -1, 18, 26, 3));
    for (String name : List.of("rgb.png", "rgb.jpg", "lossless.webp")) {
      byte[] content = Files.readAllBytes(InputFixtures.path(name));
      ReadInputs read =
          read(image, "x", InputSource.Files.of(new Content.Bytes("upload", content)));
      assertThat(read.array("x"))
          .isEqualTo(read(image, "x", InputSource.Files.of(file(name))).array("x"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "scan.tif;   II*|;                it is a TIFF picture",
        "a.heic;     ....ftypheic;        it is an AVIF or HEIC picture",
        "a.m4a;      ....ftypM4A;         it is sound of MP4",
        "a.mp4;      ....ftypisom;        it is a film",
        "a.mp3;      ID3;                 it is compressed sound",
        "a.parquet;  PAR1;                it is a Parquet",
        "a.xlsx;     PK;                  it is a spreadsheet",
        "a.bin;      ????;                it is not a NumPy .npy file",
      })
  void filesOfOtherKindsAreTold(String name, String start, String words) {
    byte[] content = start.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            failure(
                signature(tensor("x", "float32", -1, 3)),
                "{}",
                "x",
                InputSource.Files.of(new Content.Bytes(name, content))))
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a fine film;    'it does not exist; a text is put in quotes'",
        "a.png,b.png;    'it does not exist; several files are given one by one'",
        "film.txt;       it does not exist.",
      })
  void namesThatMeanSomethingElseAreTold(String name, String words) {
    assertThat(
            failure(
                signature(tensor("x", "string", -1)),
                "{}",
                "x",
                InputSource.Files.of(new Content.File(Path.of(name)))))
        .hasMessageContaining(words);
  }

  @Test
  void inputsHaveAsManyExamplesAsEachOther() {
    Map<String, InputSource> sources = new LinkedHashMap<>();
    sources.put("age", csv(PEOPLE));
    sources.put("city", csv(PEOPLE, Optional.of("1")));
    assertThat(
            catchThrowableOfType(
                AttributionException.class, () -> new InputReader(FEATURES).read(sources)))
        .hasMessage(
            "[InputConversion] Input \"city\" (string [?,1]) cannot be made of \"city\": it has one"
                + " example, but \"age\" has 3. Give as many of each.");
  }
}
