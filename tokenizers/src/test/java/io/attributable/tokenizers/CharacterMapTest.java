package io.attributable.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.inputs.tokenizer.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * Maps of characters, which the native library follows out of its memory where they are damaged.
 */
class CharacterMapTest {
  private static final int UNITS = 512;

  /** The node of all first bytes, and of all that follow. */
  private static final int NODE = 256;

  private static final int HAS_LEAF = 1 << 8;
  private static final String TEXT = "é\0b\0";
  private static final int PLACE_OF_B = 3;

  /** Replaces {@code a} by what stands at a place of the text. */
  private static int[] units(int place) {
    int[] units = new int[UNITS];
    units[0] = NODE << 10;
    units[NODE ^ 'a'] = 'a' << 10 | HAS_LEAF | 'a'; // Leads back to the node, ...
    units[NODE] = place; // ... whose own unit is the leaf.
    return units;
  }

  private static String base64(int[] units) {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * (units.length + 1) + text.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(units.length * Integer.BYTES);
    Arrays.stream(units).forEach(bytes::putInt);
    return Base64.getEncoder().encodeToString(bytes.put(text).array());
  }

  @Test
  void theLibraryFollowsASoundMap() throws IOException {
    String map = base64(units(PLACE_OF_B));
    assertThat(CharacterMap.isSound(map)).isTrue();
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(Expected.json("wordpiece.json"));
    json.putObject("normalizer").put("type", "Precompiled").put("precompiled_charsmap", map);
    assertThat(new HuggingFaceTokenizers().open(json.toString()).encode("a b"))
        .extracting(Token::text)
        .containsExactly("[CLS]", "b", "b", "[SEP]");
  }

  @Test
  void damagedMapsAreFound() {
    assertThat(CharacterMap.isSound(base64(units(1)))).as("half a character").isFalse();
    assertThat(CharacterMap.isSound(base64(units(99)))).as("behind the text").isFalse();
    int[] far = units(PLACE_OF_B);
    far[0] = UNITS << 10;
    assertThat(CharacterMap.isSound(base64(far))).as("first node behind the units").isFalse();
    int[] next = units(PLACE_OF_B);
    next[NODE ^ 'z'] = UNITS << 10 | 'z';
    assertThat(CharacterMap.isSound(base64(next))).as("next node behind the units").isFalse();
    assertThat(CharacterMap.isSound(base64(new int[0]))).as("no units").isFalse();
  }

  @Test
  void whatIsNoMapIsFound() {
    assertThat(CharacterMap.isSound("")).isFalse();
    assertThat(CharacterMap.isSound("no Base64!")).isFalse();
    assertThat(CharacterMap.isSound("/////wAA")).isFalse();
    assertThat(CharacterMap.isSound("BQAAAGFiY2RlZmdo")).as("half a unit").isFalse();
  }
}
