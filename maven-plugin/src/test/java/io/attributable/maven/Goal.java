package io.attributable.maven;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A goal with the values that Maven would give it. */
final class Goal<M extends Mojo> {
  private final M mojo;
  private final List<String> log = new ArrayList<>();

  Goal(M mojo, Path project) {
    this.mojo = mojo;
    mojo.setLog(
        new SystemStreamLog() {
          @Override
          public void info(CharSequence line) {
            log.add("INFO " + line);
          }

          @Override
          public void error(CharSequence line) {
            log.add("ERROR " + line);
          }
        });
    with("basedir", project.toFile());
  }

  /** Sets a parameter. */
  Goal<M> with(String parameter, Object value) {
    try {
      Field field = field(mojo.getClass(), parameter);
      field.setAccessible(true);
      field.set(mojo, value);
      return this;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the goal. */
  List<String> run() throws Exception {
    mojo.execute();
    return log;
  }

  List<String> log() {
    return log;
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      for (Field field : level.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
