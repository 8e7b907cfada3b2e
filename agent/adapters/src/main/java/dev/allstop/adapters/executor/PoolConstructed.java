package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.concurrent.Executors;

/** At the end of a pool's constructor: finds out who constructs it, directly or by {@code Executors}. */
record PoolConstructed(Pools pools) implements HookHandler {

    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    @Override
    public void exit(Object token, Object pool, Object returned, Throwable thrown) {
        Class<?> owner = WALKER.walk(frames -> frames.dropWhile(frame -> !isConstructor(frame, pool))
                .dropWhile(frame -> isConstructor(frame, pool) || isFactory(frame))
                .<Class<?>>map(StackFrame::getDeclaringClass).findFirst().orElse(null));
        pools.constructed(pool, owner);
        if (owner == null) {
            JdkPool.threadOf(pool).ifPresent(thread -> pools.ofThread(pool, thread));
        }
    }

    private static boolean isConstructor(StackFrame frame, Object pool) {
        return frame.getMethodName().equals("<init>") && frame.getDeclaringClass().isInstance(pool);
    }

    private static boolean isFactory(StackFrame frame) {
        return frame.getDeclaringClass() == Executors.class
                || frame.getClassName().equals(ExecutorAdapter.THREAD_PER_TASK);
    }
}
