package io.attributable.tokenizers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/**
 * What SentencePiece makes of characters before it cuts: a trie by their bytes, in a double array,
 * that leads to places in a text. The native library follows it without looking whether it ends.
 */
final class CharacterMap {
  private static final int LABEL = 0x8000_00FF;
  private static final int VALUE = 0x7FFF_FFFF;
  private static final int HAS_LEAF = 1 << 8;
  private static final int CONTINUATION = 0xC0;
  private static final int CONTINUATION_MARK = 0x80;

  private final int[] units;
  private final ByteBuffer text;
  private final BitSet seen = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();

  private CharacterMap(int[] units, ByteBuffer text) {
    this.units = units;
    this.text = text;
  }

  /** Whether no text leads out of it. */
  static boolean isSound(String base64) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
      int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
      if (length < Integer.BYTES || length > bytes.remaining() || length % Integer.BYTES != 0) {
        return false;
      }
      int[] units = new int[length / Integer.BYTES];
      bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(units);
      return new CharacterMap(units, bytes.position(bytes.position() + length).slice()).isSound();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isSound() {
    visit(offset(units[0]));
    while (!open.isEmpty()) {
      if (!isSound(open.pop())) {
        return false;
      }
    }
    return true;
  }

  /** Whether all bytes lead from a node to places that are there. */
  private boolean isSound(int node) {
    for (int next = 1; next <= 0xFF; next++) {
      int at = node ^ next;
      if (at < 0 || at >= units.length) {
        return false;
      }
      if ((units[at] & LABEL) == next) {
        int child = at ^ offset(units[at]);
        if ((units[at] & HAS_LEAF) != 0 && !isLeaf(child)) {
          return false;
        }
        visit(child);
      }
    }
    return true;
  }

  private void visit(int node) {
    if (node < 0 || !seen.get(node)) {
      open.push(node);
    }
    if (node >= 0) {
      seen.set(node);
    }
  }

  private boolean isLeaf(int at) {
    if (at < 0 || at >= units.length) {
      return false;
    }
    int place = units[at] & VALUE;
    return place == text.limit()
        || (place < text.limit() && (text.get(place) & CONTINUATION) != CONTINUATION_MARK);
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }
}
