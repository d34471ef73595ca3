package io.attributable.tensorflow;

import org.tensorflow.Session;

/**
 * A plan that is ready to run for a request being verified: once as it is explained, once as it is
 * probed.
 */
record VerificationSide(Session session, RunnablePlan plan, Feeds feeds) {}
