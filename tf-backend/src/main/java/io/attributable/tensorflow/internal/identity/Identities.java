package io.attributable.tensorflow.internal.identity;

import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.model.ModelIdentity;
import io.attributable.tensorflow.internal.files.FileHashes;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The identity of a model by signature; files are hashed once. Safe for any number of threads. */
public final class Identities {
  private final SavedModelFile file;
  private final ModelOptions options;
  private final Supplier<SortedMap<String, String>> hashing;
  private final Map<String, ModelIdentity> bySignature = new HashMap<>();
  private @Nullable SortedMap<String, String> files;

  /**
   * The identities of a model.
   *
   * @param hashing gives the hashes of its files, and fails if these are no longer what was loaded
   */
  public Identities(
      SavedModelFile file, ModelOptions options, Supplier<SortedMap<String, String>> hashing) {
    this.file = file;
    this.options = options;
    this.hashing = hashing;
  }

  /** The identity of a signature; computed at the first call. */
  public synchronized ModelIdentity of(String signature) {
    ModelIdentity known = bySignature.get(signature);
    if (known != null) {
      return known;
    }
    SortedMap<String, String> hashes = files();
    ModelIdentity identity =
        new ModelIdentity(
            file.name(),
            signature,
            GraphFingerprint.of(SignatureFlattener.flatten(file, signature)).hash(),
            FileHashes.weights(hashes),
            hashes,
            RunEnvironment.versions(),
            RunEnvironment.facts(),
            NumericOptions.of(options));
    bySignature.put(signature, identity);
    return identity;
  }

  /** The identity of a signature, if it was asked for before. */
  public synchronized Optional<ModelIdentity> known(String signature) {
    return Optional.ofNullable(bySignature.get(signature));
  }

  private SortedMap<String, String> files() {
    SortedMap<String, String> known = files;
    if (known == null) {
      known = hashing.get();
      files = known;
    }
    return known;
  }
}
