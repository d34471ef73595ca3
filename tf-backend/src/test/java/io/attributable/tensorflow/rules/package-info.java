/** Every gradient rule against Python's gradients. */
package io.attributable.tensorflow.rules;
