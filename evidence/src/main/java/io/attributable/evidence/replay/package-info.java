/** Records computed once more: start with {@link io.attributable.evidence.replay.Replay}. */
@NullMarked
package io.attributable.evidence.replay;

import org.jspecify.annotations.NullMarked;
