package io.attributable.samples.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import me.tongfei.progressbar.ProgressBar;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.losses.CategoricalCrossentropy;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A model in its session, with what it takes to train and to test it. */
final class Training implements AutoCloseable {
  private static final int BATCH = 64;
  private static final float RATE = 0.005f;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final DigitsNetRecorded net;
  private final Placeholder<TFloat32> images;
  private final Placeholder<TInt32> labels;
  private final Operand<TFloat32> logits;
  private final Operand<TFloat32> loss;
  private final Operand<TInt64> read;
  private final Op step;
  private final long seed;

  Training(long seed) {
    this.seed = seed;
    Ops tf = Ops.create(graph);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 8, 8, 1)));
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    net = new DigitsNetRecorded(tf, seed);
    logits = net.logits(tf, images);
    // TensorFlow Java has no gradient for the loss that takes the labels as they are.
    Operand<TFloat32> wanted = tf.oneHot(labels, tf.constant(10), tf.constant(1f), tf.constant(0f));
    loss = new CategoricalCrossentropy(true).call(tf, wanted, logits);
    read = tf.math.argMax(logits, tf.constant(1));
    step = new Adam(graph, RATE).minimize(loss);
    session.initialize();
  }

  DigitsNetRecorded net() {
    return net;
  }

  Session session() {
    return session;
  }

  Placeholder<TFloat32> images() {
    return images;
  }

  Operand<TFloat32> logits() {
    return logits;
  }

  /**
   * Learns all digits several times over.
   *
   * @return the mean loss of each time
   */
  List<Double> train(Digits digits, int epochs) {
    List<Double> losses = new ArrayList<>();
    Random random = new Random(seed);
    int batches = (digits.count() + BATCH - 1) / BATCH;
    try (ProgressBar progress = new ProgressBar("Training", (long) epochs * batches)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        List<int[]> shuffled = new ArrayList<>(digits.rows());
        Collections.shuffle(shuffled, random);
        double sum = 0;
        for (int batch = 0; batch < batches; batch++) {
          sum += learn(new Digits(shuffled).slice(batch * BATCH, (batch + 1) * BATCH));
          progress.setExtraMessage(String.format("loss %.3f", sum / (batch + 1))).step();
        }
        losses.add(sum / batches);
      }
    }
    return losses;
  }

  private double learn(Digits batch) {
    try (TFloat32 pixels = TFloat32.tensorOf(batch.images());
        TInt32 wanted = TInt32.tensorOf(batch.labels());
        Result result =
            session
                .runner()
                .feed(images, pixels)
                .feed(labels, wanted)
                .addTarget(step)
                .fetch(loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** The part of the digits that is read right. */
  double accuracy(Digits digits) {
    try (TFloat32 pixels = TFloat32.tensorOf(digits.images());
        Result result = session.runner().feed(images, pixels).fetch(read).run()) {
      TInt64 found = (TInt64) result.get(0);
      int right = 0;
      for (int i = 0; i < digits.count(); i++) {
        right += found.getLong(i) == digits.labels().getInt(i) ? 1 : 0;
      }
      return (double) right / digits.count();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
