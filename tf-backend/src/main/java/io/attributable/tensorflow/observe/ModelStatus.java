package io.attributable.tensorflow.observe;

/**
 * What a model is at.
 *
 * @param callsInFlight how many calls run or wait
 * @param plans how many plans are kept or being made
 * @param planBytes how many bytes of memory they are estimated to keep
 * @param closed whether it was closed, or is being closed, and refuses calls
 */
public record ModelStatus(int callsInFlight, int plans, long planBytes, boolean closed) {}
