package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/** When a worker starts and ends, and with the last of its workers a pool. */
final class WorkerLife {

    private final String kind;
    private final Servers servers;
    private final Crews crews;

    WorkerLife(String kind, Servers servers, Crews crews) {
        this.kind = kind;
        this.servers = servers;
        this.crews = crews;
    }

    /** A new one is no job server yet: it may be made for a pool. One that has a thread is older than the attach. */
    HookHandler constructed() {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object worker, Object returned, Throwable thrown) throws Throwable {
                if (!JesqueLibrary.BOUND.of(worker).hasThread(worker)) {
                    crews.watch(worker);
                } else if (crews.serverOf(worker) == worker) {
                    servers.constructed(kind, worker);
                }
            }
        };
    }

    /** Around a worker's {@code run()}, the whole life of its thread. */
    HookHandler run() {
        return new HookHandler() {
            @Override
            public Object enter(Object worker, Object[] arguments) {
                Object server = crews.serverOf(worker);
                if (server == worker) {
                    servers.constructed(kind, worker);
                }
                servers.started(server);
                return server;
            }

            @Override
            public void exit(Object server, Object worker, Object returned, Throwable thrown) throws Throwable {
                JobServer known = servers.find(server);
                if (known != null) {
                    known.inFlight().dropCommitted(new ByIdentity(worker));
                }
                goneIfEnded(server);
            }
        };
    }

    /** After {@code end(now)} of a pool or a worker, which does not wait: it may be at work still, or never have been. */
    HookHandler ended() {
        return new HookHandler() {
            @Override
            public Object enter(Object server, Object[] arguments) {
                return server;
            }

            @Override
            public void exit(Object token, Object server, Object returned, Throwable thrown) throws Throwable {
                goneIfEnded(crews.serverOf(server));
            }
        };
    }

    private void goneIfEnded(Object server) throws Throwable {
        if (JesqueLibrary.BOUND.of(server).hasEnded(server)) {
            servers.gone(server);
        }
    }
}
