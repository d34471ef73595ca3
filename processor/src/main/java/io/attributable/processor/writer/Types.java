package io.attributable.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The types that generated source refers to. Those of the backend are known by name only: the
 * processor does not depend on it.
 */
final class Types {
  static final ClassName ATTRIBUTION = api("Attribution");
  static final ClassName ATTRIBUTIONS = api("Attributions");
  static final ClassName FEATURES = api("Features");
  static final ClassName METHODS = api("Methods");
  static final ClassName PORT = api("Port");
  static final ClassName PREDICTION = api("Prediction");
  static final ClassName REASONS = api("Reasons");
  static final ClassName REASON_SIDE = api("ReasonSide");

  static final ClassName MODEL = backend("AttributableModel");
  static final ClassName CONTRACT = ClassName.get("io.attributable.model", "ModelContract");
  static final ClassName SIGNATURE = ClassName.get("io.attributable.model", "SignatureDescription");
  static final ClassName OPTIONS =
      ClassName.get("io.attributable.tensorflow.options", "ModelOptions");
  static final ClassName LAYER_ATTRIBUTION = backend("LayerAttribution");
  static final ClassName REQUEST = generated("ExplainerRequest");

  static final ClassName LIVE_MODEL = backend("LiveModel");
  static final ClassName LAYER = LIVE_MODEL.nestedClass("Layer");
  static final ClassName RECORDED_MODEL = recording("RecordedModel");
  static final ClassName RECORDED_CALL = recording("RecordedCall");
  static final ClassName CALL_RECORDER = recording("CallRecorder");
  static final ClassName MODULES = recording("Modules");

  static final ClassName SESSION = ClassName.get("org.tensorflow", "Session");
  static final TypeName ANY_OPERAND =
      ParameterizedTypeName.get(
          ClassName.get("org.tensorflow", "Operand"), WildcardTypeName.subtypeOf(Object.class));
  static final ClassName STRING = ClassName.get(String.class);

  /** Java's bytes: what strings of TensorFlow are. */
  static final TypeName BYTES = ArrayTypeName.of(TypeName.BYTE);

  static final ClassName ND_ARRAY = ndarray("NdArray");
  static final ClassName ND_ARRAYS = ndarray("NdArrays");
  static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
  static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");

  /** What the generated requests result in. */
  static final TypeVariableName RESULT = TypeVariableName.get("A");

  static final TypeName REQUESTS =
      ParameterizedTypeName.get(ClassName.get(Supplier.class), LAYER_ATTRIBUTION);
  static final TypeName RESULTS =
      ParameterizedTypeName.get(ClassName.get(Function.class), ATTRIBUTIONS, RESULT);

  private Types() {}

  static TypeName listOf(TypeName element) {
    return ParameterizedTypeName.get(ClassName.get(List.class), element);
  }

  static TypeName optional(TypeName value) {
    return ParameterizedTypeName.get(ClassName.get(Optional.class), value);
  }

  static ClassName explained(ExplainerDescriptor descriptor) {
    String[] nested = descriptor.interfaceName().split("\\.", -1);
    ClassName type = ClassName.get(descriptor.names().packageName(), nested[0]);
    for (int i = 1; i < nested.length; i++) {
      type = type.nestedClass(nested[i]);
    }
    return type;
  }

  static ClassName attributions(ExplainerDescriptor descriptor) {
    return ClassName.get(descriptor.names().packageName(), descriptor.names().attributions());
  }

  static ClassName explainer(ExplainerDescriptor descriptor) {
    return ClassName.get(descriptor.names().packageName(), descriptor.names().explainer());
  }

  /** What a single value of an input is given as. */
  static TypeName scalar(JavaArray type) {
    return switch (type) {
      case FLOAT -> TypeName.FLOAT;
      case DOUBLE -> TypeName.DOUBLE;
      case INT -> TypeName.INT;
      case LONG -> TypeName.LONG;
      case SHORT -> TypeName.SHORT;
      case BYTE -> TypeName.BYTE;
      case BOOLEAN -> TypeName.BOOLEAN;
      case BYTES -> STRING;
    };
  }

  /** What the values of an input with dimensions are given as. */
  static TypeName array(JavaArray type) {
    return switch (type) {
      case BYTES -> ParameterizedTypeName.get(ND_ARRAY, WildcardTypeName.subtypeOf(Object.class));
      default -> ndarray(type.typeName());
    };
  }

  private static ClassName api(String name) {
    return ClassName.get("io.attributable", name);
  }

  private static ClassName backend(String name) {
    return ClassName.get("io.attributable.tensorflow", name);
  }

  static AnnotationSpec nullable() {
    return AnnotationSpec.builder(ClassName.get("org.jspecify.annotations", "Nullable")).build();
  }

  static ClassName recorded(ExplainerDescriptor descriptor, String name) {
    return ClassName.get(descriptor.names().packageName(), name);
  }

  private static ClassName generated(String name) {
    return ClassName.get("io.attributable.tensorflow.generated", name);
  }

  private static ClassName recording(String name) {
    return ClassName.get("io.attributable.tensorflow.recording", name);
  }

  private static ClassName ndarray(String name) {
    return ClassName.get("org.tensorflow.ndarray", name);
  }
}
