package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.FeatureGroupMethod;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.MaskedMethod;
import io.attributable.Permutation;
import io.attributable.inputs.text.WordRow;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Masks in which the words of texts are features. A word is a run of letters and digits as it is
 * written, whatever its tokens are; each punctuation mark, each ideograph and each token that is
 * not in the text, such as {@code [CLS]}, is a feature of its own, and all padding is one.
 *
 * <pre>{@code
 * ReadInputs read = inputs.read(Map.of("ids", new InputSource.Texts(List.of("a film to remember"))));
 * FeatureMask words = FeatureMask.of("ids", FeatureGrouping.words());
 * AttributionMethod method = WordMasks.in(new KernelShap().withMask(words), read.views());
 * }</pre>
 *
 * Tokens that share a word belong together; so do words that share a token, as those of an entry
 * for a phrase do. Safe for any number of threads.
 */
public final class WordMasks {
  private final AttributionMethod method;
  private final List<InputView> views;
  private final Map<String, NdArray<?>> ids;

  /** The greatest number so far. */
  private long last = -1;

  private WordMasks(AttributionMethod method, FeatureMask mask, List<InputView> views) {
    this.method = method;
    this.views = views;
    this.ids = new LinkedHashMap<>(mask.ids());
    mask.ids().values().forEach(array -> last = Math.max(last, greatest(array)));
  }

  /**
   * The numbers of the words.
   *
   * @param texts one per example, tokenised, and of the same length
   * @return int64 {@code [examples, tokens]}, each row from 0 on in the order of the tokens
   * @throws IllegalArgumentException if there is none, or if there are no tokens, or not as many in
   *     each
   */
  public static LongNdArray of(List<TextExample> texts) {
    List<Integer> lengths = texts.stream().map(TextExample::length).distinct().toList();
    if (lengths.size() != 1 || lengths.get(0) == 0) {
      throw new IllegalArgumentException(
          "texts have ids, as many each; those of " + texts.size() + " are " + lengths);
    }
    long[] numbers = texts.stream().map(WordRow::of).flatMapToLong(Arrays::stream).toArray();
    return NdArrays.wrap(Shape.of(texts.size(), lengths.get(0)), DataBuffers.of(numbers));
  }

  /**
   * The method with numbers in the place of {@link FeatureGrouping#words()}. Inputs that were read
   * from the same text, such as ids and their mask, have the same numbers, so that a word is one
   * feature of both; those of other texts are others.
   *
   * @param views of the inputs that it is asked about
   * @return the same method if its mask has no words
   * @throws AttributionException METHOD_PARAMETER if an input was not read from a text into ids
   */
  public static AttributionMethod in(AttributionMethod method, List<InputView> views) {
    if (!(method instanceof MaskedMethod masked)) {
      return method;
    }
    Set<String> wanted = wanted(masked.mask());
    return wanted.isEmpty()
        ? method
        : new WordMasks(method, masked.mask(), views).replaced(masked, wanted);
  }

  private static Set<String> wanted(FeatureMask mask) {
    Set<String> wanted = new LinkedHashSet<>(mask.groupings().keySet());
    wanted.removeIf(name -> !(mask.groupings().get(name) instanceof FeatureGrouping.Words));
    return wanted;
  }

  private AttributionMethod replaced(MaskedMethod masked, Set<String> wanted) {
    put(wanted);
    Map<String, FeatureGrouping> others = new LinkedHashMap<>(masked.mask().groupings());
    others.keySet().removeAll(wanted);
    FeatureMask words = new FeatureMask(ids, others);
    return masked instanceof FeatureGroupMethod grouped
        ? grouped.withMask(words)
        : new Permutation(words, ((Permutation) masked).seed());
  }

  private void put(Set<String> wanted) {
    wanted.stream()
        .filter(ids::containsKey)
        .findFirst()
        .ifPresent(
            input -> {
              throw invalid("has both numbers and a grouping for \"" + input + '"');
            });
    Set<String> open = new LinkedHashSet<>(wanted);
    for (InputView view : views) {
      List<String> here = view.inputs().stream().filter(open::remove).toList();
      if (!here.isEmpty()) {
        LongNdArray numbers = behindOthers(of(texts(here.get(0), view)));
        here.forEach(input -> ids.put(input, numbers));
      }
    }
    if (!open.isEmpty()) {
      String first = open.iterator().next();
      throw invalid("groups the words of \"" + first + "\", " + unknown(first));
    }
  }

  private String unknown(String input) {
    boolean named = views.stream().anyMatch(view -> view.name().equals(input));
    return (named ? "which is no input of the signature" : "for which nothing was read") + there();
  }

  private List<TextExample> texts(String input, InputView view) {
    String groups = "groups the words of \"" + input + "\", ";
    if (!(view instanceof InputView.Texts read)) {
      throw invalid(groups + "which was not read from a text" + there());
    }
    if (!isTokenised(view)) {
      throw invalid(groups + "of which the model takes the whole text as one element" + there());
    }
    return read.texts();
  }

  /** What words there are instead. */
  private String there() {
    List<String> inputs =
        views.stream()
            .filter(WordMasks::isTokenised)
            .flatMap(view -> view.inputs().stream())
            .toList();
    return inputs.isEmpty()
        ? ": no input was read from a text into ids of its tokens. Give numbers, or axes (along)"
        : ": there are words of \"" + String.join("\", \"", inputs) + '"';
  }

  private static boolean isTokenised(InputView view) {
    return view instanceof InputView.Texts read
        && read.texts().stream().allMatch(text -> text.length() > 0);
  }

  /** Elements with the same number are one feature, also across inputs. */
  private LongNdArray behindOthers(LongNdArray numbers) {
    if (last >= Long.MAX_VALUE - numbers.size()) {
      throw invalid("holds " + last + ", behind which there is no number for a word");
    }
    long first = last + 1;
    numbers.scalars().forEach(number -> number.setLong(first + number.getLong()));
    last = greatest(numbers);
    return numbers;
  }

  private static long greatest(NdArray<?> numbers) {
    long greatest = -1;
    for (NdArray<?> scalar : numbers.scalars()) {
      if (scalar.getObject() instanceof Number number) {
        greatest = Math.max(greatest, number.longValue());
      }
    }
    return greatest;
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method.name(), "mask", problem);
  }
}
