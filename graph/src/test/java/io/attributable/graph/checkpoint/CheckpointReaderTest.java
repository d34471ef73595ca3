package io.attributable.graph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.TensorProto;

class CheckpointReaderTest {
  private static final String MODEL = "captum_relu_linear";
  private static final String WEIGHTS = "linear/w/.ATTRIBUTES/VARIABLE_VALUE";
  private static final String INDEX = "variables.index";
  private static final String SHARD = "variables.data-00000-of-00001";

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of(INDEX, SHARD)) {
      Files.copy(Fixtures.model(MODEL).resolve("variables").resolve(file), folder.resolve(file));
    }
  }

  private Map<String, TensorProto> read(String... keys) throws IOException {
    CheckpointIndex index = CheckpointIndex.read(folder.resolve(INDEX));
    return new CheckpointReader(index, folder.resolve("variables")).read(List.of(keys));
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private void write(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
  }

  private String anyKey() throws IOException {
    return SortedTable.read(bytes(INDEX)).stream()
        .map(entry -> entry.key().toStringUtf8())
        .filter(key -> key.endsWith("VARIABLE_VALUE"))
        .findFirst()
        .orElseThrow();
  }

  /** TensorFlow takes such memory as a tensor; other memory it copies. */
  @Test
  void valuesLieOutsideOfTheHeapWhereTensorFlowCanUseThem() throws IOException {
    TensorProto value = read(anyKey()).values().iterator().next();

    ByteBuffer memory = value.getTensorContent().asReadOnlyByteBuffer();
    assertThat(memory.isDirect()).isTrue();
    assertThat(memory.alignmentOffset(0, 64)).isZero();
    assertThat(memory.order(ByteOrder.LITTLE_ENDIAN).remaining()).isPositive();
  }

  @Test
  void aKeyThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> read(WEIGHTS + "/other"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(WEIGHTS + "/other");
  }

  @Test
  void everyWrongByteOfAValueIsFound() throws IOException {
    String key = anyKey();
    var entry = CheckpointIndex.read(folder.resolve(INDEX)).entry(key).orElseThrow();
    byte[] whole = bytes(SHARD);
    for (int i = 0; i < entry.getSize(); i++) {
      byte[] wrong = whole.clone();
      wrong[(int) entry.getOffset() + i] ^= 1;
      write(SHARD, wrong);
      assertThatThrownBy(() -> read(key)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aValueThatIsCutOffIsFound() throws IOException {
    String key = anyKey();
    var entry = CheckpointIndex.read(folder.resolve(INDEX)).entry(key).orElseThrow();
    write(SHARD, Arrays.copyOf(bytes(SHARD), (int) (entry.getOffset() + entry.getSize() - 1)));

    assertThatThrownBy(() -> read(key)).isInstanceOf(IOException.class);
  }

  /** Only the part of the file that nothing refers to may differ unnoticed. */
  @Test
  void aTableOfContentsWithAnyWrongByteIsRefusedOrTheSame() throws IOException {
    byte[] whole = bytes(INDEX);
    List<SortedTable.Entry> right = SortedTable.read(whole);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] wrong = whole.clone();
      wrong[i] ^= 0x55;
      try {
        assertThat(SortedTable.read(wrong)).isEqualTo(right);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void aTableOfContentsMayEndAnywhere() throws IOException {
    byte[] whole = bytes(INDEX);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SortedTable.read(part)).isInstanceOf(IOException.class);
    }
  }

  /** Each key repeats the one before it and adds to it: the keys together would be gigabytes. */
  @Test
  void keysThatGrowWithoutEndAreRefused() throws IOException {
    ByteString.Output block = ByteString.newOutput();
    for (int length = 0; length < 1 << 16; length++) {
      varint(block, length);
      block.write(new byte[] {1, 0, 'a'});
    }
    block.write(new byte[8]);
    byte[] table = table(block.toByteString().toByteArray());

    assertThatThrownBy(() -> SortedTable.read(table))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an entry is damaged");
  }

  /** A table of one block, which is its index; what is behind it is not read. */
  private static byte[] table(byte[] block) {
    ByteBuffer file =
        ByteBuffer.allocate(block.length + 5 + 48).order(ByteOrder.LITTLE_ENDIAN).put(block);
    file.put((byte) 0);
    file.putInt(MaskedCrc32c.of(file.slice(0, block.length + 1)));
    ByteString.Output footer = ByteString.newOutput();
    Stream.of(0, 0, 0, block.length).forEach(each -> varint(footer, each));
    file.put(footer.toByteString().toByteArray());
    return file.putLong(file.limit() - 8, 0xdb4775248b80fb57L).array();
  }

  private static void varint(ByteString.Output to, int value) {
    int left = value;
    while (left >= 0x80) {
      to.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    to.write(left);
  }
}
