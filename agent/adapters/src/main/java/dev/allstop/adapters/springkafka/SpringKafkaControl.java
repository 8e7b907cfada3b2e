package dev.allstop.adapters.springkafka;

import static dev.allstop.core.adapter.Reach.method;

import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;

/** A listener container and what can be done with it from outside its consumers' threads. */
final class SpringKafkaControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("spring-kafka", "2.9.13", "3.3.16", "4.1.2");
    /** What the library says for none. */
    private static final String NO_ID = "noBeanNameSet";

    private final String library;
    private final SpringKafkaLibrary springKafka;
    private final Uncommitted uncommitted;
    private final LateName names = new LateName();
    private final MethodHandle listenerId;
    private final MethodHandle groupId;
    private final MethodHandle isRunning;
    private final MethodHandle stop;

    SpringKafkaControl(Class<?> container, SpringKafkaLibrary springKafka, Uncommitted uncommitted)
            throws UnsupportedShape {
        this.library = TESTED.libraryOf(Reach.neighbour(container, SpringKafkaAdapter.ANY_CONTAINER));
        this.springKafka = springKafka;
        this.uncommitted = uncommitted;
        this.listenerId = method(container, "getListenerId", 0);
        this.groupId = method(container, "getGroupId", 0);
        this.isRunning = method(container, "isRunning", 0);
        this.stop = method(container, "stop", 0);
    }

    /** The id of a {@code @KafkaListener}, or the name of the bean; of a container that is neither, its group. */
    @Override
    public String name(Object container) throws Throwable {
        String id = (String) listenerId.invoke(container);
        return names.of(container, NO_ID.equals(id) ? null : id, (String) groupId.invoke(container));
    }

    @Override
    public String library(Object container) {
        return library;
    }

    @Override
    public String nativeState(Object container) throws Throwable {
        if (!(boolean) isRunning.invoke(container)) {
            return "STOPPED";
        }
        return (boolean) springKafka.isPauseRequested().invoke(container) ? "PAUSED" : "RUNNING";
    }

    /** Consumers with something done and not committed: until then the broker would hand it out again. */
    @Override
    public int accepted(Object container) {
        return uncommitted.consumersOf(container);
    }

    /** The topic; where the record lies, with its key, by which its sender knows it. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Object work = run.subject();
        boolean single = springKafka.record().isInstance(work);
        Object first = single ? work : ((Iterable<?>) work).iterator().next();
        Object key = springKafka.key().invoke(first);
        return new String[] {(String) springKafka.topic().invoke(first), springKafka.partitionOf(first) + "@"
                + springKafka.offset().invoke(first) + (single ? "" : " and what follows")
                + (key instanceof CharSequence || key instanceof Number ? " " + key : "")};
    }

    @Override
    public void shutdown(Object container) throws Throwable {
        stop.invoke(container);
    }
}
