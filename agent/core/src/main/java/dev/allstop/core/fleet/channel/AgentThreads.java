package dev.allstop.core.fleet.channel;

import dev.allstop.core.AgentThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.util.ThreadFactory;

/**
 * Makes the threads of the fleet, JGroups' own ones too: daemons, so that an application whose last thread ends goes
 * down as it would without us; named so that a thread dump says whose they are; and with our class loader as context
 * class loader, so that they hold no class loader of the application that happened to be current.
 *
 * <p>They are never virtual: those would share carriers with the application's, and an application that has pinned all
 * of them could then not be stopped.
 */
public final class AgentThreads implements ThreadFactory {

    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable task) {
        return newThread(task, "worker-" + number.incrementAndGet());
    }

    @Override
    public Thread newThread(Runnable task, String name) {
        // a sub-class of Thread: of a plain one Runner.start of JGroups 5.5.7 makes a non-daemon again
        return new AgentThread(task, name.replace(' ', '-'));
    }

    @Override
    public boolean useVirtualThreads() {
        return false;
    }

    @Override
    public void setPattern(String pattern) {
        // names are ours
    }

    @Override
    public void setIncludeClusterName(boolean includeClusterName) {
        // names are ours
    }

    @Override
    public void setClusterName(String channelName) {
        // names are ours
    }

    @Override
    public void setAddress(String address) {
        // names are ours
    }

    @Override
    public void renameThread(String baseName, Thread thread) {
        // names are ours
    }
}
