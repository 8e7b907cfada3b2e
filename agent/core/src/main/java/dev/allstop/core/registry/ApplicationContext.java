package dev.allstop.core.registry;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.gate.Run;

/**
 * Lets a library find on Allstop's threads what it finds on the application's: its class loader as that of the context.
 * With ours JobRunr could not read a job back from its storage, nor a container's data source make a connection.
 */
final class ApplicationContext implements ServerControl {

    private final ServerControl control;
    private final ClassLoader loader;

    ApplicationContext(ServerControl control, ClassLoader loader) {
        this.control = control;
        this.loader = loader;
    }

    @FunctionalInterface
    private interface Call<T> {

        T make() throws Throwable;
    }

    private <T> T call(Call<T> call) throws Throwable {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        try {
            return call.make();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Override
    public String name(Object server) throws Throwable {
        return call(() -> control.name(server));
    }

    @Override
    public String library(Object server) throws Throwable {
        return call(() -> control.library(server));
    }

    @Override
    public String nativeState(Object server) throws Throwable {
        return call(() -> control.nativeState(server));
    }

    @Override
    public int gateClosed(JobServer server, Object object) throws Throwable {
        return call(() -> control.gateClosed(server, object));
    }

    @Override
    public int accepted(Object server) throws Throwable {
        return call(() -> control.accepted(server));
    }

    @Override
    public int runningByLibrary(Object server) throws Throwable {
        return call(() -> control.runningByLibrary(server));
    }

    @Override
    public void gateOpened(Object server) throws Throwable {
        call(() -> {
            control.gateOpened(server);
            return null;
        });
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        return call(() -> control.describe(run));
    }

    @Override
    public boolean cancel(Object server, Run run) throws Throwable {
        return call(() -> control.cancel(server, run));
    }

    @Override
    public boolean giveBack(Object server, Run run) throws Throwable {
        return call(() -> control.giveBack(server, run));
    }

    @Override
    public void shutdown(Object server) throws Throwable {
        call(() -> {
            control.shutdown(server);
            return null;
        });
    }
}
