package dev.allstop.core.node;

import dev.allstop.core.gate.Run;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.Binder.Binding;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.RegisteredServer.Description;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Gives job servers the names under which operators see them, and runs theirs. */
final class Describer {

    private static final int LONGEST_NAME = 80;
    /** More than {@link dev.allstop.core.adapter.LateName} takes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Binder binder;
    private final Set<String> taken = new HashSet<>();
    private final Map<RegisteredServer, Long> firstAttempts = new HashMap<>();

    Describer(Binder binder) {
        this.binder = binder;
    }

    /**
     * By the node's thread only. A server may still be inside a constructor of its sub-class, so what it throws at first
     * need not mean anything.
     *
     * @return false when it is to be tried again soon
     */
    boolean describe(RegisteredServer server, Object object) {
        Binding binding = binder.bindingOf(server.kind(), object);
        String rawName = object.getClass().getSimpleName();
        String library = server.kind();
        if (binding.control() == null) {
            server.uncontrolled(binding.error());
        } else {
            try {
                library = binding.control().library(object);
                rawName = binding.control().name(object);
            } catch (Throwable thrown) {
                long now = System.nanoTime();
                if (now - firstAttempts.computeIfAbsent(server, first -> now) < PATIENCE_NANOS) {
                    return false;
                }
                server.uncontrolled("it could not be described: " + thrown);
            }
        }
        firstAttempts.remove(server);
        server.describe(new Description(rawName, uniqueName(server.kind(), rawName), library));
        return true;
    }

    private String uniqueName(String kind, String rawName) {
        String reduced = rawName == null || rawName.isBlank() ? kind : rawName.replaceAll("[^A-Za-z0-9._-]", "_");
        if (reduced.length() > LONGEST_NAME) {
            reduced = reduced.substring(0, LONGEST_NAME);
        }
        String unique = reduced;
        for (int next = 2; !taken.add(kind + '/' + unique); next++) {
            unique = reduced + '~' + next;
        }
        return unique;
    }

    /** The server is gone: the next one may have its name. */
    void release(RegisteredServer server) {
        firstAttempts.remove(server);
        if (server.description() != null) {
            taken.remove(server.kind() + '/' + server.description().name());
        }
    }

    /** By any thread; asks the library once. */
    void describe(RegisteredServer server, Run run) {
        if (run.isDescribed()) {
            return;
        }
        String[] jobAndId = null;
        Object object = server.object();
        if (object != null) {
            Binding binding = binder.bindingOf(server.kind(), object);
            try {
                jobAndId = binding.control() == null ? null : binding.control().describe(run);
            } catch (Throwable undescribed) {
                jobAndId = null;
            }
        }
        run.describe(jobAndId == null ? run.subject().getClass().getSimpleName() : jobAndId[0],
                jobAndId == null ? "" : jobAndId[1]);
    }
}
