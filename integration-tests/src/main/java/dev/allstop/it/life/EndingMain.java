package dev.allstop.it.life;

import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.Subject;

/** An application whose main thread has ended: from then on the scheduler's threads alone keep its JVM alive. */
public final class EndingMain {

    private EndingMain() {
    }

    public static void main(String[] args) throws Exception {
        Subject.Server server = new QuartzInMemory().construct("orders", 2);
        server.enqueue("job", 2_000);
        server.start();
        System.out.println("ready");
    }
}
