package io.attributable.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no array, or none that can be trusted, is refused with a reason. */
class NpyRefusalTest {
  private static final String FLOATS = "'descr': '<f4', 'fortran_order': False, ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "object.npy;      PYTHON_OBJECTS;    (dict), which are never unpickled",
        "number_objects.npy; PYTHON_OBJECTS; (int)",
        "none_objects.npy; PYTHON_OBJECTS;   (None)",
        "array_objects.npy; PYTHON_OBJECTS;  (numpy.ndarray)",
        "path_objects.npy; PYTHON_OBJECTS;   (pathlib.PurePosixPath)",
        "surrogate_objects.npy; BAD_PICKLE;  a text is not UTF-8",
        "complex256.npy;  UNSUPPORTED_DTYPE; its dtype '<c32' cannot be read",
        "datetime.npy;    UNSUPPORTED_DTYPE; '<M8[D]'",
        "record.npy;      UNSUPPORTED_DTYPE; with named fields",
        "void.npy;        UNSUPPORTED_DTYPE; '|V2'",
        "archive.npz;     NOT_NPY;           a zip archive such as .npz",
        "make.py;         NOT_NPY;           does not start with \\x93NUMPY; write the array with numpy.save",
      })
  void refusesWhatNumpyCanSave(String file, NpyProblem problem, String words) {
    assertRefused(NumpyFiles.file(file), problem, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{};                                 BAD_HEADER; key 'descr' is missing",
        "{FLOATS};                           BAD_HEADER; key 'shape' is missing",
        "{FLOATS 'shape': (1,)} x;           BAD_HEADER; expected its end at position",
        "{FLOATS 'shape': (1,), 'a': 'b'};   BAD_HEADER; unknown key 'a'",
        "{FLOATS 'shape': (1,), 'shape': ()};BAD_HEADER; key 'shape' stands twice",
        "{FLOATS 'shape': (1)};              BAD_HEADER; expected a tuple",
        "{FLOATS 'shape': (1 2)};            BAD_HEADER; expected ','",
        "{FLOATS 'shape': (-1,)};            BAD_HEADER; expected a length of a dimension",
        "{FLOATS 'shape': (9999999999999999999,)}; BAD_HEADER; a length of a dimension",
        "{FLOATS 'shape': (1.5,)};           BAD_HEADER; expected ','",
        "{FLOATS 'shape': (,)};              BAD_HEADER; expected a length of a dimension",
        "{FLOATS 'shape': __import__('os')}; BAD_HEADER; expected '('",
        "{FLOATS 'shape': (1,);              BAD_HEADER; found its end",
        "{FLOATS 'sh\\x61pe': (1,)};         BAD_HEADER; expected quoted text",
        "{FLOATS 'shape': (2147483647,)};    TOO_LARGE;  its shape [2147483647] is too large",
        "{FLOATS 'shape': (65536, 65536)};   TOO_LARGE;  [65536, 65536]",
        "{FLOATS 'shape': (4294967296, 4294967296, 0)}; TOO_LARGE; too large",
        "{FLOATS 'shape': (0, 4294967296)};  TOO_LARGE;  too large",
        "{FLOATS 'shape': (1000,)};          TRUNCATED;  data of shape [1000] takes 4000 bytes",
        "{FLOATS 'shape': ()};               TRUNCATED;  takes 4 bytes, but only 0 are there",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000,)}; UNSUPPORTED_DTYPE; text",
        "{'descr': '<U999999999', 'fortran_order': False, 'shape': (9,)}; UNSUPPORTED_DTYPE; U999",
        "{'descr': '<S99999999999', 'fortran_order': False, 'shape': (9,)}; UNSUPPORTED_DTYPE; S9",
        "{'descr': 'os.system', 'fortran_order': False, 'shape': (9,)}; UNSUPPORTED_DTYPE; os.sys",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (9,)}; BAD_HEADER; expected True or False",
      })
  void refusesHeadersThatLie(String header, NpyProblem problem, String words) throws IOException {
    byte[] file = file(1, header.replace("FLOATS", FLOATS));
    assertRefused(write(file), problem, words);
  }

  @Test
  void refusesManyDimensions() throws IOException {
    byte[] file = file(1, "{" + FLOATS + "'shape': (" + "1,".repeat(65) + ")}");
    assertRefused(write(file), NpyProblem.TOO_LARGE, "too large");
  }

  @Test
  void refusesUnknownVersions() throws IOException {
    assertRefused(write(file(4, "{}")), NpyProblem.UNKNOWN_VERSION, ".npy version 4.0");
  }

  @Test
  void refusesHeadersThatAreTooLong() throws IOException {
    byte[] file = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
    assertRefused(write(file), NpyProblem.BAD_HEADER, "4294967295 bytes are too long");
  }

  @Test
  void refusesBytesBehindTheData() throws IOException {
    byte[] whole = Files.readAllBytes(NumpyFiles.file("float32"));
    byte[] longer = Arrays.copyOf(whole, whole.length + 3);
    assertRefused(write(longer), NpyProblem.TRAILING_BYTES, "3 bytes follow its data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "80 02 2e;                      it takes more than it has made",
        "80 07 2e;                      protocol 7 is not known",
        "80 02 4b 01 2e;                it holds no array",
        "80 02 68 00 2e;                it takes what it has not made",
        "80 02 85 2e;                   it takes more than it has made",
        "80 02 74 2e;                   it takes more than it has made",
        "80 02 4b 01 4b 02 61 2e;       it adds to what is no list",
        "80 02 4b 01 29 52 2e;          it calls what is no function",
        "80 02 29 29 62 2e;             it changes what is no array",
        "80 02 63 6f 73 0a 73 79 73 74 65 6d 0a 2e; (os.system)",
        "80 02 69 6f 73 0a 78 0a 2e;    instruction 0x69",
        "80 02 8e ff ff ff ff ff ff ff ff 2e; a length is too large",
        "80 02 42 ff ff ff ff 2e;       a part of its pickle takes 4294967295 bytes",
      })
  void refusesPicklesThatNumpyNeverWrites(String pickle, String words) throws IOException {
    byte[] header = file(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}");
    byte[] content = HexFormat.ofDelimiter(" ").parseHex(pickle);
    byte[] all = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, all, header.length, content.length);
    Path file = write(all);
    assertThatThrownBy(() -> NpyReader.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining(words);
  }

  @Test
  void refusesPickledArraysOfAnotherSize() throws IOException {
    byte[] whole = Files.readAllBytes(NumpyFiles.file("objects"));
    String text = new String(whole, ISO_8859_1).replace("(3, 2)", "(3, 1)");
    assertRefused(
        write(text.getBytes(ISO_8859_1)),
        NpyProblem.BAD_PICKLE,
        "6 elements do not fill shape [3, 1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unicode", "objects", "numpy_objects", "complex64"})
  void refusesFilesThatEndAnywhereInTheMiddle(String name) throws IOException {
    byte[] whole = Files.readAllBytes(NumpyFiles.file(name));
    for (int length = 0; length < whole.length; length++) {
      Path cut = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpyReader.read(cut)).isInstanceOf(NpyException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unicode", "objects", "numpy_objects", "old_objects"})
  void survivesAnyChangedByte(String name) throws IOException {
    Random random = new Random(3);
    byte[] whole = Files.readAllBytes(NumpyFiles.file(name));
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      refused += refused(write(changed)) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void refusesFolders() {
    assertRefused(folder, NpyProblem.NOT_A_FILE, "not a regular file");
  }

  @Test
  void leavesMissingFilesToTheCaller() {
    assertThatThrownBy(() -> NpyReader.read(folder.resolve("absent.npy")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static void assertRefused(Path file, NpyProblem problem, String words) {
    NpyException refusal = catchThrowableOfType(NpyException.class, () -> NpyReader.read(file));
    assertThat(refusal).hasMessageContaining(words);
    assertThat(refusal.problem()).isEqualTo(problem);
  }

  /** Whether the file is refused in the way that is promised; every other exception fails. */
  private static boolean refused(Path file) throws IOException {
    try {
      NpyReader.read(file);
      return false;
    } catch (NpyException e) {
      return true;
    }
  }

  private static byte[] file(int version, String header) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    file.write(header.length() & 0xff);
    file.write(header.length() >> 8);
    file.write(header.getBytes(ISO_8859_1));
    return file.toByteArray();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("file.npy"), content);
  }
}
