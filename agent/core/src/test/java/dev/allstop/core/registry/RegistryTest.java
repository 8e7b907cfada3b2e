package dev.allstop.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.gate.Run;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.node.LocalNode.HoldInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private final Registry registry = new Registry(() -> { });

    /** Equal to each other, as careless job servers may be: identity must tell them apart. */
    private record Scheduler(String name) {
    }

    @Test
    void a_server_is_registered_once_however_many_constructors_end() {
        Object server = new Scheduler("a");
        registry.constructed("quartz", server);
        registry.constructed("quartz", server);
        assertThat(registry.servers()).hasSize(1);
        assertThat(registry.find(server)).isNotNull();
    }

    @Test
    void what_belongs_to_another_server_is_none_of_its_own() {
        registry.leaveOut(object -> object.equals(new Scheduler("part")));
        registry.constructed("quartz", new Scheduler("part"));
        registry.constructed("quartz", new Scheduler("own"));
        assertThat(registry.servers()).singleElement()
                .satisfies(server -> assertThat(server.object()).isEqualTo(new Scheduler("own")));
    }

    @Test
    void equal_servers_are_different_servers() {
        Object one = new Scheduler("a");
        Object other = new Scheduler("a");
        registry.constructed("quartz", one);
        registry.constructed("quartz", other);
        assertThat(registry.find(one)).isNotSameAs(registry.find(other));
    }

    @Test
    void a_server_that_was_thrown_away_leaves_no_trace() {
        registry.constructed("quartz", new Scheduler("thrown away"));
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            registry.takeCollected();
            assertThat(registry.servers()).isEmpty();
        });
    }

    @Test
    void the_thread_of_a_job_that_a_hold_waits_for_is_in_a_held_job_and_no_other_thread() throws Exception {
        Object server = new Scheduler("a");
        registry.constructed("quartz", server);
        Run run = registry.find(server).inFlight().start("job", "job");
        assertThat(registry.isInHeldJob()).as("nothing is held").isFalse();

        registry.hold(List.of(hold(Selector.ALL)));

        assertThat(registry.isInHeldJob()).isTrue();
        assertThat(CompletableFuture.supplyAsync(registry::isInHeldJob).get()).isFalse();
        registry.find(server).inFlight().end(run);
        assertThat(registry.isInHeldJob()).isFalse();
    }

    @Test
    void a_server_constructed_during_a_hold_is_held_before_its_constructor_returns() {
        registry.hold(List.of(hold(Selector.ALL)));
        Object server = new Scheduler("late");
        registry.constructed("quartz", server);
        assertThat(registry.find(server).gate().enter()).isFalse();
    }

    @Test
    void a_registry_made_with_a_hold_keeps_it_until_the_real_ones_are_known() {
        Registry starting = new Registry(() -> { }, List.of(hold(Selector.ALL)));
        Object server = new Scheduler("early");
        starting.constructed("quartz", server);
        assertThat(starting.find(server).gate().isClosed()).isTrue();
        starting.hold(List.of());
        assertThat(starting.find(server).gate().isClosed()).isFalse();
    }

    @Test
    void a_hold_for_another_kind_leaves_the_gate_open() {
        registry.hold(List.of(hold(Selector.parse("kind=jobrunr"))));
        Object server = new Scheduler("free");
        registry.constructed("quartz", server);
        assertThat(registry.find(server).gate().enter()).isTrue();
    }

    @Test
    void a_hold_by_name_closes_a_gate_whose_name_is_not_known_yet() {
        registry.hold(List.of(hold(Selector.parse("name=orders"))));
        Object server = new Scheduler("perhaps");
        registry.constructed("quartz", server);
        assertThat(registry.find(server).gate().isClosed()).isTrue();

        registry.find(server).describe(new RegisteredServer.Description("mails", "mails", "quartz"));
        registry.find(server).apply(registry::holds);
        assertThat(registry.find(server).gate().isClosed()).isFalse();
    }

    @Test
    void a_server_stays_held_until_the_last_of_stacked_holds_is_released() {
        Object server = new Scheduler("a");
        registry.constructed("quartz", server);
        HoldInForce first = hold(Selector.ALL);
        HoldInForce second = hold(Selector.parse("kind=quartz"));
        registry.hold(List.of(first, second));
        registry.hold(List.of(second));
        assertThat(registry.find(server).gate().isClosed()).isTrue();
        registry.hold(List.of());
        assertThat(registry.find(server).gate().isClosed()).isFalse();
    }

    @Test
    void of_a_hold_and_a_constructor_racing_the_server_is_held_in_every_round() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            Registry raced = new Registry(() -> { });
            Object server = new Scheduler("raced");
            CyclicBarrier together = new CyclicBarrier(2);
            Thread application = new Thread(() -> {
                await(together);
                raced.constructed("quartz", server);
            });
            application.start();
            await(together);
            raced.hold(List.of(hold(Selector.ALL)));
            application.join();
            assertThat(raced.find(server).gate().isClosed()).isTrue();
        }
    }

    @Test
    void many_servers_of_many_threads_are_all_found() throws Exception {
        List<Object> servers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            servers.add(new Scheduler("s" + i % 10));
        }
        List<Thread> threads = new ArrayList<>();
        for (int part = 0; part < 8; part++) {
            List<Object> mine = servers.subList(part * 250, (part + 1) * 250);
            threads.add(new Thread(() -> mine.forEach(server -> registry.constructed("quartz", server))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(registry.servers()).hasSize(servers.size());
        assertThat(servers).allSatisfy(server -> assertThat(registry.find(server).object()).isSameAs(server));
    }

    static HoldInForce hold(Selector select) {
        return new HoldInForce(new Hold(select + "-" + System.nanoTime(), select, false, "", "", "", Instant.now(),
                Duration.ofSeconds(10), Optional.empty(), OnDeadline.REPORT), System.nanoTime());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
