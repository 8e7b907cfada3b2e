package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * At the end of a scheduler's constructor. Some modules of Spring make a scheduler for themselves, to keep connections
 * alive and to watch their own threads: those of Spring Kafka's listener containers, of web sockets, of Spring Cloud. They
 * run no jobs.
 */
record SchedulerConstructed(String kind, Servers servers) implements HookHandler {

    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    private static final String SPRING = "org.springframework.";

    @Override
    public void exit(Object token, Object scheduler, Object returned, Throwable thrown) {
        Optional<String> creator = WALKER.walk(frames -> frames.dropWhile(frame -> !isConstructor(frame, scheduler))
                .dropWhile(frame -> isConstructor(frame, scheduler))
                .map(StackFrame::getClassName).findFirst());
        if (creator.isEmpty() || !isModuleOfSpring(creator.get())) {
            servers.constructed(kind, scheduler);
        }
    }

    private static boolean isConstructor(StackFrame frame, Object scheduler) {
        return frame.getMethodName().equals("<init>") && frame.getDeclaringClass().isInstance(scheduler);
    }

    /** Beans are made, on the application's behalf, by these: from XML, by Spring Boot, for {@code @Scheduled}. */
    private static boolean isModuleOfSpring(String className) {
        return className.startsWith(SPRING) && !className.startsWith(SPRING + "beans.")
                && !className.startsWith(SPRING + "boot.") && !className.startsWith(SPRING + "scheduling.");
    }
}
