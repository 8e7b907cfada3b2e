package dev.allstop.core.attach;

import dev.allstop.core.adapter.Servers;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.Registry;

/**
 * The registry for hook handlers in a JVM that ran before Allstop was attached to it: a job server that was constructed
 * before is registered the first time its library passes a hook, at the latest with its next poll.
 */
public final class AdoptingServers implements Servers {

    private final String kind;
    private final ServerClasses classes;
    private final Registry registry;

    public AdoptingServers(String kind, ServerClasses classes, Registry registry) {
        this.kind = kind;
        this.classes = classes;
        this.registry = registry;
    }

    @Override
    public RegisteredServer find(Object server) {
        RegisteredServer known = registry.find(server);
        if (known == null && server != null && kind.equals(classes.kindOf(server.getClass()))) {
            registry.adopt(kind, server);
            known = registry.find(server);
        }
        return known;
    }

    @Override
    public void constructed(String kindOfServer, Object server) {
        registry.constructed(kindOfServer, server);
    }

    @Override
    public void started(Object server) {
        registry.started(server);
    }

    @Override
    public void gone(Object server) {
        registry.gone(server);
    }
}
