package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import io.attributable.testing.Fixtures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Files that tests give as inputs, and what came of them. */
abstract class InputCommands {
  static final Path DIGITS = Fixtures.model("digits");
  static final Path TRANSFORMER = Fixtures.model("k3_transformer");
  static final Path SERIES = Fixtures.model("k3_rnn_stack");
  static final Path LINEAR = Fixtures.model("captum_multilayer");
  static final int SIDE = 8;
  static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  Path card;

  /** A picture, and the array that it is at a range of 0 to 1. */
  @BeforeEach
  void write() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    FloatNdArray array = NdArrays.ofFloats(Shape.of(1, SIDE, SIDE, 1));
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int level = (y * 37 + x * 11) % 256;
        image.setRGB(x, y, level * 0x10101);
        array.setFloat((float) (level / 255.0), 0, y, x, 0);
      }
    }
    ImageIO.write(image, "png", folder.resolve("digit.png").toFile());
    NpyWriter.write(folder.resolve("digit.npy"), new NpyArray(NpyType.FLOAT32, array));
    card = folder.resolve("card.json");
  }

  void writeCard(String inputs, String explain) throws IOException {
    Files.writeString(
        card,
        """
        {'title': 'Digits', 'signatures': {'serving_default': {'inputs': {%s},
         'outputs': {'output_0': {'classes': ['zero', 'one', 'two', 'three', 'four', 'five', 'six',
           'seven', 'eight', 'nine']}},
         'explain': {%s}}}}
        """
            .formatted(inputs, explain)
            .replace('\'', '"'));
  }

  static CommandRun explain(Path model, Path out, Object... words) {
    List<Object> all = new ArrayList<>(List.of("explain", model, "--out", out));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray());
  }

  JsonNode reply(Path out) throws IOException {
    return JSON.readTree(Files.readString(out.resolve("attribution.json")));
  }

  void assertSame(Path one, Path other) throws IOException {
    String file = reply(one).at("/layers/0/tensors/0/file").textValue();
    assertThat(Fixtures.array(one.resolve(file))).isEqualTo(Fixtures.array(other.resolve(file)));
  }
}
