/**
 * Keys that logs of evidence are signed with and verified by: {@link
 * io.attributable.evidence.key.SigningKey} and {@link io.attributable.evidence.key.VerifyingKey}.
 */
@NullMarked
package io.attributable.evidence.key;

import org.jspecify.annotations.NullMarked;
