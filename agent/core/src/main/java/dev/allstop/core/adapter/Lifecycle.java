package dev.allstop.core.adapter;

/**
 * Around the methods by which an application starts or ends a job server.
 *
 * @param start whether the method starts it
 */
public record Lifecycle(boolean start, Owner owner, Servers servers) implements HookHandler {

    @Override
    public Object enter(Object self, Object[] arguments) throws Throwable {
        Object server = owner.of(self, arguments);
        if (start && server != null) {
            servers.started(server);
        }
        return server;
    }

    @Override
    public void exit(Object server, Object self, Object returned, Throwable thrown) {
        if (!start) {
            servers.gone(server);
        }
    }

    public static HookPoint start(String className, String method, Servers servers) {
        return new HookPoint(className, method, HookPoint.ANY, new Lifecycle(true, Owner.SELF, servers));
    }

    public static HookPoint end(String className, String method, Servers servers) {
        return new HookPoint(className, method, HookPoint.ANY, new Lifecycle(false, Owner.SELF, servers));
    }
}
