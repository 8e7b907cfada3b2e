package dev.allstop.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import dev.allstop.core.gate.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinderTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private static final class Control implements ServerControl {

        private ClassLoader seen;

        @Override
        public String name(Object server) {
            seen = Thread.currentThread().getContextClassLoader();
            return "name";
        }

        @Override
        public String library(Object server) {
            return "library";
        }

        @Override
        public String[] describe(Run run) {
            return new String[2];
        }

        @Override
        public void shutdown(Object server) {
            throw new IllegalStateException("closed");
        }
    }

    private record Adapter(Supplier<ServerControl> binding) implements JobServerAdapter {

        @Override
        public String kind() {
            return "kind";
        }

        @Override
        public List<HookPoint> hookPoints(Servers servers) {
            return List.of();
        }

        @Override
        public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
            if (binding == null) {
                throw new UnsupportedShape("no method run in " + serverClass.getName());
            }
            return binding.get();
        }
    }

    private static Binder.Binding bind(Supplier<ServerControl> control) {
        return bind(control, List.of());
    }

    /** In a library that has everything but methods whose name begins with "no". */
    private static Binder.Binding bind(Supplier<ServerControl> control, List<HookPoint> points) {
        return new Binder(Map.of("kind", new AdapterInUse(new Adapter(control), points)),
                (neighbour, className, method, parameters) -> {
                    if (method.startsWith("no")) {
                        throw new UnsupportedShape("no method " + method + " in " + className);
                    }
                }).bindingOf("kind", new BinderTest());
    }

    private static HookPoint hook(String method) {
        return new HookPoint("Library", method, 0, new HookHandler() { });
    }

    @Test
    void aLibraryIsCalledWithTheContextClassLoaderOfItsApplication() throws Throwable {
        Control control = new Control();
        ClassLoader ours = new ClassLoader(null) { };
        Thread.currentThread().setContextClassLoader(ours);

        bind(() -> control).control().name(new Object());

        assertThat(control.seen).isSameAs(BinderTest.class.getClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ours);
    }

    @Test
    void theContextClassLoaderIsRestoredWhenTheLibraryThrows() {
        ClassLoader ours = new ClassLoader(null) { };
        Thread.currentThread().setContextClassLoader(ours);

        assertThatThrownBy(() -> bind(Control::new).control().shutdown(new Object())).hasMessage("closed");

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ours);
    }

    /** A default of the interface that is not handed on would be called in place of the adapter's own. */
    @Test
    void everyCallReachesTheAdapter() {
        assertThat(Arrays.stream(ServerControl.class.getMethods()))
                .allSatisfy(method -> assertThat(ApplicationContext.class.getDeclaredMethod(method.getName(),
                        method.getParameterTypes())).isNotNull());
    }

    @Test
    void withoutAHookThatIsRequiredNothingIsBound() {
        Binder.Binding binding = bind(Control::new, List.of(hook("fetch"), hook("noRun")));

        assertThat(binding.control()).isNull();
        assertThat(binding.error()).isEqualTo("no method noRun in Library");
    }

    @Test
    void whatIsOptionalNeedNotBeThere() {
        assertThat(bind(Control::new, List.of(hook("noRun").optional())).error()).isEmpty();
    }

    @Test
    void ofThePlacesOfOneHookInSeveralVersionsOneMustBeThere() {
        List<HookPoint> newerAndOlder = List.of(hook("noFetch").oneOf("fetch"), hook("check").oneOf("fetch"));
        List<HookPoint> neither = List.of(hook("noFetch").oneOf("fetch"), hook("noCheck").oneOf("fetch"),
                hook("run").oneOf("run"));

        assertThat(bind(Control::new, newerAndOlder).error()).isEmpty();
        assertThat(bind(Control::new, neither).error()).isEqualTo("no method noFetch in Library");
    }

    @Test
    void aShapeThatIsNotSupportedIsNamed() {
        Binder.Binding binding = bind(null);

        assertThat(binding.control()).isNull();
        assertThat(binding.error()).isEqualTo("no method run in " + BinderTest.class.getName());
    }
}
