package dev.allstop.core.fleet.channel;

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

    /**
     * A sub-class, since JGroups 5.5.7 ({@code org.jgroups.util.Runner.start}) makes a plain {@link Thread} that its
     * factory returned a non-daemon again.
     */
    private static final class AgentThread extends Thread {

        AgentThread(Runnable task, String name) {
            // no inherited thread locals: they would be those of whichever application thread came first
            super(null, task, name, 0, false);
            setDaemon(true);
            setContextClassLoader(AgentThreads.class.getClassLoader());
        }
    }

    @Override
    public Thread newThread(Runnable task) {
        return newThread(task, "worker-" + number.incrementAndGet());
    }

    @Override
    public Thread newThread(Runnable task, String name) {
        return new AgentThread(task, "allstop-" + name.replace(' ', '-'));
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
