package dev.allstop.core.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeeperTest {

    private final Set<Thread> before = keepers();

    @Test
    void the_jvm_stays_until_the_last_order_under_way_has_ended() {
        Keeper keeper = new Keeper(0);
        Keeper.Order first = keeper.begin();
        Keeper.Order second = keeper.begin();

        first.close();
        assertThat(mine()).singleElement().satisfies(thread -> assertThat(thread.isDaemon()).isFalse());

        second.close();
        await().until(() -> mine().isEmpty());
    }

    @Test
    void the_jvm_stays_for_an_order_that_begins_while_the_last_one_ends() throws Exception {
        Keeper keeper = new Keeper(0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch unkept = new CountDownLatch(1);
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                for (int round = 0; round < 200; round++) {
                    try (Keeper.Order kept = keeper.begin()) {
                        if (mine().isEmpty()) {
                            unkept.countDown();
                        }
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(unkept.getCount()).isEqualTo(1);
        await().until(() -> mine().isEmpty());
    }

    @Test
    void the_jvm_stays_until_the_answer_had_time_to_be_written() {
        Keeper keeper = new Keeper(60_000);
        keeper.begin().close();
        await().until(() -> mine().stream().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        Thread lingering = mine().iterator().next();
        lingering.interrupt();
        await().until(() -> !lingering.isInterrupted() && lingering.getState() == Thread.State.TIMED_WAITING);
        assertThat(lingering.isDaemon()).isFalse();
    }

    private Set<Thread> mine() {
        Set<Thread> mine = keepers();
        mine.removeAll(before);
        return mine;
    }

    private static Set<Thread> keepers() {
        Set<Thread> keepers = new HashSet<>(Thread.getAllStackTraces().keySet());
        keepers.removeIf(thread -> !thread.getName().equals("allstop-keeper"));
        return keepers;
    }
}
