package dev.allstop.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NameGateTest {

    private static final class Target {
        private static final class Nested {
        }
    }

    private final AtomicInteger asked = new AtomicInteger();
    private final List<Class<?>> retransformed = new ArrayList<>();
    private final List<ClassFileTransformer> transformers = new ArrayList<>();

    @Test
    void classesThatAreNoTargetsDoNotWakeTheWeaver() throws Exception {
        NameGate gate = gate(Target.class);

        assertThat(transform(gate, "dev/allstop/core/weave/NameGateTest$TargetX")).isNull();
        assertThat(transform(gate, "java/lang/String")).isNull();
        assertThat(transform(gate, null)).as("hidden class").isNull();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aWeaverThatCannotBeMadeIsAskedForOnceAndTheClassesStayAsTheyAre() throws Exception {
        NameGate gate = gate(Target.class, Target.Nested.class);

        assertThat(transform(gate, internalName(Target.class))).isNull();
        assertThat(transform(gate, internalName(Target.Nested.class))).isNull();
        assertThat(transform(gate, internalName(Target.class))).isNull();
        assertThat(asked).hasValue(1);
    }

    @Test
    void theWeaverIsAskedForOnceWhenManyThreadsLoadTargetsAtOnce() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 1; round <= 200; round++) {
                NameGate gate = gate(Target.class);
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<byte[]>> loads = Collections.nCopies(threads, () -> {
                    together.await();
                    return transform(gate, internalName(Target.class));
                });
                for (Future<byte[]> load : pool.invokeAll(loads)) {
                    assertThat(load.get()).isNull();
                }
                assertThat(asked).hasValue(round);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void targetsThatAreLoadedAlreadyAreRetransformed() {
        NameGate gate = gate(Target.Nested.class);

        gate.install(jvmWith(String.class, Target.class, Target.Nested.class, Target.Nested[].class, int.class));

        assertThat(transformers).containsExactly(gate);
        assertThat(retransformed).containsExactly(Target.Nested.class);
    }

    @Test
    void targetsMayBeOfTheJdk() {
        gate(ThreadPoolExecutor.class).install(jvmWith(String.class, ThreadPoolExecutor.class, Target.class));

        assertThat(retransformed).containsExactly(ThreadPoolExecutor.class);
    }

    private NameGate gate(Class<?>... targets) {
        return new NameGate(Arrays.stream(targets).map(Class::getName).toList(), () -> {
            asked.incrementAndGet();
            return null;
        });
    }

    private static byte[] transform(NameGate gate, String internalName) {
        return gate.transform(null, NameGateTest.class.getClassLoader(), internalName, null, null, new byte[0]);
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private Instrumentation jvmWith(Class<?>... loaded) {
        return (Instrumentation) Proxy.newProxyInstance(NameGateTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAllLoadedClasses" -> loaded;
                    case "addTransformer" -> transformers.add((ClassFileTransformer) arguments[0]) ? null : null;
                    case "retransformClasses" -> retransformed.addAll(Arrays.asList((Class<?>[]) arguments[0])) ? null : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
