package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** The jars of the command line, as Maven finds them. */
final class CommandLineJars {
  private final RepositorySystem repositories;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> remotes;

  /**
   * Jars from where this plugin may come from, as both have one version, and from where the
   * project's own dependencies do: a mirror may be configured for either alone.
   *
   * @param ofPlugins repositories of plugins
   * @param ofProject repositories of dependencies
   */
  CommandLineJars(
      RepositorySystem repositories,
      RepositorySystemSession session,
      List<RemoteRepository> ofPlugins,
      List<RemoteRepository> ofProject) {
    this.repositories = repositories;
    this.session = session;
    this.remotes = Stream.concat(ofPlugins.stream(), ofProject.stream()).distinct().toList();
  }

  /**
   * All that a version of the command line needs.
   *
   * @throws AttributionException COMMAND_LINE_MISSING
   */
  List<File> resolve(String version) {
    Artifact artifact = new DefaultArtifact("io.attributable:attributable-cli:" + version);
    CollectRequest collect = new CollectRequest(new Dependency(artifact, "runtime"), remotes);
    try {
      return repositories
          .resolveDependencies(session, new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(Artifact::getFile)
          .toList();
    } catch (DependencyResolutionException missing) {
      throw new AttributionException(
              ErrorCode.COMMAND_LINE_MISSING, artifact, String.valueOf(missing.getMessage()))
          .causedBy(missing);
    }
  }
}
