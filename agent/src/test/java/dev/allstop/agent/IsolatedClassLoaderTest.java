package dev.allstop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedClassLoaderTest {

    @TempDir
    Path folder;
    Path jar;
    IsolatedClassLoader loader;

    @BeforeEach
    void aJarWithAFewClassesAndResources() throws Exception {
        jar = new JarBuilder()
                .withIsolated(Greeting.class)
                .withIsolated(GreetingSupplier.class)
                .with("allstop/java/lang/Impostor.classdata", "never defined from here")
                .with("allstop/stacks/local stack.xml", "<config/>")
                .with("allstop/META-INF/services/java.util.function.Supplier", GreetingSupplier.class.getName())
                .with("allstop/META-INF/services/java.nio.file.spi.FileSystemProvider", "ours")
                .with("outside.txt", "of the application's class path")
                .writeTo(folder.resolve("agent.jar"));
        loader = new IsolatedClassLoader(jar.toFile());
    }

    static final class Greeting {
        static final String TEXT = "hello";
    }

    public static final class GreetingSupplier implements Supplier<String> {
        @Override
        public String get() {
            return Greeting.TEXT + " from " + getClass().getClassLoader();
        }
    }

    @Test
    void definesItsOwnCopyOfAClassThatTheApplicationHasToo() throws Exception {
        Class<?> isolated = loader.loadClass(Greeting.class.getName());

        assertThat(isolated).isNotSameAs(Greeting.class);
        assertThat(isolated.getClassLoader()).isSameAs(loader);
        assertThat(isolated.getPackage().getName()).isEqualTo("dev.allstop.agent");
    }

    @Test
    void seesNothingOfTheApplication() {
        assertThatThrownBy(() -> loader.loadClass(Test.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("org/junit/jupiter/api/Test.class")).isNull();
        assertThat(loader.getResource("outside.txt")).isNull();
    }

    @Test
    void seesThePlatform() throws Exception {
        assertThat(loader.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(loader.loadClass("java.sql.Driver").getClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void leavesClassesOfJavaToTheBootLoader() {
        assertThatThrownBy(() -> loader.loadClass("java.lang.Impostor")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void namesTheAgentsJarAsTheSourceOfEveryClass() throws Exception {
        assertThat(loader.loadClass(Greeting.class.getName()).getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(IsolatedClassLoader.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void givesTheBytesOfAClassUnderItsUsualName() throws Exception {
        String name = Greeting.class.getName().replace('.', '/') + ".class";

        try (InputStream stream = loader.getResourceAsStream(name); InputStream url = loader.getResource(name).openStream()) {
            assertThat(stream.readAllBytes()).isEqualTo(JarBuilder.bytes(Greeting.class)).isEqualTo(url.readAllBytes());
        }
    }

    @Test
    void opensResourcesByUrlAndByRelativeUrl() throws Exception {
        URL stack = loader.getResource("stacks/local stack.xml");

        assertThat(text(stack)).isEqualTo("<config/>");
        assertThat(stack.openConnection().getContentLength()).isEqualTo("<config/>".length());
        assertThat(stack).asString().isEqualTo("allstop:/stacks/local stack.xml");
    }

    @Test
    void hidesResourcesOfThePlatformThatItHasItself() throws Exception {
        String services = "META-INF/services/java.nio.file.spi.FileSystemProvider";

        assertThat(text(loader.getResource(services))).isEqualTo("ours");
        assertThat(Collections.list(loader.getResources(services))).singleElement().asString().startsWith("allstop:");
    }

    @Test
    void findsNothingForFoldersAndUnknownNames() throws Exception {
        for (String name : List.of("stacks", "stacks/", "unknown.txt", "")) {
            assertThat(loader.findResource(name)).as(name).isNull();
        }
        assertThat(loader.getResourceAsStream("unknown.txt")).isNull();
        assertThat(loader.getResources("unknown.txt").hasMoreElements()).isFalse();
    }

    @Test
    @SuppressWarnings("rawtypes")
    void servesServiceLoader() {
        List<Supplier> services = ServiceLoader.load(Supplier.class, loader).stream().map(ServiceLoader.Provider::get).toList();

        assertThat(services).singleElement().extracting(Supplier::get).isEqualTo("hello from Allstop's class loader");
    }

    @Test
    void definesAClassOnceWhenManyThreadsAskAtOnce() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                ClassLoader fresh = new IsolatedClassLoader(jar.toFile());
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Class<?>>> loads = Collections.nCopies(threads, () -> {
                    together.await();
                    return fresh.loadClass(GreetingSupplier.class.getName());
                });
                List<Class<?>> loaded = new ArrayList<>();
                for (Future<Class<?>> load : pool.invokeAll(loads)) {
                    loaded.add(load.get());
                }
                assertThat(loaded).containsOnly(loaded.get(0));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String text(URL url) throws Exception {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
