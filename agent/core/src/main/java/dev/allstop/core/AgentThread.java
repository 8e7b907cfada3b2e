package dev.allstop.core;

/**
 * Every thread of Allstop: a daemon, so that the application's JVM can end, and with Allstop's
 * own context class loader, so that it never keeps a web application's.
 */
public final class AgentThread extends Thread {

    public AgentThread(Runnable task, String name) {
        super(null, task, "allstop-" + name, 0, false);
        super.setDaemon(true);
        setContextClassLoader(AgentThread.class.getClassLoader());
        setUncaughtExceptionHandler((thread, thrown) -> {
            // The default handler may be the application's; it has nothing to do with us.
        });
    }
}
