package dev.allstop.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.Failures;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import dev.allstop.core.attach.OlderWork;
import dev.allstop.core.gate.Run;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.node.LocalNode.HoldInForce;
import dev.allstop.core.registry.AdapterInUse;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.Registry;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeTest {

    /** A small in-house job server. */
    private static class Runner {

        private final String name;
        private int queued;
        private boolean constructing;
        private boolean pausedByItsOwner;
        private int wokenUp;
        private RuntimeException trouble;
        private Runnable whileAsked = () -> { };

        Runner(String name) {
            this.name = name;
        }
    }

    private static final class UnknownRunner extends Runner {
        UnknownRunner() {
            super("unknown");
        }
    }

    private static final class RunnerAdapter implements JobServerAdapter {

        @Override
        public String kind() {
            return "runner";
        }

        @Override
        public List<HookPoint> hookPoints(Servers servers) {
            return List.of();
        }

        @Override
        public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
            if (serverClass == UnknownRunner.class) {
                throw new UnsupportedShape("no method work in UnknownRunner");
            }
            return new RunnerControl();
        }
    }

    private static final class RunnerControl implements ServerControl {

        @Override
        public String name(Object server) {
            if (((Runner) server).constructing) {
                throw new NullPointerException("name");
            }
            return ((Runner) server).name;
        }

        @Override
        public String library(Object server) {
            return "runner 1.0";
        }

        @Override
        public String nativeState(Object server) {
            return ((Runner) server).pausedByItsOwner ? "PAUSED" : "RUNNING";
        }

        @Override
        public int gateClosed(JobServer server, Object object) {
            if (((Runner) object).trouble != null) {
                throw ((Runner) object).trouble;
            }
            return server.inFlight().withdraw().size();
        }

        @Override
        public int accepted(Object server) {
            int accepted = ((Runner) server).queued;
            ((Runner) server).whileAsked.run();
            return accepted;
        }

        @Override
        public void gateOpened(Object server) {
            ((Runner) server).wokenUp++;
        }

        @Override
        public String[] describe(Run run) {
            return new String[] {"mail", run.key().toString()};
        }

        @Override
        public boolean giveBack(Object server, Run run) {
            ((Runner) server).queued++;
            return true;
        }

        @Override
        public void shutdown(Object server) {
        }
    }

    private final Registry registry = new Registry(() -> { });
    private final Failures failures = new Failures();
    private final List<String> beans = new ArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final StopRequests requests = new StopRequests();
    private final OlderWork olderWork = new OlderWork();
    private final Node node = new Node(new NodeIdentity("i1", "web-1", "host", 42, "1.0", Map.of("color", "blue")),
            registry, new Binder(Map.of("runner", new AdapterInUse(new RunnerAdapter(), List.of())),
                    (neighbour, className, method, parameters) -> { }),
            olderWork, requests, failures,
            new ServerListener() {
                @Override
                public void appeared(RegisteredServer server) {
                    beans.add("+" + server.description().name());
                }

                @Override
                public void gone(RegisteredServer server) {
                    beans.add("-" + server.description().name());
                }
            });
    private final Runner runner = new Runner("orders");

    NodeTest() {
        node.whenChanged(changes::incrementAndGet);
    }

    private RegisteredServer registered(Runner server) {
        registry.constructed("runner", server);
        node.step();
        return registry.find(server);
    }

    private ServerReport only() {
        return node.status().servers().get(0);
    }

    @Test
    void a_new_server_appears_once_and_runs() {
        registered(runner);
        node.step();
        assertThat(beans).containsExactly("+orders");
        assertThat(only().state()).isEqualTo(ServerState.RUNNING);
        assertThat(only().library()).isEqualTo("runner 1.0");
    }

    @Test
    void a_server_that_cannot_be_described_inside_its_constructor_is_described_after_it() {
        runner.constructing = true;
        registry.constructed("runner", runner);
        assertThat(node.step()).isTrue();
        assertThat(node.status().servers()).isEmpty();

        runner.constructing = false;
        assertThat(node.step()).isFalse();
        assertThat(only().state()).isEqualTo(ServerState.RUNNING);
    }

    @Test
    void a_server_that_can_never_be_described_is_uncontrolled_in_the_end() {
        runner.constructing = true;
        registry.constructed("runner", runner);
        while (node.step()) {
            assertThat(node.status().servers()).isEmpty();
        }
        assertThat(only().error()).contains("could not be described");
    }

    @Test
    void servers_of_one_name_are_told_apart() {
        registered(runner);
        Runner twin = new Runner("orders");
        registered(twin);
        assertThat(beans).containsExactly("+orders", "+orders~2");
    }

    @Test
    void names_are_reduced_to_what_every_client_can_write() {
        registered(new Runner("my server, the \"2nd\""));
        assertThat(only().name()).isEqualTo("my_server__the__2nd_");
    }

    @Test
    void an_idle_server_is_acknowledged_and_drained_in_one_step() {
        registered(runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        assertThat(node.step()).isFalse();
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
        assertThat(node.status().acks()).containsKey("h");
        assertThat(node.status().drained()).containsKey("h");
    }

    @Test
    void a_fetch_that_began_before_the_hold_delays_the_acknowledgement_until_it_has_ended() {
        RegisteredServer server = registered(runner);
        server.gate().enter();
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.QUIETING);
        assertThat(node.status().acks()).isEmpty();

        server.gate().leave();
        node.step();
        assertThat(node.status().acks()).containsKey("h");
    }

    @Test
    void a_hold_is_not_acknowledged_before_the_gates_have_heard_of_it() throws Exception {
        RegisteredServer server = registered(runner);
        Thread order = new Thread(() -> node.reconcile(List.of(hold("h", Selector.ALL))));
        synchronized (server) {
            // the hold is known, and waits to close the gate of the server
            order.start();
            await().until(() -> order.getState() == Thread.State.BLOCKED);
            node.step();
            assertThat(server.gate().isClosed()).isFalse();
            assertThat(node.status().acks()).isEmpty();
        }
        order.join();
        node.step();
        assertThat(node.status().acks()).containsKey("h");
    }

    @Test
    void a_job_that_ends_while_the_library_is_asked_and_leaves_work_behind_is_not_taken_for_the_last() {
        RegisteredServer server = registered(runner);
        Run job = server.inFlight().start("job-1", runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        runner.whileAsked = () -> {
            runner.queued = 1;
            server.inFlight().end(job);
            runner.whileAsked = () -> { };
        };

        assertThat(node.step()).isTrue();
        assertThat(only().state()).isEqualTo(ServerState.DRAINING);

        runner.queued = 0;
        assertThat(node.step()).isFalse();
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
    }

    @Test
    void what_an_earlier_fetch_committed_is_given_back_before_the_acknowledgement_and_never_starts() {
        RegisteredServer server = registered(runner);
        server.gate().enter();
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        server.inFlight().commit("job-1", "a job");
        server.gate().leave();
        node.step();

        assertThat(only().givenBack()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
        assertThat(server.inFlight().start("job-1", "a job")).isNull();
    }

    @Test
    void a_running_job_is_listed_and_waited_for() {
        RegisteredServer server = registered(runner);
        Run run = server.inFlight().start("job-7", "a job");
        node.reconcile(List.of(hold("h", Selector.ALL)));
        assertThat(node.step()).isTrue();
        assertThat(only().state()).isEqualTo(ServerState.DRAINING);
        assertThat(only().running()).singleElement().satisfies(job -> {
            assertThat(job.job()).isEqualTo("mail");
            assertThat(job.id()).isEqualTo("job-7");
            assertThat(job.thread()).isEqualTo(Thread.currentThread().getName());
        });

        server.inFlight().end(run);
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
        assertThat(only().finishedDuringDrain()).isEqualTo(1);
    }

    @Test
    void work_that_waits_inside_the_library_keeps_it_from_being_drained() {
        registered(runner);
        runner.queued = 2;
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.DRAINING);
        assertThat(only().jobsRunning()).isEqualTo(2);
        runner.queued = 0;
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
    }

    @Test
    void work_that_is_older_than_the_attach_keeps_a_server_from_being_drained() {
        registry.adopt("runner", runner);
        olderWork.add("runner", new HookPoint(NodeTest.class.getName(), "underWay", 0, new HookHandler() { }));
        node.reconcile(List.of(hold("h", Selector.ALL)));
        underWay();
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
    }

    private void underWay() {
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.DRAINING);
        assertThat(only().jobsRunning()).isEqualTo(1);
    }

    @Test
    void what_was_claimed_before_the_attach_and_was_turned_away_is_given_back() {
        registry.adopt("runner", runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        registry.find(runner).inFlight().turnAway("job-1", "a job");
        node.step();
        assertThat(only().givenBack()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(ServerState.DRAINED);
        assertThat(only().startedAfterAck()).isZero();
    }

    @Test
    void a_start_after_the_acknowledgement_is_told() {
        RegisteredServer server = registered(runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        server.inFlight().start("leak", "a job");
        node.step();
        assertThat(only().startedAfterAck()).isEqualTo(1);
        assertThat(node.status().drained()).isEmpty();
    }

    @Test
    void a_release_wakes_the_library_up_once() {
        registered(runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        node.reconcile(List.of());
        node.step();
        node.step();
        assertThat(runner.wokenUp).isEqualTo(1);
        assertThat(only().state()).isEqualTo(ServerState.RUNNING);
    }

    @Test
    void the_state_before_the_hold_is_reported_in_the_words_of_the_library() {
        registered(runner);
        runner.pausedByItsOwner = true;
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(only().stateBefore()).isEqualTo("PAUSED");
    }

    @Test
    void a_second_hold_is_acknowledged_by_a_server_that_is_held_already() {
        registered(runner);
        node.reconcile(List.of(hold("first", Selector.ALL)));
        node.step();
        node.reconcile(List.of(hold("first", Selector.ALL), hold("second", Selector.parse("kind=runner"))));
        node.step();
        assertThat(node.status().drained()).containsKeys("first", "second");
    }

    @Test
    void a_hold_that_selects_nothing_here_is_acknowledged_at_once() {
        registered(runner);
        node.reconcile(List.of(hold("h", Selector.parse("kind=other"))));
        node.step();
        assertThat(node.status().acks()).containsKey("h");
        assertThat(only().state()).isEqualTo(ServerState.RUNNING);
    }

    @Test
    void a_server_that_cannot_be_bound_is_uncontrolled_from_the_first_moment() {
        registered(new UnknownRunner());
        assertThat(only().state()).isEqualTo(ServerState.UNCONTROLLED);
        assertThat(only().error()).isEqualTo("no method work in UnknownRunner");
    }

    @Test
    void an_adapter_that_throws_makes_its_server_uncontrolled_and_is_noted_once() {
        registered(runner);
        runner.trouble = new IllegalStateException("boom");
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.UNCONTROLLED);
        assertThat(only().error()).contains("boom");
        assertThat(failures.next()).isNotNull();
        assertThat(failures.next()).isNull();
    }

    @Test
    void a_broken_hook_makes_present_and_later_servers_of_its_kind_uncontrolled() {
        registered(runner);
        registry.broken("runner", "on entry of work failed");
        registered(new Runner("later"));
        assertThat(node.status().servers()).extracting(ServerReport::state)
                .containsExactly(ServerState.UNCONTROLLED, ServerState.UNCONTROLLED);
    }

    @Test
    void a_server_that_ended_goes_away_and_leaves_its_name_to_the_next() {
        registered(runner);
        registry.gone(runner);
        node.step();
        registered(new Runner("orders"));
        assertThat(beans).containsExactly("+orders", "-orders", "+orders");
    }

    @Test
    void a_server_that_ends_while_it_is_held_stays_in_sight_until_the_release() {
        registered(runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        registry.gone(runner);
        node.step();
        assertThat(only().state()).isEqualTo(ServerState.SHUTDOWN);
        node.reconcile(List.of());
        node.step();
        assertThat(node.status().servers()).isEmpty();
    }

    @Test
    void a_server_started_again_appears_again() {
        registered(runner);
        registry.gone(runner);
        node.step();
        registry.started(runner);
        node.step();
        assertThat(beans).containsExactly("+orders", "-orders", "+orders");
    }

    @Test
    void at_the_deadline_giveback_interrupts_the_job_and_puts_it_back_only_after_it_has_ended() {
        RegisteredServer server = registered(runner);
        Run run = server.inFlight().start("job-1", "a job");
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        node.atDeadline("h", OnDeadline.GIVEBACK);
        node.step();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(runner.queued).isZero();

        server.inFlight().end(run);
        node.step();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(runner.queued).isEqualTo(1);
        assertThat(only().interrupted()).isEqualTo(1);
        assertThat(only().givenBack()).isEqualTo(1);
    }

    @Test
    void at_the_deadline_cancel_asks_the_job_and_nobody_else_until_it_ends() {
        RegisteredServer server = registered(runner);
        Run run = server.inFlight().start("job-1", "a job");
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(requests.getAsBoolean()).isFalse();
        node.atDeadline("h", OnDeadline.CANCEL);
        node.step();
        assertThat(requests.getAsBoolean()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(only().cancelled()).isEqualTo(1);

        server.inFlight().end(run);
        assertThat(requests.getAsBoolean()).isFalse();
    }

    @Test
    void after_the_deadline_running_jobs_show_their_stack() {
        RegisteredServer server = registered(runner);
        server.inFlight().start("job-1", "a job");
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(only().running().get(0).stack()).isEmpty();
        node.atDeadline("h", OnDeadline.REPORT);
        assertThat(only().running().get(0).stack()).anyMatch(frame -> frame.contains("NodeTest"));
    }

    @Test
    void listeners_hear_of_changes_and_of_nothing_else() {
        registered(runner);
        int before = changes.get();
        node.step();
        assertThat(changes).hasValue(before);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        assertThat(changes.get()).isGreaterThan(before);
    }

    @Test
    void listeners_hear_of_what_changed_between_two_steps() {
        registered(runner);
        node.reconcile(List.of(hold("h", Selector.ALL)));
        node.step();
        node.step();
        int before = changes.get();
        registry.gone(runner);
        node.step();
        assertThat(changes).hasValue(before + 1);
    }

    private static HoldInForce hold(String id, Selector select) {
        return new HoldInForce(new Hold(id, select, false, "", "", "", Instant.now(), Duration.ofSeconds(10),
                Optional.empty(), OnDeadline.REPORT), System.nanoTime());
    }
}
