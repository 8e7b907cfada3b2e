package dev.allstop.core.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.Lifecycle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OlderWorkTest {

    private static final HookHandler NOTHING = new HookHandler() { };

    private final OlderWork work = new OlderWork();
    private final Worker worker = new Worker();
    private final Thread thread = new Thread(worker::process, "worker");

    private static final class Worker {

        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        void process() {
            inside.countDown();
            try {
                end.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void working() throws InterruptedException {
        thread.start();
        worker.inside.await();
    }

    @AfterEach
    void end() throws InterruptedException {
        worker.end.countDown();
        thread.join();
    }

    private static HookPoint point(String method, HookHandler handler) {
        return new HookPoint(Worker.class.getName(), method, 0, handler);
    }

    @Test
    void a_thread_in_the_midst_of_a_hooked_method_is_counted_until_it_leaves() throws Exception {
        work.add("worker", point("process", NOTHING));
        working();
        assertThat(work.count("worker", List.of())).isEqualTo(1);
        end();
        assertThat(work.count("worker", List.of())).isZero();
    }

    @Test
    void what_was_seen_beginning_is_not_counted_again() throws Exception {
        work.add("worker", point("process", NOTHING));
        working();
        assertThat(work.count("worker", List.of(thread))).isZero();
    }

    @Test
    void methods_of_another_kind_constructors_and_those_that_start_and_end_a_server_are_no_work() throws Exception {
        work.add("other", point("process", NOTHING));
        work.add("worker", point(HookPoint.CONSTRUCTOR, NOTHING));
        work.add("worker", point("process", new Lifecycle(true, (self, arguments) -> self, null)));
        working();
        assertThat(work.count("worker", List.of())).isZero();
    }
}
