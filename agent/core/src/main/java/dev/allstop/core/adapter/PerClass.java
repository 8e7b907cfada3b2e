package dev.allstop.core.adapter;

/**
 * What was bound of an application's class, once, for hook handlers. It is kept with that class and lives as long as
 * it does, so that an adapter may hold this object in a field without holding any class of the application.
 *
 * @param <T> the record of handles
 */
public final class PerClass<T> {

    /** Binds all that is needed of a class, or of the library that it came with. */
    @FunctionalInterface
    public interface Binding<T> {

        T bind(Class<?> type) throws UnsupportedShape;
    }

    private record Outcome<T>(T bound, UnsupportedShape missing) {
    }

    private final ClassValue<Outcome<T>> outcomes;

    public PerClass(Binding<T> binding) {
        outcomes = new ClassValue<>() {
            @Override
            protected Outcome<T> computeValue(Class<?> type) {
                try {
                    return new Outcome<>(binding.bind(type), null);
                } catch (UnsupportedShape missing) {
                    return new Outcome<>(null, missing);
                }
            }
        };
    }

    /** Any thread; binds at the first call and remembers a failure as well. */
    public T of(Class<?> type) throws UnsupportedShape {
        Outcome<T> outcome = outcomes.get(type);
        if (outcome.missing() != null) {
            throw outcome.missing();
        }
        return outcome.bound();
    }

    /** Of the class of an object; likewise. */
    public T of(Object member) throws UnsupportedShape {
        return of(member.getClass());
    }
}
