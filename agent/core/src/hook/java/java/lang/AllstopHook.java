package java.lang;

import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * The one class that woven library code calls. It is defined inside {@code java.lang} because that package is
 * delegated to the boot loader by every class loader there is (OSGi, JBoss Modules, web applications), and it holds
 * JDK-typed functions only, so that nothing of Allstop's own can be reached, or clash, through it.
 *
 * <p>This is the only place with static mutable state: there is exactly one woven world per JVM. The arrays are
 * written once per weaving, before the woven class can run, and published by the volatile write.
 *
 * <p>Every method swallows every {@link Throwable}: whatever happens to Allstop, the library goes on as if the
 * call had not been there. {@code null} from {@link #enter} means "go on". What it throws is an answer: a library's method
 * that refuses is left out in this way, and its caller learns why.
 */
public final class AllstopHook {

    /** By hook point: {@code (self, arguments) -> answer}, see {@link #enter}. */
    public static volatile BiFunction<Object, Object[], Object>[] entering;

    /** By hook point: {@code (token, {self, returned, thrown}) -> {other value} or null}, see {@link #leave}. */
    public static volatile BiFunction<Object, Object[], Object>[] leaving;

    /** Whether the job that the calling thread runs was asked to end early; {@code null} while nobody can ask that. */
    public static volatile BooleanSupplier stopRequested;

    private AllstopHook() {
    }

    /**
     * What happens before a woven method; the answer is handed to {@link #returned} or {@link #threw}. One that is an array
     * of {@link Throwable} is thrown.
     */
    public static Object enter(int point, Object self, Object[] arguments) {
        Object answer;
        try {
            answer = entering[point].apply(self, arguments);
        } catch (Throwable broken) {
            return null;
        }
        if (answer instanceof Throwable[]) {
            AllstopHook.<RuntimeException>refuse(((Throwable[]) answer)[0]);
        }
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void refuse(Throwable why) throws T {
        throw (T) why;
    }

    /** What happens after a woven method that returned; null for one without a value. Null tokens want no exit. */
    public static void returned(Object value, Object token, Object self, int point) {
        if (token != null) {
            leave(token, self, value, null, point);
        }
    }

    /** As {@link #returned}, where a handler may have the method return something else; the answer is what it returns. */
    public static Object replaced(Object value, Object token, Object self, int point) {
        Object other = token == null ? null : leave(token, self, value, null, point);
        return other instanceof Object[] ? ((Object[]) other)[0] : value;
    }

    /** What happens after a woven method that threw. */
    public static void threw(Throwable thrown, Object token, Object self, int point) {
        if (token != null) {
            leave(token, self, null, thrown, point);
        }
    }

    /** What happens at the end of a woven constructor. */
    public static void constructed(Object self, int point) {
        leave(null, self, null, null, point);
    }

    private static Object leave(Object token, Object self, Object returned, Throwable thrown, int point) {
        try {
            return leaving[point].apply(token, new Object[] {self, returned, thrown});
        } catch (Throwable broken) {
            return null;
        }
    }
}
