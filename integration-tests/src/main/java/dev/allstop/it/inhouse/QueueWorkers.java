package dev.allstop.it.inhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Workers that block on a queue and process what they take, much as those of Jesque do. */
public final class QueueWorkers implements Runnable {

    private record Message(String id, Runnable payload, long periodMillis) {
    }

    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Timer timer = new Timer("recurring", true);
    private final String queueName;
    private volatile boolean running = true;

    public QueueWorkers(String queueName, int size) {
        this.queueName = queueName;
        for (int i = 0; i < size; i++) {
            threads.add(new Thread(this, queueName + "-worker-" + i));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    public void end() throws InterruptedException {
        running = false;
        timer.cancel();
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    public void send(String id, Runnable payload) {
        queue.add(new Message(id, payload, 0));
    }

    /** The next one comes a period after the one before was processed. */
    public void sendEvery(long periodMillis, String id, Runnable payload) {
        queue.add(new Message(id, payload, periodMillis));
    }

    @Override
    public void run() {
        while (running) {
            try {
                process(queue.take());
            } catch (InterruptedException ended) {
                continue;
            }
        }
    }

    private void process(Message message) {
        try {
            message.payload().run();
        } catch (RuntimeException failed) {
            System.err.println(message.id() + " has failed: " + failed);
        }
        if (message.periodMillis() > 0 && running) {
            timer.schedule(new TimerTask() {
                @Override
                public void run() {
                    queue.add(message);
                }
            }, message.periodMillis());
        }
    }
}
