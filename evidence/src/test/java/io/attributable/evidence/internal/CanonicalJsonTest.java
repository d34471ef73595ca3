package io.attributable.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  /** RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000,0",
    "8000000000000000,0",
    "0000000000000001,5e-324",
    "8000000000000001,-5e-324",
    "7fefffffffffffff,1.7976931348623157e+308",
    "ffefffffffffffff,-1.7976931348623157e+308",
    "4340000000000000,9007199254740992",
    "c340000000000000,-9007199254740992",
    "4430000000000000,295147905179352830000",
    "44b52d02c7e14af5,9.999999999999997e+22",
    "44b52d02c7e14af6,1e+23",
    "44b52d02c7e14af7,1.0000000000000001e+23",
    "444b1ae4d6e2ef4e,999999999999999700000",
    "444b1ae4d6e2ef4f,999999999999999900000",
    "444b1ae4d6e2ef50,1e+21",
    "3eb0c6f7a0b5ed8c,9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d,0.000001",
    "41b3de4355555553,333333333.3333332",
    "41b3de4355555554,333333333.33333325",
    "41b3de4355555555,333333333.3333333",
    "41b3de4355555556,333333333.3333334",
    "41b3de4355555557,333333333.33333343",
    "becbf647612f3696,-0.0000033333333333333333",
    "43143ff3c1cb0959,1424953923781206.2"
  })
  void numbersAreWrittenAsTheStandardSays(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    var json = CanonicalJson.MAPPER.createArrayNode().add(value);
    assertThat(CanonicalJson.text(json)).isEqualTo("[" + expected + "]");
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void keysAreSortedByTheirUtf16Units() throws JsonProcessingException {
    String json =
        "{\"\\u20ac\":\"Euro Sign\",\"\\r"
            + "\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With"
            + " Dagesh\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning"
            + " Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With"
            + " Diaeresis\"}";
    assertThat(CanonicalJson.text(CanonicalJson.read(json)))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small"
                + " Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji:"
                + " Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void numbersComeBackBitForBit() throws JsonProcessingException {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      same(Double.longBitsToDouble(random.nextLong()));
      same(Float.intBitsToFloat(random.nextInt()));
    }
    for (double special :
        new double[] {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      same(special);
    }
  }

  private static void same(double value) throws JsonProcessingException {
    var json = CanonicalJson.MAPPER.createArrayNode().add(CanonicalJson.number(value));
    double read = CanonicalJson.number(CanonicalJson.read(CanonicalJson.text(json)).get(0));
    assertThat(Double.doubleToLongBits(read)).isEqualTo(Double.doubleToLongBits(value));
  }

  @Test
  void keysThatStandTwiceAndTextBehindTheEndAreRefused() {
    assertThatThrownBy(() -> CanonicalJson.read("{\"a\":1,\"a\":1}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> CanonicalJson.read("{} {}"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
