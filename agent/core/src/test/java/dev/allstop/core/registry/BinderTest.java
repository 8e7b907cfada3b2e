package dev.allstop.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        return new Binder(Map.of("kind", new Adapter(control)), (neighbour, className, method) -> { })
                .bindingOf("kind", new BinderTest());
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
    void aShapeThatIsNotSupportedIsNamed() {
        Binder.Binding binding = bind(null);

        assertThat(binding.control()).isNull();
        assertThat(binding.error()).isEqualTo("no method run in " + BinderTest.class.getName());
    }
}
