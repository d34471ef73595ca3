package io.attributable.tensorflow.observe;

/**
 * What a model is at.
 *
 * @param callsInFlight how many calls run or wait
 * @param plans how many plans are kept or being made
 * @param planBytes how many bytes of memory they are estimated to keep
 */
public record ModelStatus(int callsInFlight, int plans, long planBytes) {}
