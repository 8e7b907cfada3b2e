package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.WeakIdentityMap;

/** Runs the statements of {@code quiet} and {@code resume}, and remembers which servers were quiet without them. */
final class Quieting {

    private final Declaration declaration;
    private final PerClass<Bound> perClass;
    private final WeakIdentityMap<Boolean> quietedByUs = new WeakIdentityMap<>();

    private record Bound(BoundPath isQuiet, BoundStatements quiet, BoundStatements resume) {
    }

    Quieting(Declaration declaration) {
        this.declaration = declaration;
        this.perClass = new PerClass<>(this::bind);
    }

    private Bound bind(Class<?> server) throws UnsupportedShape {
        Scope scope = Scope.ofServer(server);
        BoundPath isQuiet = declaration.isQuiet() == null ? null : BoundPath.bind(declaration.isQuiet(), scope);
        if (isQuiet != null && isQuiet.type() != boolean.class && isQuiet.type() != Boolean.class) {
            throw declaration.isQuiet().line().mismatch("\"" + declaration.isQuiet() + "\" is of type "
                    + isQuiet.type().getName() + ", not boolean");
        }
        return new Bound(isQuiet, new BoundStatements(declaration.quiet(), scope),
                new BoundStatements(declaration.resume(), scope));
    }

    void require(Class<?> server) throws UnsupportedShape {
        perClass.of(server);
    }

    private boolean isQuiet(Object server) throws Throwable {
        BoundPath isQuiet = perClass.of(server.getClass()).isQuiet();
        return isQuiet != null && Boolean.TRUE.equals(isQuiet.read(server));
    }

    /** Whether somebody has quieted it who was not us. */
    boolean isQuietAnyway(Object server) throws Throwable {
        return isQuiet(server) && quietedByUs.get(server) == null;
    }

    /** Somebody who had quieted it before wants it to stay so. */
    void quiet(Object server) throws Throwable {
        if (!isQuiet(server)) {
            try {
                perClass.of(server.getClass()).quiet().run(server);
            } finally {
                // After the statements: a resume that finds it also finds them done.
                quietedByUs.put(server, true);
            }
        }
    }

    void resume(Object server) throws Throwable {
        if (quietedByUs.remove(server) != null) {
            perClass.of(server.getClass()).resume().run(server);
        }
    }
}
