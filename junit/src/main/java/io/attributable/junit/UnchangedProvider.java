package io.attributable.junit;

import io.attributable.evidence.compare.ComparisonOptions;
import io.attributable.evidence.compare.ModelComparison;
import io.attributable.evidence.compare.Thresholds;
import io.attributable.tensorflow.AttributableModel;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Loads both versions once, and makes a test of each request. */
final class UnchangedProvider implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(ExplanationsUnchanged.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Method test = context.getRequiredTestMethod();
    ExplanationsUnchanged wanted = test.getAnnotation(ExplanationsUnchanged.class);
    String source = wanted.requests().isEmpty() ? test.getName() : wanted.requests();
    List<NamedRequest> requests = NamedRequest.of(context.getRequiredTestClass(), source);
    Thresholds thresholds =
        wanted.thresholds().length == 0
            ? Thresholds.byDefault()
            : Thresholds.parse(List.of(wanted.thresholds()));
    ComparisonOptions options = options(wanted);
    AttributableModel before = AttributableModel.load(Path.of(wanted.before()));
    AttributableModel after = loadBeside(before, wanted.after());
    ModelComparison comparison = new ModelComparison(before, after, options);
    return requests.stream()
        .<TestTemplateInvocationContext>map(
            request -> new RequestInvocation(request, comparison, thresholds))
        .onClose(
            () -> {
              after.close();
              before.close();
            });
  }

  private static AttributableModel loadBeside(AttributableModel before, String directory) {
    try {
      return AttributableModel.load(Path.of(directory));
    } catch (RuntimeException | Error e) {
      before.close();
      throw e;
    }
  }

  private static ComparisonOptions options(ExplanationsUnchanged wanted) {
    ComparisonOptions options = ComparisonOptions.defaults().topK(wanted.topK());
    for (String text : wanted.map()) {
      int separator = text.indexOf('=');
      if (separator < 1 || separator == text.length() - 1) {
        throw new ExtensionConfigurationException(
            "map must hold NAME=OTHER, but holds \"" + text + "\"");
      }
      options = options.layer(text.substring(0, separator), text.substring(separator + 1));
    }
    return options;
  }
}
