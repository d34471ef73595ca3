package io.attributable.inputs;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.inputs.array.ArrayFiles;
import io.attributable.inputs.array.JsonFile;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.image.EncodedImages;
import io.attributable.inputs.image.ImageInput;
import io.attributable.inputs.sound.SoundInput;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.table.SeriesInput;
import io.attributable.inputs.table.TableInput;
import io.attributable.inputs.text.NamedText;
import io.attributable.inputs.text.TextInput;
import io.attributable.inputs.text.TokenInput;
import io.attributable.model.ByteExamples;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** Reads what stands under one name of a request. */
final class SourceReader {
  private static final String REQUEST = "request";

  private final String name;
  private final InputTensors tensors;
  private final SignatureCard card;
  private final ReadLimits limits;

  SourceReader(String name, InputTensors tensors, SignatureCard card, ReadLimits limits) {
    this.name = name;
    this.tensors = tensors;
    this.card = card;
    this.limits = limits;
  }

  ReadInput read(InputSource source) {
    if (source instanceof InputSource.Files files) {
      return files(files);
    }
    if (source instanceof InputSource.Texts texts) {
      return texts(texts.texts().stream().map(NamedText::of).toList());
    }
    if (source instanceof InputSource.Json json) {
      return json(json.values(), new NamedFile(new Content.Bytes(REQUEST, new byte[0]), role()));
    }
    NamedTensor input = tensors.required(name);
    if (source instanceof InputSource.Array array) {
      return arrays(input, REQUEST, array.values());
    }
    if (!input.isString()) {
      throw input.wrongType("bytes");
    }
    return source instanceof InputSource.Verbatim verbatim
        ? verbatim(input, verbatim.contents())
        : arrays(
            input,
            REQUEST,
            ByteExamples.array(input.tensor().shape(), ((InputSource.Examples) source).examples()));
  }

  private ReadInput verbatim(NamedTensor input, List<Content> contents) {
    List<byte[]> bytes =
        contents.stream().map(content -> new NamedFile(content, input.role()).bytes()).toList();
    return arrays(input, contents.get(0).name(), ByteExamples.array(input.tensor().shape(), bytes));
  }

  private static ReadInput arrays(NamedTensor input, String origin, NdArray<?> values) {
    return ReadInput.of(input.name(), values, ArrayFiles.view(input.name(), origin, values));
  }

  private ReadInput files(InputSource.Files files) {
    Content first = files.contents().get(0);
    FileFormat format = new ExampleFiles(name, files.contents(), isSeries()).format();
    return switch (format) {
      case IMAGE -> images(files.contents());
      case TEXT ->
          texts(
              files.contents().stream()
                  .map(content -> NamedText.read(content, role(), limits))
                  .toList());
      case TABLE -> table(files.contents(), files.rows());
      case JSON -> json(JsonFile.read(first, role(), limits), new NamedFile(first, role()));
      case NPZ -> npz(first);
      case NPY -> ArrayFiles.npy(tensors.required(name), first);
      case SOUND -> sounds(files.contents());
    };
  }

  private boolean isSeries() {
    return content().filter(InputContent.Series.class::isInstance).isPresent();
  }

  private Optional<InputContent> content() {
    return content(name);
  }

  /** What the card says of an input, also under the name of a text that it gets the ids of. */
  private Optional<InputContent> content(String input) {
    return card.input(input)
        .map(InputCard::content)
        .or(
            () ->
                card.inputs().values().stream()
                    .map(InputCard::content)
                    .filter(said -> feedsIds(said, input))
                    .findFirst());
  }

  private static boolean feedsIds(InputContent content, String input) {
    return content instanceof InputContent.Tokens tokens
        && input.equals(tokens.feeds().get(TokenRole.IDS));
  }

  private String role() {
    return "input \"" + name + "\"";
  }

  private ReadInput images(List<Content> files) {
    NamedTensor input = tensors.required(name);
    if (input.isString()) {
      return EncodedImages.read(input, files, limits);
    }
    Optional<InputContent> content = content();
    if (content.isPresent() && !(content.get() instanceof InputContent.Image)) {
      throw otherKind(input, files.get(0), content.get());
    }
    ImagePreprocess said =
        content
            .map(InputContent.Image.class::cast)
            .map(InputContent.Image::preprocess)
            .orElse(ImagePreprocess.UNSAID);
    return ImageInput.read(input, said, files, limits);
  }

  private ReadInput sounds(List<Content> files) {
    NamedTensor input = tensors.required(name);
    if (content().orElse(null) instanceof InputContent.Audio audio) {
      return SoundInput.read(input, audio, files, limits);
    }
    if (content().isPresent()) {
      throw otherKind(input, files.get(0), content().get());
    }
    throw input.conversion(
        files.get(0).name(),
        "nothing says how many samples per second it takes",
        "Say so in a model card: {\"kind\": \"audio\", \"rate\": 16000}.");
  }

  private static AttributionException otherKind(
      NamedTensor input, Content file, InputContent content) {
    return input.conversion(
        file.name(),
        "it is no file for an input of kind \"%s\"%s"
            .formatted(
                content.kind().word(),
                content instanceof InputContent.Image
                    ? ", which a model card or --preprocess makes of it"
                    : ", as its model card says"),
        "Give a file of that kind, or correct the kind.");
  }

  private ReadInput texts(List<NamedText> texts) {
    if (content().orElse(null) instanceof InputContent.Tokens tokens) {
      Map<TokenRole, NamedTensor> inputs = new EnumMap<>(TokenRole.class);
      tokens.feeds().forEach((role, input) -> inputs.put(role, tensors.required(input)));
      return TokenInput.read(name, tokens.tokenize(), inputs, texts, limits);
    }
    NamedTensor input = tensors.required(name);
    if (!input.isString()) {
      throw input.conversion(
          texts.get(0).origin(),
          "nothing says what numbers a text becomes",
          "Name a vocabulary as \"tokenize\" in a model card, or give an array: NAME=FILE.npy.");
    }
    return TextInput.read(input, texts);
  }

  private ReadInput table(List<Content> files, Optional<String> rows) {
    Optional<NamedTensor> one = tensors.one(name).or(() -> tensors.ofRows(name));
    Optional<InputContent> content = content(one.map(NamedTensor::name).orElse(name));
    if (content.orElse(null) instanceof InputContent.Series series) {
      return SeriesInput.read(
          one.orElseGet(() -> tensors.required(name)), series, files, rows, limits);
    }
    Content file = files.get(0);
    List<FeatureCard> features =
        content.orElse(null) instanceof InputContent.Table table ? table.features() : List.of();
    if (one.isPresent()) {
      if (content.isPresent() && !(content.get() instanceof InputContent.Table)) {
        throw otherKind(one.get(), file, content.get());
      }
      return TableInput.matrix(one.get(), features, file, rows, limits);
    }
    return TableInput.spread(name, tensors.several(name), features, file, rows, limits);
  }

  private ReadInput json(JsonNode values, NamedFile file) {
    Optional<NamedTensor> one = tensors.one(name);
    return one.isPresent()
        ? JsonFile.one(one.get(), values, file.content().name())
        : JsonFile.all(name, tensors.several(name), values, file);
  }

  private ReadInput npz(Content file) {
    return tensors
        .one(name)
        .map(input -> ArrayFiles.npz(input, file, limits))
        .orElseGet(() -> ArrayFiles.npz(name, tensors.several(name), file, limits));
  }
}
