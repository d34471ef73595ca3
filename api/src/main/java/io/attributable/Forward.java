package io.attributable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of an {@link AttributedModel} class that builds the whole model: its operands
 * are what an explanation feeds, and what it returns is what an explanation explains.
 *
 * <p>Each operand among the parameters becomes an input of the generated explainer, by the
 * parameter's name and the operand's type. The method may return one operand, or several in a
 * record, a list, a map or an array.
 *
 * <p>A class has one such method. Where an object of the class is part of another model, calling
 * the method is a layer of that model.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Forward {}
