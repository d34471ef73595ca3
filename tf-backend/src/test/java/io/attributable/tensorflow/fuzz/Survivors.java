package io.attributable.tensorflow.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Changed models that could be read: a JVM of their own loads and explains them. */
final class Survivors {
  private static final long MOST_SECONDS = 120;

  private final Path folder;
  private final List<String> labels = new ArrayList<>();

  Survivors(Path folder) {
    this.folder = folder;
  }

  int count() {
    return labels.size();
  }

  void add(Path fixture, String label, byte[] bytes) throws IOException {
    Path model = Files.createDirectories(folder.resolve(label));
    Files.write(model.resolve("saved_model.pb"), bytes);
    for (String part : List.of("variables", "assets")) {
      if (Files.isDirectory(fixture.resolve(part))) {
        copy(fixture.resolve(part), model.resolve(part));
      }
    }
    labels.add(label);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path place = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** What went wrong with them. */
  List<String> faults() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    int done = 0;
    while (done < labels.size()) {
      done += run(labels.subList(done, labels.size()), faults);
    }
    return faults;
  }

  /** Has a JVM go through models until it ends or dies; says how many it went through. */
  private int run(List<String> open, List<String> faults) throws IOException, InterruptedException {
    Path list = Files.write(folder.resolve("open.txt"), open);
    Path errors = folder.resolve("errors.txt");
    Process jvm = start(list, errors);
    Thread watch = watch(jvm);
    int done = 0;
    try (BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith("END ")) {
          done++;
          last = System.nanoTime();
        } else if (line.startsWith("FAULT ")) {
          faults.add(line.substring("FAULT ".length()));
        }
      }
    }
    int status = jvm.waitFor();
    watch.interrupt();
    if (done < open.size()) {
      String end = Files.readString(errors);
      faults.add(
          "the JVM ended with "
              + status
              + " at "
              + open.get(done)
              + ": "
              + end.substring(Math.max(0, end.length() - 800)));
      done++;
    }
    return done;
  }

  private volatile long last;

  /** Ends a JVM that has nothing to say for too long. */
  private Thread watch(Process jvm) {
    last = System.nanoTime();
    Thread watch =
        new Thread(
            () -> {
              try {
                while (jvm.isAlive()) {
                  TimeUnit.SECONDS.sleep(1);
                  if (System.nanoTime() - last > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                    jvm.destroyForcibly();
                  }
                }
              } catch (InterruptedException e) {
                // The JVM has ended.
              }
            });
    watch.setDaemon(true);
    watch.start();
    return watch;
  }

  private Process start(Path list, Path errors) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-cp",
            System.getProperty("java.class.path"),
            SurvivorRun.class.getName(),
            folder.toString(),
            list.toString());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    return builder.redirectError(errors.toFile()).start();
  }
}
