package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.FeatureText;
import io.attributable.Features;
import io.attributable.inputs.card.BaselineCard;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ImagePreprocess.Channels;
import io.attributable.inputs.card.ImagePreprocess.ImageSize;
import io.attributable.inputs.card.ImagePreprocess.Resize;
import io.attributable.inputs.card.ImagePreprocess.ValueRange;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.OutputCard;
import io.attributable.inputs.card.RequestDefaults;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.card.TokenRole;
import io.attributable.model.LayerDescription;
import io.attributable.model.SignatureDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards are read strictly, and held against the model. */
class ModelCardTest {
  private static final String WHOLE =
      """
      {
        "title": "Pets",
        "description": "Cats and dogs.",
        "signatures": {
          "serving_default": {
            "inputs": {
              "image": {"kind": "image", "text": "Photo", "baseline": {"blur": 5},
                "preprocess": {"range": "caffe", "resize": "area", "size": [9, 13]}},
              "row": {"kind": "tabular", "baseline": null, "features": ["age",
                {"name": "Income", "input": "income", "unit": "EUR", "missing": 0,
                 "mean": 100, "std": 10, "text": "Income per year"}]},
              "text": {"kind": "tokens", "feeds": {"ids": "ids", "mask": "mask"},
                "tokenize": {"vocabulary": "words.txt", "split": "character", "length": 8}},
              "wave": {"kind": "series", "channels": ["x", "y"], "unit": "s"},
              "raw": {"kind": "raw", "baseline": "grey.npy"}
            },
            "outputs": {"scores": {"classes": ["cat", "dog", "bird"], "layers": ["logits"], "text": "Species"}},
            "explain": {"layers": ["conv1", "input:image"], "output": "scores", "target": "cat",
              "method": {"name": "integrated-gradients", "steps": 20}}
          }
        }
      }
      """;

  @TempDir Path folder;

  private ModelCard read(String json) {
    return ModelCardReader.read("card.json", folder, json.replace('\'', '"'));
  }

  @Test
  void featuresHaveNamesAndReasons() {
    SignatureCard card =
        read("""
        {"signatures": {"serving_default": {"inputs": {"row": {"kind": "tabular", "features": [
          "age",
          {"name": "Income", "input": "income", "reason": {"against": "The income is low"}},
          {"name": "home", "reason": "Where you live", "categories": ["own", "rent"],
           "encoding": "one-hot"}]}}}}}
        """)
            .signature("serving_default")
            .orElseThrow();
    Features features = card.features();
    assertThat(features.names())
        .containsEntry("row", List.of("age", "Income", "home", "home"))
        .containsEntry("income", List.of("Income"))
        .containsEntry("home", List.of("home", "home"));
    assertThat(features.texts())
        .isEqualTo(
            Map.of(
                "Income",
                new FeatureText(Optional.of("The income is low"), Optional.empty()),
                "home",
                FeatureText.of("Where you live")));
  }

  @Test
  void everythingIsRead() {
    ModelCard card = read(WHOLE);
    assertThat(card.title()).contains("Pets");
    assertThat(card.defaultSignature()).contains("serving_default");
    SignatureCard signature = card.signature("serving_default").orElseThrow();
    assertThat(signature.inputs()).containsOnlyKeys("image", "row", "text", "wave", "raw");
    assertThat(signature.outputs().get("scores"))
        .isEqualTo(
            new OutputCard(
                "scores",
                Optional.of("Species"),
                List.of("cat", "dog", "bird"),
                List.of("logits")));
    assertThat(signature.defaults())
        .isEqualTo(
            new RequestDefaults(
                List.of("conv1", "input:image"),
                Optional.of("scores"),
                Optional.of("cat"),
                Optional.of("integrated-gradients"),
                Map.of("steps", 20)));
    assertThat(signature.input("image").orElseThrow().baseline())
        .contains(new BaselineCard.Blur(5));
    assertThat(signature.input("raw").orElseThrow().baseline())
        .contains(new BaselineCard.File(folder.resolve("grey.npy")));
    assertThat(signature.input("row").orElseThrow().baseline()).isEmpty();
  }

  @Test
  void inputsAreOfAKind() {
    SignatureCard signature = read(WHOLE).signature("serving_default").orElseThrow();
    ImagePreprocess how =
        ((InputContent.Image) signature.inputs().get("image").content()).preprocess();
    assertThat(how.channels()).contains(Channels.BGR);
    assertThat(how.range()).contains(new ValueRange(0, 255));
    assertThat(how.mean()).containsExactly(103.939, 116.779, 123.68);
    assertThat(how.size()).contains(new ImageSize(9, 13));
    assertThat(how.resize()).isEqualTo(Resize.AREA);
    List<FeatureCard> features =
        ((InputContent.Table) signature.inputs().get("row").content()).features();
    assertThat(features.get(0)).isEqualTo(FeatureCard.of("age"));
    assertThat(features.get(1).display()).isEqualTo("Income per year");
    assertThat(features.get(1).missing()).contains("0");
    InputContent.Tokens tokens = (InputContent.Tokens) signature.inputs().get("text").content();
    assertThat(tokens.feeds()).isEqualTo(Map.of(TokenRole.IDS, "ids", TokenRole.MASK, "mask"));
    assertThat(tokens.tokenize().file()).isEqualTo(folder.resolve("words.txt"));
  }

  @Test
  void classesMayBeAFile() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "a\nb\nc\n");
    SignatureCard card =
        read("{'signatures': {'s': {'outputs': {'o': {'classes': 'labels.txt'}}}}}")
            .signature("s")
            .orElseThrow();
    assertThat(card.classes(Optional.empty())).containsExactly("a", "b", "c");
    assertThat(card.classes(Optional.of("logits-of:o"))).containsExactly("a", "b", "c");
    assertThat(card.classes(Optional.of("logits-of:dense_3"))).containsExactly("a", "b", "c");
    assertThat(card.classes(Optional.of("dense_2"))).isEmpty();
  }

  @Test
  void layersMayHaveTheClassesOfAnOutput() {
    ModelCard card =
        read(
            "{'signatures': {'serving_default': {'outputs': {'scores': {'classes': ['a', 'b', 'c'],"
                + " 'layers': ['dense', 'tensor:x:0', 'hiden']}}}}}");
    SignatureCard said = card.signature("serving_default").orElseThrow();
    assertThat(said.classes(Optional.of("dense"))).containsExactly("a", "b", "c");
    assertThat(said.classes(Optional.of("logits-of:dense"))).containsExactly("a", "b", "c");
    assertThat(said.classes(Optional.of("other"))).isEmpty();
    assertThat(mismatch(card, layer("dense", 3), layer("hidden", 3)))
        .contains(
            "it describes layer \"hiden\", which is none of the model's 2 (did you mean"
                + " \"hidden\"?)");
    assertThat(mismatch(card, layer("dense", 16), layer("hidden", 3)))
        .contains(
            "layer \"dense\" of shape [?,16] has 16 numbers, but \"classes\" of output \"scores\""
                + " names 3");
  }

  private static LayerDescription layer(String name, int width) {
    return new LayerDescription(
        name, name, List.of(), List.of(tensor(name + ":0", "float32", -1, width)));
  }

  private static String mismatch(ModelCard card, LayerDescription... layers) {
    return catchThrowableOfType(
            AttributionException.class,
            () -> ModelCardCheck.checkLayers(card, signature(), List.of(layers)))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';                                    line 1, column 1: it is empty",
        "[];                                    line 1, column 1: the card must be an object, but"
            + " is a list",
        "{'titel': 'a'};                        line 1, column 2: unknown key \"titel\" in the card"
            + " (did you mean \"title\"?)",
        "{'title': 3};                          line 1, column 2: \"title\" must be a text, but is"
            + " 3",
        "{|'title': 'a',|'title': 'b'};         line 3, column",
        "{'title': 'a'} 3;                      something follows its end",
        "{'title': };                           it is not JSON",
        "{'signatures': {'s': {'input': 3}}};   unknown key \"input\" in \"s\" (did you mean"
            + " \"inputs\"?)",
        "INPUT{};                               line 1, column 34: \"x\" has no \"kind\"",
        "INPUT{'kind': 'picture'};              \"kind\" must be \"image\", \"audio\", \"tabular\"",
        "INPUT{'kind': 'raw', 'features': []};  unknown key \"features\" in \"x\"; its keys are"
            + " kind, text, baseline, todo",
        "INPUT{'kind': 'image', 'preprocess': 'unit'};             \"preprocess\" must be an"
            + " object, or one of \"0..255\", \"0..1\"",
        "INPUT{'kind': 'image', 'preprocess': {'ragne': 1}};       unknown key \"ragne\" in"
            + " \"preprocess\" (did you mean \"range\"?)",
        "INPUT{'kind': 'image', 'preprocess': {'range': [1, 0]}};  \"range\" must be [LOW, HIGH]",
        "INPUT{'kind': 'image', 'preprocess': {'range': 'x'}};     \"range\" must be [LOW, HIGH]",
        "INPUT{'kind': 'image', 'preprocess': {'range': 'torch', 'mean': 1}}; which has mean and"
            + " std",
        "INPUT{'kind': 'image', 'preprocess': {'size': [0, 8]}};   \"size\" must be whole numbers"
            + " from 1 to 32768",
        "INPUT{'kind': 'image', 'preprocess': {'std': [1, 0]}};    \"std\" must not be 0",
        "INPUT{'kind': 'image', 'preprocess': {'background': [1]}}; \"background\" must be [RED,"
            + " GREEN, BLUE]",
        "INPUT{'kind': 'image', 'preprocess': {'axes': 'last'}};   \"axes\" must be"
            + " \"channels_last\", \"channels_first\", but is \"last\"",
        "INPUT{'kind': 'tabular', 'features': ['a', 'a']};         feature \"a\" is named twice",
        "INPUT{'kind': 'tabular', 'features': [{'text': 'a'}]};    a feature has no \"name\"",
        "INPUT{'kind': 'tabular', 'features': [{'name': 'a', 'std': 0}]};     \"std\" must not be"
            + " 0",
        "INPUT{'kind': 'tabular', 'features': [{'name': 'a', 'encoding': 'index'}]}; \"encoding\""
            + " is about \"categories\"",
        "INPUT{'kind': 'tokens'};               \"x\" has no \"tokenize\"",
        "INPUT{'kind': 'tokens', 'tokenize': {}};                  \"tokenize\" has neither"
            + " \"tokenizer\" nor \"vocabulary\"",
        "INPUT{'kind': 'tokens', 'tokenize': {'tokenizer': 'vocab.txt'}};    must have \"lower\":",
        "INPUT{'kind': 'tokens', 'tokenize': {'tokenizer': 't.json', 'lower': true}}; a"
            + " \"tokenizer.json\" says so itself",
        "INPUT{'kind': 'tokens', 'tokenize': {'tokenizer': 't.json', 'unknown': 'x'}}; unknown key"
            + " \"unknown\"",
        "INPUT{'kind': 'tokens', 'tokenize': {'tokenizer': 't.json', 'truncate': 'left'}};"
            + " \"truncate\" must be \"front\", \"back\"",
        "INPUT{'kind': 'series', 'crop': 'middle'};                \"crop\" must be \"front\","
            + " \"back\"",
        "INPUT{'kind': 'raw', 'baseline': true};                   \"baseline\" must be a number, a"
            + " .npy file or",
        "EXPLAIN{'method': 'gradcam'};          No method \"gradcam\"",
        "EXPLAIN{'method': {'name': 'integrated-gradients', 'step': 3}}; parameter \"step\" does"
            + " not exist",
        "EXPLAIN{'method': {'name': 'integrated-gradients', 'baseline': {'x': 1}}}; baselines stand"
            + " with inputs",
        "EXPLAIN{'target': [3]};                \"target\" must be a class's name",
      })
  void whatCardsCannotSayIsToldWithItsPlace(String json, String words) {
    String whole =
        json.replace("INPUT", "{'signatures': {'s': {'inputs': {'x': ")
            .replace("EXPLAIN", "{'signatures': {'s': {'explain': ")
            .replace('|', '\n');
    String closed = json.startsWith("INPUT") ? "}}}}" : json.startsWith("EXPLAIN") ? "}}}" : "";
    AttributionException failure =
        catchThrowableOfType(AttributionException.class, () -> read(whole + closed));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_CARD);
    assertThat(failure)
        .hasMessageStartingWith("[BadCard] Card \"card.json\" cannot be read: line ")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'inputs': {'imagee': {'kind': 'image'}};              it describes input \"imagee\", but"
            + " the model has \"image\", \"ids\", \"row\", \"words\" (did you mean \"image\"?)",
        "'inputs': {'image': {'kind': 'text'}};                input \"image\" (float32 [?,8,8,3])"
            + " takes no text",
        "'inputs': {'words': {'kind': 'audio'}};               takes no samples, but its kind is"
            + " \"audio\"",
        "'inputs': {'image': {'kind': 'image', 'preprocess': {'size': [9, 9]}}}; its pictures have"
            + " 8 x 8 pixels, but \"size\" is [9, 9]",
        "'inputs': {'row': {'kind': 'tabular', 'features': ['a', 'b']}};         has 3 values, but"
            + " \"features\" of input \"row\" are 2",
        "'inputs': {'all': {'kind': 'tabular', 'features': ['a']}};              it describes input"
            + " \"all\"",
        "'inputs': {'image': {'kind': 'tokens', 'tokenize': {'vocabulary': 'v'}}}; takes no ids of"
            + " tokens",
        "'inputs': {'t': {'kind': 'tokens', 'tokenize': {'vocabulary': 'v'}, 'feeds': {'ids':"
            + " 'idz'}}}; it describes input \"idz\"",
        "'outputs': {'score': {'classes': []}};                it describes output \"score\", but"
            + " the model has \"scores\", \"one\" (did you mean \"scores\"?)",
        "'outputs': {'scores': {'classes': ['a', 'b']}};       output \"scores\" of shape [?,3] has"
            + " 3 numbers, but \"classes\" names 2",
      })
  void cardsDoNotContradictTheModel(String said, String words) {
    SignatureDescription model =
        signature(
            tensor("image", "float32", -1, 8, 8, 3),
            tensor("ids", "int64", -1, 8),
            tensor("row", "float32", -1, 3),
            tensor("words", "string", -1));
    ModelCard card = read("{'signatures': {'serving_default': {%s}}}".formatted(said));
    AttributionException failure =
        catchThrowableOfType(AttributionException.class, () -> ModelCardCheck.checked(card, model));
    assertThat(failure.code()).isEqualTo(ErrorCode.CARD_MISMATCH);
    assertThat(failure)
        .hasMessageContaining("Card \"card.json\" does not fit signature \"serving_default\"")
        .hasMessageContaining(words);
  }

  @Test
  void cardsThatFitAreGivenBack() {
    SignatureDescription model =
        signature(
            tensor("image", "float32", -1, -1, -1, 3),
            tensor("ids", "int64", -1, -1),
            tensor("mask", "bool", -1, -1),
            tensor("age", "int32", -1),
            tensor("income", "float32", -1, 1),
            tensor("wave", "float64", -1, -1, 2),
            tensor("raw", "complex64", -1));
    assertThat(ModelCardCheck.checked(read(WHOLE), model))
        .isEqualTo(read(WHOLE).signature("serving_default").orElseThrow());
    assertThat(ModelCardCheck.checked(read("{}"), model)).isEqualTo(SignatureCard.EMPTY);
  }

  @Test
  void signaturesAreThoseOfTheModel() {
    ModelCard card = read("{'signatures': {'serving_defualt': {}}}");
    assertThat(
            catchThrowableOfType(
                AttributionException.class,
                () -> ModelCardCheck.checkNames(card, List.of("serving_default"))))
        .hasMessageContaining("the model has no such signature, but \"serving_default\"")
        .hasMessageContaining("did you mean \"serving_default\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.txt", "/etc/passwd", "link.txt", "a/../../secret.txt"})
  void aCardOfAModelNamesFilesOfTheModelOnly(String name, @TempDir Path place) throws IOException {
    Path model = Files.createDirectory(place.resolve("model"));
    Path secret = Files.writeString(place.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(model.resolve("link.txt"), secret);
    Path card =
        Files.writeString(
            model.resolve(ModelCard.FILE),
            "{\"signatures\": {\"s\": {\"outputs\": {\"o\": {\"classes\": \"%s\"}}}}}"
                .formatted(name));
    assertThatThrownBy(() -> ModelCardReader.beside(model))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_CARD))
        .hasMessageContaining("names \"%s\", which is not in the model's directory", name);
    Files.move(card, place.resolve("card.json"));
    Files.createSymbolicLink(card, place.resolve("card.json"));
    assertThatThrownBy(() -> ModelCardReader.beside(model))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("a link that leads out of the model's directory");
  }
}
