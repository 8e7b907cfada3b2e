package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Path.Field;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Statements that can be run. */
final class BoundStatements {

    private interface Action {
        void run(Object... roots) throws Throwable;
    }

    private final List<Action> actions = new ArrayList<>();

    BoundStatements(List<Statement> statements, Scope scope) throws UnsupportedShape {
        for (Statement statement : statements) {
            try {
                actions.add(statement.assignment() ? assignment(statement, scope) : call(statement.path(), scope));
            } catch (UnsupportedShape missing) {
                if (!statement.optional()) {
                    throw missing;
                }
            }
        }
    }

    private static Action call(Path path, Scope scope) throws UnsupportedShape {
        return BoundPath.bind(path, scope)::call;
    }

    private static Action assignment(Statement statement, Scope scope) throws UnsupportedShape {
        Path path = statement.path();
        BoundPath owner = BoundPath.bindOwner(path, scope);
        Field field = (Field) path.steps().get(path.steps().size() - 1);
        MethodHandle setter;
        try {
            setter = Reach.typedSetter(owner.type(), field.name());
        } catch (UnsupportedShape missing) {
            throw path.line().mismatch("\"" + path + "\": " + missing.getMessage());
        }
        MethodType type = setter.type();
        if (type.parameterCount() != 2) {
            throw path.line().mismatch("\"" + path + "\" is static: only fields of objects can be written");
        }
        if (!BoundPath.accepts(type.parameterType(1), statement.value())) {
            throw path.line().mismatch("\"" + path + "\" is of type " + type.parameterType(1).getName()
                    + " and cannot become " + statement.value());
        }
        MethodHandle generic = setter.asType(MethodType.genericMethodType(2));
        return roots -> {
            Object object = owner.read(roots);
            if (object == null) {
                throw new IllegalStateException(path.line().mismatch("\"" + path
                        + "\": something on the way is null").getMessage());
            }
            generic.invoke(object, statement.value());
        };
    }

    void run(Object... roots) throws Throwable {
        for (Action action : actions) {
            action.run(roots);
        }
    }
}
