package io.attributable.processor.binding;

import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.processor.lookup.ModelFile;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads each model of a compilation once, for all its interfaces. */
public final class ModelReader {
  private final Map<FileKey, SavedModelFile> files = new HashMap<>();
  private final Predicate<String> libraryOps;
  private final Map<SignatureKey, SignatureLayers> signatures = new HashMap<>();

  /**
   * A reader for one compilation.
   *
   * @param libraryOps ops that libraries will bring when models are run
   */
  ModelReader(Predicate<String> libraryOps) {
    this.libraryOps = libraryOps;
  }

  /**
   * The model in a file.
   *
   * @param name what messages call it
   */
  SavedModelFile read(String name, ModelFile found) {
    return files.computeIfAbsent(
        new FileKey(name, found.location()),
        unread -> SavedModelFile.parse(name, found.content()).vouchingForOps(libraryOps));
  }

  /** The layers of a signature. */
  SignatureLayers layers(SavedModelFile file, String signature) {
    return signatures.computeIfAbsent(
        new SignatureKey(file, signature), unread -> SignatureLayers.of(file, signature));
  }

  private record FileKey(String name, URI location) {}

  private record SignatureKey(SavedModelFile file, String signature) {}
}
