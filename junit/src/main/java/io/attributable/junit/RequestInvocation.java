package io.attributable.junit;

import io.attributable.evidence.compare.ExplanationComparison;
import io.attributable.evidence.compare.ModelComparison;
import io.attributable.evidence.compare.Thresholds;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** The test of one request. */
record RequestInvocation(NamedRequest request, ModelComparison models, Thresholds thresholds)
    implements TestTemplateInvocationContext {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(RequestInvocation.class);

  @Override
  public String getDisplayName(int index) {
    return "[" + index + "] " + request.name();
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(
        (BeforeTestExecutionCallback)
            context ->
                ChangedExplanations.check(
                    "Explanations of request \"" + request.name() + "\"",
                    comparison(context).violations(thresholds)),
        new Comparisons());
  }

  /** Made once for a test. */
  private ExplanationComparison comparison(ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(
            request, key -> models.of(key.request()), ExplanationComparison.class);
  }

  private final class Comparisons implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ExplanationComparison.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return comparison(context);
    }
  }
}
