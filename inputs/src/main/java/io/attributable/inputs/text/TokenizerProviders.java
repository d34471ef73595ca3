package io.attributable.inputs.text;

import io.attributable.AttributionException;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.tokenizer.TokenizerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What makes tokenizers: the first that there is on the class path or module path. */
final class TokenizerProviders {
  private TokenizerProviders() {}

  /**
   * The one to use.
   *
   * @param ids the input that gets ids
   * @param file of the tokenizer
   * @throws AttributionException INPUT_CONVERSION where there is none
   */
  static TokenizerProvider find(NamedTensor ids, String file) {
    List<ClassLoader> loaders = new ArrayList<>();
    Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
    Optional.ofNullable(TokenizerProviders.class.getClassLoader()).ifPresent(loaders::add);
    return loaders.stream()
        .flatMap(loader -> ServiceLoader.load(TokenizerProvider.class, loader).findFirst().stream())
        .findFirst()
        .orElseThrow(
            () ->
                ids.conversion(
                    file,
                    "nothing on the class path reads tokenizers",
                    "Add the dependency io.attributable:attributable-tokenizers."));
  }
}
