/**
 * Trains a classifier in Java and explains it. Start at {@link
 * io.attributable.samples.train.DigitsNet} and {@link io.attributable.samples.train.TrainInJava}.
 */
@NullMarked
package io.attributable.samples.train;

import org.jspecify.annotations.NullMarked;
