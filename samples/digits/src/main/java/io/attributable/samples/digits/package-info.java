/**
 * Explains how a small convolutional network reads handwritten digits: pictures, heat maps and one
 * web page. Start at {@link io.attributable.samples.digits.Digits}, the layers that are explained,
 * and {@link io.attributable.samples.digits.DigitsDemo}, the program.
 */
@NullMarked
package io.attributable.samples.digits;

import org.jspecify.annotations.NullMarked;
