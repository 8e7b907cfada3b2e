package dev.allstop.core.adapter;

/** At the end of every constructor of a job server's class: registers it. Sub-classes come by their super call. */
public record Constructed(String kind, Servers servers) implements HookHandler {

    @Override
    public void exit(Object token, Object self, Object returned, Throwable thrown) {
        servers.constructed(kind, self);
    }

    public static HookPoint of(String kind, String className, Servers servers) {
        return new HookPoint(className, HookPoint.CONSTRUCTOR, HookPoint.ANY, new Constructed(kind, servers));
    }
}
