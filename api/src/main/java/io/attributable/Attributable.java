package io.attributable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a layer that can be explained.
 *
 * <p>In an interface marked {@link AttributedModel} it marks a method without parameters that
 * returns {@link Layer}; {@link #layer()} is the layer's address in the SavedModel. In a class
 * marked {@link AttributedModel} it marks a method that builds the layer: it takes and returns
 * operands, and every call is recorded.
 *
 * <p>The method's name becomes the name of the layer's entry in the generated explainer.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Attributable {
  /**
   * The layer's address: the name its author gave it ({@code dense_1}), a path through nested
   * models ({@code inner/dense_1}), one call of a shared layer ({@code shared#2}), a scope of the
   * graph exactly ({@code scope:model/dense_1}) or one tensor ({@code
   * tensor:model/dense_1/Relu:0}). Required in interfaces; in classes the method itself is the
   * layer.
   */
  String layer() default "";

  /** The side of the layer whose tensors are explained. */
  Port port() default Port.OUTPUT;

  /**
   * The name of the method that computes the layer's attributions, such as {@code grad-cam}, with
   * its default parameters; one of {@link Methods#names()}. Empty means that of {@link
   * AttributedModel#method()}; a request can have another one, with parameters. A request for all
   * layers runs once for each method.
   */
  String method() default "";

  /**
   * What the columns of the layer's tensor are called, in their order: indices of axis 1, the one
   * behind the example; one name for each, or one for the whole tensor. Columns next to each other
   * that share a name are one feature. {@link Attribution#reasons(int)} tells reasons by these
   * names. Empty means their positions, such as {@code row[3]}. For interfaces; requests to models
   * in code name features themselves.
   */
  String[] features() default {};
}
