package io.attributable.tensorflow.internal.call;

import java.time.Duration;
import java.util.Optional;

/**
 * What calls to a model may take, as its options say.
 *
 * @param inFlight how many may run at the same time; 0 for no limit
 * @param maxWait how long a call waits where so many run
 * @param timeout how long a call may take
 * @param inputBytes of all inputs of a call; 0 for no limit
 * @param resultBytes of all results of a call; 0 for no limit
 */
public record CallLimits(
    int inFlight,
    Duration maxWait,
    Optional<Duration> timeout,
    long inputBytes,
    long resultBytes) {}
