/**
 * Models held against what generated explainers were compiled against: {@link
 * io.attributable.tensorflow.internal.contract.ModelContractCheck}.
 */
@NullMarked
package io.attributable.tensorflow.internal.contract;

import org.jspecify.annotations.NullMarked;
