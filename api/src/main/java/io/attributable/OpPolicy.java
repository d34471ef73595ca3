package io.attributable;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which ops of a SavedModel may be run that reach outside of its graph: that touch files, other
 * processes, the network or the program around it. A SavedModel is a program, so that none may
 * unless it is named here. Immutable.
 *
 * <pre>{@code
 * ModelOptions.defaults().ops(OpPolicy.strict().allowing("ReadFile"))
 * }</pre>
 *
 * <p>Ops of libraries that the caller loads are allowed: loading a library is a decision of its
 * own.
 *
 * @param allowed names of ops, such as {@code ReadFile}; {@value #ALL} stands for all
 */
public record OpPolicy(Set<String> allowed) {
  /** Stands for all ops. */
  public static final String ALL = "*";

  /** Copies the names, and refuses empty ones. */
  public OpPolicy {
    NonNull.all(allowed, "allowed");
    if (allowed.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("the name of an op is empty");
    }
    allowed = Set.copyOf(allowed);
  }

  /** Nothing outside of the graph may be reached. */
  public static OpPolicy strict() {
    return new OpPolicy(Set.of());
  }

  /** Everything may be run, for models whose author is trusted as that of any other program. */
  public static OpPolicy permissive() {
    return new OpPolicy(Set.of(ALL));
  }

  /** The same with more ops. */
  public OpPolicy allowing(String... ops) {
    NonNull.all(ops, "ops");
    return allowing(Arrays.asList(ops));
  }

  /** As {@link #allowing(String...)}. */
  public OpPolicy allowing(Collection<String> ops) {
    NonNull.all(List.copyOf(ops), "ops");
    Set<String> more = new TreeSet<>(allowed);
    more.addAll(ops);
    return new OpPolicy(more);
  }

  /** Whether an op may be run though it reaches outside of the graph. */
  public boolean allows(String op) {
    Objects.requireNonNull(op, "op");
    return allowsAll() || allowed.contains(op);
  }

  /** Whether every op may be run. */
  public boolean allowsAll() {
    return allowed.contains(ALL);
  }
}
