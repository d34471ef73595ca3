/**
 * Runs plans that evaluate the model at points between baselines and inputs. Start at {@link
 * io.attributable.tensorflow.internal.points.PointRun}.
 */
@NullMarked
package io.attributable.tensorflow.internal.points;

import org.jspecify.annotations.NullMarked;
