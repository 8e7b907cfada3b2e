package dev.allstop.adapters.jobrunr;

import static dev.allstop.core.adapter.Reach.getter;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;

/**
 * Around {@code stop()} and {@code pauseProcessing()} of the server. Both end the worker pool, and what still waited in
 * it will not start. Looks at what is left rather than at which method it was: a second {@code stop()} returns at once
 * while the first still waits for jobs.
 */
final class WorkersStopped implements HookHandler {

    private record Pools(MethodHandle jobExecutor, MethodHandle zookeeperThreadPool) {

        static Pools bind(Class<?> server) throws UnsupportedShape {
            return new Pools(getter(server, "jobExecutor"), getter(server, "zookeeperThreadPool"));
        }
    }

    private final Servers servers;
    private final PerClass<Pools> pools = new PerClass<>(Pools::bind);

    WorkersStopped(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Object enter(Object server, Object[] arguments) {
        return servers.find(server);
    }

    @Override
    public void exit(Object token, Object server, Object returned, Throwable thrown) throws Throwable {
        Pools left = pools.of(server.getClass());
        if (left.jobExecutor().invoke(server) != null) {
            return;
        }
        ((JobServer) token).inFlight().forgetCommitted();
        if (left.zookeeperThreadPool().invoke(server) == null) {
            servers.gone(server);
        }
    }
}
