package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.FeatureText;
import io.attributable.Features;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.OpPolicy;
import io.attributable.Port;
import io.attributable.ReasonSide;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.UnusedLayer;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.model.GraphLock;
import io.attributable.model.LayerDescription;
import io.attributable.model.ModelContract;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.tensorflow.generated.ExplainerRequest;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ExecutionOptions;
import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.options.ThreadOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;

/**
 * Null is refused where it is given, with a {@link NullPointerException} that begins with the
 * parameter's name; nothing takes it for a default. Holds for all that users call.
 */
class NullArgumentsTest {
  private static final List<Class<?>> CALLED =
      List.of(
          AttributionRequest.class,
          Attributions.class,
          Example.class,
          Features.class,
          FeatureText.class,
          Reduction.class,
          Reduction.Sum.class,
          Reduction.ResizeToInput.class,
          Target.class,
          Target.Index.class,
          Target.PerExample.class,
          TensorShape.class,
          GraphLock.class,
          LayerDescription.class,
          ModelContract.class,
          SignatureDescription.class,
          TensorDescription.class,
          AttributableModel.class,
          ExampleOptions.class,
          ExecutionOptions.class,
          ExplainedModel.class,
          ExplainerRequest.class,
          InferredLayers.class,
          LayerAttribution.class,
          LayerGradientXActivation.class,
          ModelOptions.class,
          ThreadOptions.class);

  private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

  @BeforeAll
  @SuppressWarnings("CheckReturnValue")
  static void load() {
    Path directory = Fixtures.model("captum_relu_linear");
    AttributableModel model = AttributableModel.load(directory);
    LayerAttribution request = LayerGradientXActivation.on(model);
    NdArray<?> array = NdArrays.ofFloats(Shape.of(1));
    SAMPLES.put(AttributableModel.class, model);
    SAMPLES.put(LayerAttribution.class, request);
    SAMPLES.put(ExplainerRequest.class, new ExplainerRequest<>(request, Function.identity()));
    SAMPLES.put(ExplainedModel.class, ExplainedModel.of(directory));
    SAMPLES.put(AttributionRequest.class, AttributionRequest.empty());
    SAMPLES.put(AttributionMethod.class, new GradientXActivation());
    SAMPLES.put(Attributions.class, new Attributions(List.of()));
    SAMPLES.put(Features.class, Features.none());
    SAMPLES.put(FeatureText.class, FeatureText.of("x"));
    SAMPLES.put(ReasonSide.class, ReasonSide.FOR);
    SAMPLES.put(Example.class, Example.of("x", array));
    SAMPLES.put(SavedModelFile.class, SavedModelFile.read(directory));
    SAMPLES.put(ExampleOptions.class, ExampleOptions.defaults());
    SAMPLES.put(ExecutionOptions.class, ExecutionOptions.defaults());
    SAMPLES.put(ModelOptions.class, ModelOptions.defaults());
    SAMPLES.put(ThreadOptions.class, ThreadOptions.defaults());
    SAMPLES.put(ConfigProto.class, ConfigProto.getDefaultInstance());
    SAMPLES.put(ModelContract.class, ModelContract.of("Sample", "serving_default").graph("hash"));
    SAMPLES.put(TensorShape.class, TensorShape.of());
    SAMPLES.put(Shape.class, Shape.scalar());
    SAMPLES.put(SignatureDescription.class, new SignatureDescription("x", List.of(), List.of()));
    SAMPLES.put(LayerDescription.class, new LayerDescription("x", "x", List.of(), List.of()));
    SAMPLES.put(TensorDescription.class, new TensorDescription("x", "x", TensorShape.of()));
    SAMPLES.put(Reduction.class, Reduction.none());
    SAMPLES.put(Reduction.Step.class, new Reduction.Absolute());
    SAMPLES.put(Target.class, Target.none());
    SAMPLES.put(Mode.class, Mode.LOCAL);
    SAMPLES.put(Port.class, Port.OUTPUT);
    SAMPLES.put(UnusedLayer.class, UnusedLayer.ERROR);
    SAMPLES.put(Precision.class, Precision.FULL);
    SAMPLES.put(StatePolicy.class, StatePolicy.KEEP);
    SAMPLES.put(OpPolicy.class, OpPolicy.strict());
    SAMPLES.put(LimitOptions.class, LimitOptions.defaults());
    SAMPLES.put(ClassLoader.class, NullArgumentsTest.class.getClassLoader());
    SAMPLES.put(Class.class, NullArgumentsTest.class);
    SAMPLES.put(WeightSource.class, WeightSource.AUTO);
    SAMPLES.put(NdArray.class, array);
    SAMPLES.put(Path.class, directory);
    SAMPLES.put(Object.class, Map.of());
    SAMPLES.put(String.class, "x");
    SAMPLES.put(List.class, List.of());
    SAMPLES.put(Iterable.class, List.of());
    SAMPLES.put(Iterator.class, List.of().iterator());
    SAMPLES.put(Stream.class, Stream.of());
    SAMPLES.put(Set.class, Set.of());
    SAMPLES.put(Map.class, Map.of());
    SAMPLES.put(Optional.class, Optional.empty());
    SAMPLES.put(Function.class, Function.identity());
    SAMPLES.put(LongConsumer.class, (LongConsumer) done -> {});
    SAMPLES.put(boolean.class, false);
    SAMPLES.put(int.class, 1);
    SAMPLES.put(long.class, 1L);
    SAMPLES.put(double.class, 1.0);
  }

  @AfterAll
  static void close() {
    ((AttributableModel) SAMPLES.get(AttributableModel.class)).close();
  }

  @TestFactory
  Stream<DynamicTest> areRefusedByName() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> type : CALLED) {
      Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
          .flatMap(Arrays::stream)
          .filter(NullArgumentsTest::isCalled)
          .forEach(call -> tests.addAll(tests(call)));
    }
    assertThat(tests).hasSizeGreaterThan(80);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> areRefusedInCollections() {
    return Stream.of(
        inside("targets[1]", () -> request().attributeTargets(Arrays.asList(Target.none(), null))),
        inside("targets[0]", () -> request().attributeTargets((Target) null)),
        inside("addresses[1]", () -> request().layers("a", null)),
        inside("examples[0]", () -> request().input("x", Arrays.asList((byte[]) null))),
        inside("examples[0]", () -> request().input("x", (byte[]) null)),
        inside("files[0]", () -> ModelOptions.defaults().opLibraries((Path) null)),
        inside("names[0]", () -> ModelOptions.defaults().devices((String) null)),
        inside("indices[0]", () -> Target.perExampleIndex((int[]) null)),
        inside("steps[0]", () -> new Reduction(Arrays.asList((Reduction.Step) null))),
        inside("inputs[x]", () -> Example.of(java.util.Collections.singletonMap("x", null))),
        inside("others[0]", () -> ExplainedModel.of(Path.of("m")).modes(Mode.LOCAL, (Mode) null)));
  }

  private static LayerAttribution request() {
    return (LayerAttribution) SAMPLES.get(LayerAttribution.class);
  }

  private static DynamicTest inside(String name, Runnable call) {
    return DynamicTest.dynamicTest(name, () -> assertRefused(catchThrowable(call::run), name));
  }

  private static boolean isCalled(Executable call) {
    boolean ofObject = call.getName().equals("equals");
    return Modifier.isPublic(call.getModifiers()) && !call.isSynthetic() && !ofObject;
  }

  private static List<DynamicTest> tests(Executable call) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < call.getParameterCount(); i++) {
      Parameter parameter = call.getParameters()[i];
      boolean allowed = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!parameter.getType().isPrimitive() && !allowed) {
        int at = i;
        String name =
            call.getDeclaringClass().getSimpleName() + "." + call.getName() + " " + parameter;
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> assertRefused(outcome(call, at), parameter.getName())));
      }
    }
    return tests;
  }

  private static void assertRefused(@Nullable Throwable outcome, String name) {
    assertThat(outcome).isInstanceOf(NullPointerException.class);
    assertThat(outcome).hasMessageStartingWith(name);
  }

  private static @Nullable Throwable outcome(Executable call, int nullAt) throws Exception {
    Object[] arguments = new Object[call.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = call.getParameterTypes()[i];
      arguments[i] = i == nullAt ? null : sample(type);
    }
    try {
      if (call instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) call).invoke(SAMPLES.get(call.getDeclaringClass()), arguments);
      }
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  private static Object sample(Class<?> type) {
    Object sample =
        type.isArray() ? Array.newInstance(type.getComponentType(), 0) : SAMPLES.get(type);
    assertThat(sample).as("a value of " + type).isNotNull();
    return sample;
  }
}
