package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.OpPolicy;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads each model of a compilation or a build once, for all declarations. For one thread at a
 * time.
 */
public final class ModelReader {
  private final Map<FileKey, SavedModelFile> files = new HashMap<>();
  private final Predicate<String> libraryOps;
  private final Map<SignatureKey, SignatureLayers> signatures = new HashMap<>();

  /**
   * A reader for one compilation.
   *
   * @param libraryOps ops that libraries will bring when models are run
   */
  public ModelReader(Predicate<String> libraryOps) {
    this.libraryOps = libraryOps;
  }

  /**
   * The model of a declaration, which can be loaded as far as its file tells.
   *
   * @throws AttributionException what finding and reading it can bring; OP_REFUSED
   */
  SavedModelFile read(DeclaredModel declared, ModelSource source) {
    SavedModelFile strict = read(declared.savedModel(), source.find(declared.savedModel()));
    List<String> allowed = declared.allowedOps();
    SavedModelFile file =
        allowed.isEmpty() ? strict : strict.under(OpPolicy.strict().allowing(allowed));
    FileCheck.require(file);
    OpPolicyCheck.requireLoadable(file);
    return file;
  }

  private SavedModelFile read(String name, ModelFile found) {
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
