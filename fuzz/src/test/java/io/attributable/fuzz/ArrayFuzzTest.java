package io.attributable.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.attributable.npy.NpyException;
import io.attributable.npy.NpyReader;
import io.attributable.npy.NpzReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** NumPy's files. */
class ArrayFuzzTest {
  private static final long MOST_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "45s")
  void npy(byte[] bytes) {
    try {
      NpyReader.read(bytes);
    } catch (NpyException e) {
      // It was refused.
    }
  }

  @FuzzTest(maxDuration = "45s")
  void npz(byte[] bytes) {
    try {
      NpzReader.read(new ByteArrayInputStream(bytes), MOST_BYTES);
    } catch (IOException e) {
      // It was refused.
    }
  }
}
