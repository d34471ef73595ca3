package io.attributable.tensorflow.internal.session;

/**
 * How a plan is added to a session of its own.
 *
 * @param lean whether its large constants become variables
 * @param stoppable whether its runs look in between whether to stop
 * @param baselineBytes the most that is kept of what it computes of baselines alone; 0 leaves that
 *     to each run
 */
public record PlanImport(boolean lean, boolean stoppable, long baselineBytes) {}
