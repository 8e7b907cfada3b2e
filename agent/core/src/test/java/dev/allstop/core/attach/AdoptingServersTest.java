package dev.allstop.core.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.Failures;
import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.registry.Registry;
import org.junit.jupiter.api.Test;

class AdoptingServersTest {

    private static class Container {

        private final Container parent;

        Container(Container parent) {
            this.parent = parent;
        }
    }

    private static final class SpecialContainer extends Container {
        SpecialContainer() {
            super(null);
        }
    }

    private final Registry registry = new Registry(() -> { });
    private final Failures failures = new Failures();
    private final AdoptingServers servers = new AdoptingServers(registry, failures);

    /** Only a container without a parent is a job server. */
    private void hooked() {
        servers.add(new HookPoint(Container.class.getName(), HookPoint.CONSTRUCTOR, HookPoint.ANY, new HookHandler() {
            @Override
            public void exit(Object token, Object self, Object returned, Throwable thrown) {
                // A handler may ask for what it is about to register.
                if (servers.find(self) == null && ((Container) self).parent == null) {
                    servers.constructed("container", self);
                }
            }
        }));
    }

    @Test
    void an_object_that_is_older_than_the_attach_is_registered_when_it_is_first_asked_for() {
        hooked();
        Container older = new SpecialContainer();

        assertThat(servers.find(older)).isSameAs(registry.find(older)).isNotNull();
        assertThat(registry.find(older).isOlder()).isTrue();
        assertThat(registry.find(older).mayRunUnseen()).isTrue();
    }

    @Test
    void the_hook_of_the_constructor_decides_what_is_a_job_server() {
        hooked();
        Container parent = new Container(null);
        Container child = new Container(parent);

        assertThat(servers.adopt(child)).isFalse();
        assertThat(servers.adopt("no container")).isFalse();
        assertThat(servers.adopt(parent)).isTrue();
        assertThat(registry.servers()).hasSize(1);
    }

    @Test
    void what_is_constructed_after_the_attach_is_not_older() {
        Container made = new Container(null);

        new Constructed("container", servers).exit(null, made, null, null);

        assertThat(registry.find(made).isOlder()).isFalse();
    }

    @Test
    void a_hook_that_fails_is_noted_and_nothing_is_registered() {
        servers.add(new HookPoint(Container.class.getName(), HookPoint.CONSTRUCTOR, HookPoint.ANY, new HookHandler() {
            @Override
            public void exit(Object token, Object self, Object returned, Throwable thrown) {
                throw new IllegalStateException("broken");
            }
        }));

        assertThat(servers.find(new Container(null))).isNull();
        assertThat(failures.next().cause()).hasMessage("broken");
    }
}
