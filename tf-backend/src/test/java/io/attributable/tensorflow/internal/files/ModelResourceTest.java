package io.attributable.tensorflow.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.tensorflow.Zip;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.BundleHeaderProto;

/** Models among the resources of an application, in all the shapes that applications have. */
class ModelResourceTest {
  private static final String NAME = "models/digits";
  private static final Path DIGITS = Fixtures.model("digits");

  @TempDir Path folder;

  @Test
  void folderOfTheClassPathIsReadWhereItLies() throws IOException {
    Path root = folder.resolve("class folder ö");
    Zip.copy(DIGITS, root.resolve(NAME));
    try (URLClassLoader loader = loader(root);
        ModelDirectory found = ModelResource.find(NAME, loader)) {
      assertThat(found.real()).isEqualTo(root.resolve(NAME).toRealPath());
      assertThat(found.name()).isEqualTo(NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"models/digits", "/models/digits", "models/digits/", "a b ö/digits"})
  void archiveOfTheClassPathIsCopied(String name) throws IOException {
    Path jar = Zip.of(folder.resolve("app 1+%.jar"), DIGITS, name);
    try (URLClassLoader loader = loader(jar);
        AttributableModel model =
            AttributableModel.loadResource(loader, name, ModelOptions.defaults())) {
      assertSame(model);
      assertThat(model.path()).isDirectory();
    }
    assertThat(jar).isRegularFile();
    Files.delete(jar);
  }

  @Test
  void classLoaderThatOnlyOpensWhatIsNamedWillDo() throws IOException {
    ClassLoader loader = new StreamsOnly(DIGITS);
    try (AttributableModel model =
        AttributableModel.loadResource(loader, NAME, ModelOptions.defaults())) {
      assertSame(model);
    }
  }

  @Test
  void assetsAreAskedForByTheNamesThatTheGraphHas() throws IOException {
    Path words = Fixtures.model("tfmodule_string_table");
    assertThat(new NamedFiles(name -> open(words.resolve(name))).names())
        .containsExactlyElementsOf(tensorFlowReads(words));
  }

  @Test
  void numberOfVariableFilesIsThatOfTheIndex() throws IOException {
    byte[] header = BundleHeaderProto.newBuilder().setNumShards(3).build().toByteArray();
    byte[] index = new byte[header.length + 3];
    index[2] = (byte) header.length;
    System.arraycopy(header, 0, index, 3, header.length);
    assertThat(CheckpointIndex.shards(new ByteArrayInputStream(index))).isEqualTo(3);
    assertThatThrownBy(() -> CheckpointIndex.shards(new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> CheckpointIndex.shards(InputStream.nullInputStream()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void moduleKeepsItsResourcesFromOthersAndIsReadAllTheSame() throws Exception {
    Path jar = module();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("app"));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
    Class<?> anchor = layer.findLoader("app").loadClass("app.Anchor");
    assertThat(anchor.getModule().isNamed()).isTrue();
    assertThat(anchor.getClassLoader().getResource(NAME + "/saved_model.pb")).isNull();
    try (AttributableModel model =
        AttributableModel.loadResource(anchor, NAME, ModelOptions.defaults())) {
      assertSame(model);
    }
  }

  /** Modules of the JDK lie in its run-time image, as those of an application that jlink made. */
  @Test
  void runTimeImageIsRead() throws IOException {
    try (ModuleReader image = ModuleFinder.ofSystem().find("java.logging").orElseThrow().open()) {
      ModuleFiles files = new ModuleFiles(image, "java/util/logging/");
      assertThat(files.names()).contains("Logger.class").allMatch(name -> !name.endsWith("/"));
      try (InputStream content = files.open("Logger.class")) {
        assertThat(content.readNBytes(4)).isEqualTo(new byte[] {-54, -2, -70, -66});
      }
    }
  }

  @Test
  void callersClassLoaderIsAskedAndThenThatOfTheThread() throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = loader(Zip.of(folder.resolve("app.jar"), DIGITS, NAME))) {
      Thread.currentThread().setContextClassLoader(loader);
      try (AttributableModel model = AttributableModel.loadResource(NAME)) {
        assertSame(model);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void whatIsNotThereIsSaidWithWhereItWasLookedFor() throws IOException {
    try (URLClassLoader loader = loader(folder)) {
      assertFails(
          ErrorCode.RESOURCE_NOT_FOUND,
          "Looked for \"models/digits/saved_model.pb\" in class loader ",
          () -> ModelResource.find(NAME, loader));
      assertFails(
          ErrorCode.RESOURCE_NOT_FOUND,
          "no resource's name",
          () -> ModelResource.find("../digits", loader));
      assertFails(
          ErrorCode.RESOURCE_NOT_FOUND, "no resource's name", () -> ModelResource.find("", loader));
    }
  }

  @Test
  void differentModelsOfOneNameAreNotChosenFrom() throws IOException {
    Path jar = Zip.of(folder.resolve("a.jar"), DIGITS, NAME);
    Path same = Zip.of(folder.resolve("b.jar"), DIGITS, NAME);
    try (URLClassLoader loader = loader(jar, same);
        ModelDirectory found = ModelResource.find(NAME, loader)) {
      assertThat(found.read().signatures()).isNotEmpty();
    }
    Path retrained = Zip.of(folder.resolve("c.jar"), DIGITS, NAME);
    try (FileSystem archive = FileSystems.newFileSystem(retrained)) {
      Files.write(archive.getPath(NAME, "variables/variables.index"), new byte[] {0});
    }
    try (URLClassLoader loader = loader(jar, retrained)) {
      assertFails(ErrorCode.RESOURCE_AMBIGUOUS, "c.jar!/", () -> ModelResource.find(NAME, loader));
    }
  }

  @Test
  void archiveWhoseNamesLeadOutOfTheModelIsRefused() {
    ModelFiles hostile =
        new ModelFiles() {
          @Override
          public SortedSet<String> names() {
            return new TreeSet<>(Set.of("../escaped", "saved_model.pb"));
          }

          @Override
          public InputStream open(String name) {
            return InputStream.nullInputStream();
          }
        };
    assertFails(
        ErrorCode.UNREADABLE_FILE,
        "\"../escaped\" leads out of the model",
        () -> ModelDirectory.copyOf(NAME, hostile));
  }

  private static void assertSame(AttributableModel model) {
    try (AttributableModel original = Digits.load()) {
      assertThat(conv(model)).isEqualTo(conv(original));
    }
  }

  private static float[] conv(AttributableModel model) {
    return Digits.flat(
        Digits.request(model, Digits.images(1, 3))
            .target(Target.of(2))
            .attribute()
            .layers()
            .get(0)
            .floats());
  }

  private static void assertFails(ErrorCode code, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AttributionException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private static URLClassLoader loader(Path... roots) throws IOException {
    URL[] urls = new URL[roots.length];
    for (int i = 0; i < roots.length; i++) {
      urls[i] = roots[i].toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static List<String> tensorFlowReads(Path model) throws IOException {
    return new PathFiles(model)
        .names().stream()
            .filter(name -> name.matches("(saved_model.pb|variables/.*|assets/.*)"))
            .toList();
  }

  private static InputStream open(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** A modular jar with one class, and the model in a package of its own. */
  private Path module() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources/app"));
    Files.writeString(sources.resolve("Anchor.java"), "package app; public class Anchor {}");
    Files.writeString(sources.resolve("../module-info.java"), "module app { exports app; }");
    Path classes = folder.resolve("classes");
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-d",
                classes.toString(),
                sources.resolve("Anchor.java").toString(),
                sources.resolve("../module-info.java").toString());
    assertThat(status).isZero();
    Zip.copy(DIGITS, classes.resolve(NAME));
    return Zip.of(folder.resolve("app.jar"), classes, "/");
  }

  /** As class loaders of application servers that answer by streams alone. */
  private static final class StreamsOnly extends ClassLoader {
    private final Path model;

    StreamsOnly(Path model) {
      super(null);
      this.model = model;
    }

    @Override
    protected URL findResource(String name) {
      try {
        return name.startsWith(NAME)
                && open(model.resolve(name.substring(NAME.length() + 1))) != null
            ? new URL(null, "strange:/" + name, new Strange(model))
            : null;
      } catch (IOException e) {
        return null;
      }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      URL one = findResource(name);
      return Collections.enumeration(one == null ? List.of() : List.of(one));
    }
  }

  private static final class Strange extends URLStreamHandler {
    private final Path model;

    Strange(Path model) {
      this.model = model;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return Files.newInputStream(model.resolve(url.getPath().substring(NAME.length() + 2)));
        }
      };
    }
  }
}
