package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Declaration.Gate;
import dev.allstop.adapters.declared.Declaration.Key;
import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Around a method that fetches work. What it fetched is committed, if the declaration says how to know it again. */
final class GateHook extends Fetch {

    private static final int OWNER = 0;

    private final Servers servers;
    private final Gate gate;
    private final Hook hook;
    private final Owner owner;
    private final Key key;

    private GateHook(Servers servers, Gate gate, Hook hook, Key key) {
        super(servers, hook.owner(OWNER), gate.answer().value());
        this.servers = servers;
        this.gate = gate;
        this.hook = hook;
        this.owner = hook.owner(OWNER);
        this.key = key;
    }

    static GateHook of(Servers servers, Gate gate, Key key) {
        return new GateHook(servers, gate, new Hook(gate.target(), gate.answer(), Arrays.asList(gate.owner())), key);
    }

    HookPoint point() {
        return gate.target().point(this);
    }

    Hook hook() {
        return hook;
    }

    /** A thread that comes to fetch again will not start what it fetched before. */
    @Override
    protected void turnedAway(Object self, Object[] arguments) throws Throwable {
        if (key.ofThread()) {
            servers.find(owner.of(self, arguments)).inFlight().dropCommitted(new ByIdentity(Thread.currentThread()));
        }
    }

    @Override
    protected void fetched(JobServer server, Object self, Object returned) {
        List<?> items = items(returned);
        if (key.ofThread() && !items.isEmpty()) {
            server.inFlight().commit(new ByIdentity(Thread.currentThread()),
                    new Fetched(items.get(0)));
        } else if (!key.isNone()) {
            items.forEach(item -> server.inFlight().commit(new ByIdentity(item), new Fetched(item)));
        }
    }

    private List<?> items(Object returned) {
        Object nothing = gate.answer().value();
        if (nothing != null && nothing.equals(returned)) {
            return List.of();
        }
        if (returned instanceof Collection<?> several) {
            return several.stream().filter(Objects::nonNull).toList();
        }
        if (returned instanceof Object[] several) {
            return Arrays.stream(several).filter(Objects::nonNull).toList();
        }
        return returned instanceof Optional<?> perhaps ? perhaps.stream().toList() : List.of(returned);
    }
}
