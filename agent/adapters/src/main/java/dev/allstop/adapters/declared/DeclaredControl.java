package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.WeakIdentityMap;
import dev.allstop.core.gate.Run;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A declared class of job servers with everything bound. */
final class DeclaredControl implements ServerControl {

    private final Declaration declaration;
    private final String library;
    private final Quieting quieting;
    private final BoundPath name;
    private final List<BoundPath> inFlight = new ArrayList<>();
    private final Map<JobHook, BoundStatements> cancel = new HashMap<>();
    private final BoundStatements shutdown;
    /** When it was first seen without anything in flight. */
    private final WeakIdentityMap<Long> emptySince = new WeakIdentityMap<>();

    DeclaredControl(Declaration declaration, Class<?> server, Quieting quieting, List<JobHook> jobs)
            throws UnsupportedShape {
        this.declaration = declaration;
        this.library = declaration.kind() + " " + Reach.version(server);
        this.quieting = quieting;
        quieting.require(server);
        Scope scope = Scope.ofServer(server);
        name = declaration.name() == null ? null : BoundPath.bind(declaration.name(), scope);
        for (Path path : declaration.inFlight()) {
            inFlight.add(counted(BoundPath.bind(path, scope), path));
        }
        for (JobHook job : jobs) {
            cancel.put(job, new BoundStatements(declaration.cancel(),
                    Scope.ofJob(server, job.hook().target().methods(server))));
        }
        shutdown = new BoundStatements(declaration.shutdown(), scope);
    }

    private static BoundPath counted(BoundPath bound, Path path) throws UnsupportedShape {
        Class<?> type = bound.type();
        if (type == void.class || type == String.class || type == char.class) {
            throw path.line().mismatch("\"" + path + "\" is of type " + type.getName()
                    + ", which cannot be counted: it must be a number, a boolean, a collection, a map or an array");
        }
        return bound;
    }

    /** Reads all that is ever read, so that what cannot be read shows now rather than at the first stop. */
    @Override
    public String name(Object server) throws Throwable {
        quieting.isQuietAnyway(server);
        sum(server);
        Object known = name == null ? null : name.read(server);
        return known == null ? server.getClass().getSimpleName() : known.toString();
    }

    @Override
    public String library(Object server) {
        return library;
    }

    @Override
    public String nativeState(Object server) throws Throwable {
        return quieting.isQuietAnyway(server) ? "QUIET" : "RUNNING";
    }

    @Override
    public int gateClosed(JobServer held, Object server) throws Throwable {
        emptySince.remove(server);
        quieting.quiet(server);
        return 0;
    }

    @Override
    public void gateOpened(Object server) throws Throwable {
        quieting.resume(server);
    }

    @Override
    public int accepted(Object server) throws Throwable {
        int count = sum(server);
        if (count > 0) {
            emptySince.remove(server);
            return count;
        }
        long now = System.nanoTime();
        Long since = emptySince.putIfAbsent(server, now);
        return now - (since == null ? now : since) < declaration.settle().toNanos() ? 1 : 0;
    }

    private int sum(Object server) throws Throwable {
        long sum = 0;
        for (BoundPath path : inFlight) {
            sum += count(path.read(server));
        }
        return (int) Math.max(0, Math.min(sum, Integer.MAX_VALUE));
    }

    private static long count(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Boolean busy) {
            return busy ? 1 : 0;
        }
        if (value instanceof Collection<?> several) {
            return several.size();
        }
        if (value instanceof Map<?, ?> several) {
            return several.size();
        }
        if (value.getClass().isArray()) {
            return Array.getLength(value);
        }
        throw new IllegalStateException("inflight is of " + value.getClass().getName() + ", which cannot be counted");
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        JobCall call = call(run);
        if (call == null) {
            return new String[] {((Fetched) run.subject()).item().getClass().getSimpleName(), "not started"};
        }
        return call.hook().describe(call);
    }

    private static JobCall call(Run run) {
        return run.subject() instanceof Fetched fetched ? fetched.call() : (JobCall) run.subject();
    }

    @Override
    public boolean cancel(Object server, Run run) throws Throwable {
        JobCall call = call(run);
        if (declaration.cancel().isEmpty() || call == null) {
            return false;
        }
        Object[] ofCall = Hook.roots(call.self(), call.arguments());
        Object[] roots = new Object[ofCall.length + 1];
        roots[0] = server;
        System.arraycopy(ofCall, 0, roots, 1, ofCall.length);
        cancel.get(call.hook()).run(roots);
        return true;
    }

    @Override
    public void shutdown(Object server) throws Throwable {
        if (declaration.shutdown().isEmpty()) {
            throw new UnsupportedOperationException("its declaration, " + declaration.classLine().file()
                    + ", does not say how: add shutdown");
        }
        shutdown.run(server);
    }
}
